"""Backups of Loop Habit Tracker made for tests, of every version of its database."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

VERSIONS = range(9, 26)
FIRST = {
    "Habits": "id integer primary key autoincrement, archived integer, color integer, description text, "
    "freq_den integer, freq_num integer, skip_days integer, skip_days_list integer, highlight integer, "
    "name text, position integer, reminder_hour integer, reminder_min integer",
    "Repetitions": "id integer primary key autoincrement, habit integer references habits(id), "
    "timestamp integer",
    "Checkmarks": "id integer primary key, habit integer, timestamp integer, value integer",
    "Streak": "id integer primary key, habit integer, start integer, end integer, length integer",
    "Score": "id integer primary key, habit integer, timestamp integer, score integer",
}
ADDED = {
    11: [("Habits", "reminder_days integer not null default 127")],
    16: [("Habits", "type integer not null default 0"), ("Repetitions", "value integer not null default 2")],
    18: [
        ("Habits", "target_type integer not null default 0"),
        ("Habits", "target_value real not null default 0"),
        ("Habits", "unit text not null default ''"),
    ],
    23: [("Habits", "question text")],
    24: [("Habits", "uuid text")],
    25: [("Repetitions", "notes text")],
}
STATEMENTS = {
    13: ["CREATE INDEX habit_days ON Repetitions(habit, timestamp)"],
    19: ["CREATE TABLE Events (id integer primary key, timestamp integer, message text, server_id integer)"],
    20: ["DROP TABLE Checkmarks", "DROP TABLE Streak", "DROP TABLE Score"],
    22: [
        "DROP INDEX habit_days",
        "CREATE UNIQUE INDEX habit_days ON Repetitions(habit, timestamp)",
    ],
}
HABIT = {
    "id": 1, "archived": 0, "color": 8, "description": "", "freq_num": 1, "freq_den": 1, "highlight": 0,
    "name": "Read", "position": 0, "reminder_days": 127, "question": "",
}  # fmt: skip


def schema(version):
    """The statements that bring a new database to a version of Loop's."""
    yield from (f"CREATE TABLE {table} ({columns})" for table, columns in FIRST.items())
    for step in range(10, version + 1):
        yield from (f"ALTER TABLE {table} ADD COLUMN {column}" for table, column in ADDED.get(step, ()))
        yield from STATEMENTS.get(step, ())


def backup(path: Path, version=25, habits=(), days=(), more=()):
    """`habits` and `days` are rows as dicts; columns that the version does not have yet are left out.

    `more` are statements run at the end. Gives `path`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for statement in schema(version):
            connection.execute(statement)
        for table, rows in (("Habits", [{**HABIT, **habit} for habit in habits]), ("Repetitions", days)):
            present = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for row in rows:
                columns = [column for column in row if column in present]
                marks = ", ".join("?" for _ in columns)
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                    [row[column] for column in columns],
                )
        for statement in more:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    return path


def done(habit, day, value=2, notes=None):
    """A row of Repetitions; `day` as 2026-01-31."""
    midnight = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400_000
    return {"habit": habit, "timestamp": midnight, "value": value, "notes": notes}
