"""An audit of a SQLite file behind the server's back: what is stored, and whether every sum is true."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from bench.harness.plan import Key, Mark
from habitus.habits.rules import due, goal, log, rollup

_EPOCH = date(1970, 1, 1).toordinal()
_STATE_NAMES = {state: state.name.lower() for state in log.State}
_TOLERANCE = 1e-12

_HABITS = """
    SELECT h.key, h.owner_key, h.measure, g.times, g.days, g.target, h.created_day, h.start_day,
           h.archived_day, h.as_of, h.streak, h.longest_streak, h.strength, h.still_open, h.covered_until
    FROM habit h JOIN habit_goal g ON g.habit_key = h.key
"""
_ENTRIES = "SELECT habit_key, day, state, amount FROM entry"
_MARKS = "SELECT h.id, e.day, e.state, e.tapped_at FROM entry e JOIN habit h ON h.key = e.habit_key"
_MONTHS = """
    SELECT habit_key, month, done, skipped, frozen, partial, amount,
           opening_strength, opening_streak, opening_longest
    FROM habit_month
"""
_DAYS = "SELECT person_key, day, due, done FROM person_day"


@dataclass(frozen=True, slots=True)
class Audit:
    """`drifted` names each habit, month or day whose stored figures differ from a recomputation."""

    marks: Mapping[Key, Mark]
    writes: int
    """All writes of all people, as `person.seq` counted them."""
    integrity: str
    """What `PRAGMA integrity_check` says: "ok"."""
    foreign_key_violations: int
    counters: int
    """How many habits, months and days were compared."""
    drifted: list[str]


class _Habit(NamedTuple):
    key: int
    owner: int
    goal: goal.Goal
    created_day: int
    life: due.Life
    counters: rollup.Counters


def audit(file: Path) -> Audit:
    """Read the whole file, in a connection of its own that cannot write; the server may run."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as db:
        db.execute("BEGIN")
        compared = list(_compared(db))
        return Audit(
            marks=_marks(db),
            writes=db.execute("SELECT coalesce(sum(seq), 0) FROM person").fetchone()[0],
            integrity=db.execute("PRAGMA integrity_check").fetchone()[0],
            foreign_key_violations=len(db.execute("PRAGMA foreign_key_check").fetchall()),
            counters=len(compared),
            drifted=[
                f"{what}: stored {stored}, recomputed {true}"
                for what, stored, true in compared
                if not _same(stored, true)
            ],
        )


def _marks(db: sqlite3.Connection) -> dict[Key, Mark]:
    return {
        Key(UUID(habit_id), date.fromordinal(day + _EPOCH)): Mark(_STATE_NAMES[log.State(state)], tapped_at)
        for habit_id, day, state, tapped_at in db.execute(_MARKS)
    }


def _compared(db: sqlite3.Connection) -> Iterator[tuple[str, object, object]]:
    """Each stored figure beside the one that follows from entries and goals."""
    marks: defaultdict[int, list[log.Mark]] = defaultdict(list)
    for key, day, state, amount in db.execute(_ENTRIES):
        marks[key].append(log.Mark(day + _EPOCH, log.State(state), amount))
    habits = [_habit(row) for row in db.execute(_HABITS)]
    months = {(row[0], row[1] + _EPOCH): _month_row(row) for row in db.execute(_MONTHS)}
    true_months: dict[tuple[int, int], rollup.MonthRow] = {}
    for habit in habits:
        true = rollup.recomputed(habit.goal, marks[habit.key], habit.counters.as_of)
        true_months |= {(habit.key, row.bits.month): row for row in true.rows}
        yield f"habit {habit.key}", habit.counters, true.counters
        first = min((mark.day for mark in marks[habit.key] if mark.state), default=habit.created_day)
        yield f"start of habit {habit.key}", habit.life.start, min(first, habit.created_day)
    for at in months.keys() | true_months.keys():
        yield f"month {date.fromordinal(at[1])} of habit {at[0]}", months.get(at), true_months.get(at)
    yield from _compared_days(db, habits, marks)


def _compared_days(
    db: sqlite3.Connection, habits: Sequence[_Habit], marks: Mapping[int, Sequence[log.Mark]]
) -> Iterator[tuple[str, object, object]]:
    theirs: defaultdict[int, list[tuple[_Habit, log.Log]]] = defaultdict(list)
    for habit in habits:
        theirs[habit.owner].append((habit, log.log_of_marks(habit.goal, marks[habit.key])))
    for person, stored_day, stored_due, stored_done in db.execute(_DAYS):
        day = stored_day + _EPOCH
        verdicts = [due.verdict(habit.goal, days, habit.life, day) for habit, days in theirs[person]]
        true = due.Totals(sum(verdict.due for verdict in verdicts), sum(verdict.done for verdict in verdicts))
        yield f"day {date.fromordinal(day)} of person {person}", due.Totals(stored_due, stored_done), true


def _habit(row: Sequence[Any]) -> _Habit:
    key, owner, measure, times, days, target, created, start, archived = row[:9]
    as_of, streak, longest, strength, still_open, until = row[9:]
    return _Habit(
        key,
        owner,
        goal.Goal(goal.Measure(measure), times, days, target),
        created + _EPOCH,
        due.Life(start + _EPOCH, _ordinal(archived)),
        rollup.Counters(as_of + _EPOCH, streak, longest, strength, bool(still_open), _ordinal(until)),
    )


def _month_row(row: Sequence[Any]) -> rollup.MonthRow:
    _, month, *bits = row[:7]
    return rollup.MonthRow(log.MonthBits(month + _EPOCH, *bits), rollup.Opening(*row[7:]))


def _ordinal(day: int | None) -> int | None:
    return None if day is None else day + _EPOCH


def _same(stored: object, true: object) -> bool:
    """Equal, but for the last bits of a strength."""
    if isinstance(stored, tuple) and isinstance(true, tuple):
        return len(stored) == len(true) and all(map(_same, stored, true))
    if isinstance(stored, float) and isinstance(true, float):
        return abs(stored - true) <= _TOLERANCE
    return stored == true
