"""Loop Habit Tracker's CSV export, of any version, whole or in parts."""

from habitus.formats.loop_csv.reader import read

__all__ = ["read"]
