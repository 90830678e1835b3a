"""Loop Habit Tracker's backup, a SQLite database of version 9 to 25."""

from habitus.formats.loop_db.reader import read

__all__ = ["read"]
