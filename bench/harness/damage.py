"""Damage to a database file: bits flipped in what Habitus works out, never in what people wrote."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

MONTH_BITS = ("done", "skipped", "frozen", "partial", "lapsed", "amount", "opening_streak", "opening_longest")
FIGURES = ("streak", "longest_streak", "start_day", "as_of", "reads_from")
TOTALS = ("due", "done")


def damage(file: Path, count: int, dice: random.Random) -> None:
    """Flip `count` bits or so, in a connection of its own that no check holds back; half of it in totals."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for _ in range(count):
            dice.choice((_month, _opening, _figure, _strength, _terms, _totals, _totals, _totals))(db, dice)


def _flip(db: sqlite3.Connection, dice: random.Random, table: str, column: str, highest: int) -> None:
    keys = "habit_key, month" if table == "habit_month" else "person_key, day"
    keys = "key" if table == "habit" else keys
    rows = db.execute(f"SELECT {keys}, {column} FROM {table}").fetchall()
    *found, value = dice.choice(rows)
    where = " AND ".join(f"{key} = ?" for key in keys.split(", "))
    flipped = value ^ (1 << dice.randrange(highest))
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (flipped, *found))


def _month(db: sqlite3.Connection, dice: random.Random) -> None:
    _flip(db, dice, "habit_month", dice.choice(MONTH_BITS), 28)


def _figure(db: sqlite3.Connection, dice: random.Random) -> None:
    _flip(db, dice, "habit", dice.choice(FIGURES), 12)


def _totals(db: sqlite3.Connection, dice: random.Random) -> None:
    _flip(db, dice, "person_day", dice.choice(TOTALS), 4)


def _opening(db: sqlite3.Connection, dice: random.Random) -> None:
    habit_key, month = dice.choice(db.execute("SELECT habit_key, month FROM habit_month").fetchall())
    db.execute(
        "UPDATE habit_month SET opening_strength = ? WHERE habit_key = ? AND month = ?",
        (dice.random(), habit_key, month),
    )


def _strength(db: sqlite3.Connection, dice: random.Random) -> None:
    [key] = dice.choice(db.execute("SELECT key FROM habit").fetchall())
    db.execute("UPDATE habit SET strength = ? WHERE key = ?", (dice.random(), key))


def _terms(db: sqlite3.Connection, dice: random.Random) -> None:
    key, text = dice.choice(db.execute("SELECT key, terms FROM habit").fetchall())
    at = dice.randrange(len(text))
    broken = text[:at] + chr(ord(text[at]) ^ 1 << dice.randrange(5)) + text[at + 1 :]
    db.execute("UPDATE habit SET terms = ? WHERE key = ?", (broken, key))
