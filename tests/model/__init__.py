"""A second, slow telling of what habits and days mean: tests compare the real thing with it.

Nothing here is imported from `habitus`, nothing is stored, everything is worked out from the log anew.
"""
