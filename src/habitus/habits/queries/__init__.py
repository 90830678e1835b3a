"""The statements of habits, built once. Each names the owner, but for the two that put entries and month
rows: they take the key of a habit that was read as the owner's in the same transaction.
"""
