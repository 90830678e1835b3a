"""Loop Habit Tracker's CSV export, of any version, whole or in parts."""

from habitus.formats.loop_csv.reader import FORMAT, read

__all__ = ["FORMAT", "read"]
