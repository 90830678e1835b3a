"""What is read of a backup: two tables, by the names of the columns that this file has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from habitus.formats.loop_db.database import Database, Value

HABITS, DAYS = "habits", "repetitions"
HABIT_COLUMNS = (
    "id", "uuid", "name", "question", "description", "position", "archived", "color", "highlight",
    "type", "unit", "freq_num", "freq_den", "target_type", "target_value", "skip_days",
    "reminder_hour", "reminder_min", "reminder_days",
)  # fmt: skip
DAY_COLUMNS = ("id", "habit", "timestamp", "value", "notes")
_NEEDED = {HABITS: {"id", "name"}, DAYS: {"id", "habit", "timestamp"}}

Record = Mapping[str, Value]


def is_backup(database: Database) -> bool:
    """Whether it has the tables of Loop, with the columns that every version has."""
    return all(needed <= set(database.tables.get(table, ())) for table, needed in _NEEDED.items())


def habits(database: Database) -> Iterator[Record]:
    """The habits; a column this version does not have yet is absent."""
    return _records(database, HABITS, HABIT_COLUMNS)


def days(database: Database) -> Iterator[Record]:
    """The days in the order in which they were entered; absent columns as above."""
    return _records(database, DAYS, DAY_COLUMNS)


def _records(database: Database, table: str, wanted: tuple[str, ...]) -> Iterator[Record]:
    columns = [column for column in wanted if column in database.tables[table]]
    statement = f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"  # noqa: S608  names of our own list
    for row in database.rows(statement):
        yield dict(zip(columns, row, strict=True))
