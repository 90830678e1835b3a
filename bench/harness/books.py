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
from habitus.habits.rules import log, rollup
from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.due import Totals, counted
from habitus.habits.rules.terms import terms_of

_EPOCH = date(1970, 1, 1).toordinal()
_STATE_NAMES = {state: state.name.lower() for state in log.State}
_TOLERANCE = 1e-12

# Figures that wait to be recomputed are nobody's to compare.
_HABITS = """
    SELECT h.key, h.owner_key, h.terms, p.unlived, h.begins_on, h.archived_day, h.ends_on, h.stale,
           h.deleted_at, h.start_day, h.as_of, h.strength, h.streak, h.longest_streak
    FROM habit h JOIN person p ON p.key = h.owner_key
"""
_ENTRIES = "SELECT habit_key, day, state, amount FROM entry"
_MARKS = "SELECT h.id, e.day, e.state, e.tapped_at FROM entry e JOIN habit h ON h.key = e.habit_key"
_MONTHS = """
    SELECT habit_key, month, done, skipped, frozen, partial, lapsed, amount,
           opening_strength, opening_streak, opening_longest
    FROM habit_month
"""
_DAYS = "SELECT person_key, day, due, done FROM person_day"
_CLOSED = """
    SELECT p.key, c.until, p.last_day FROM person p JOIN day_close c ON c.person_key = p.key
"""


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
    course: Course
    """With the life that follows from its entries."""
    marks: Sequence[log.Mark]
    start: int
    known: rollup.Checkpoint
    stale: bool
    deleted: bool


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
    """Each stored figure beside the one that follows from entries and terms."""
    marks: defaultdict[int, list[log.Mark]] = defaultdict(list)
    for key, day, state, amount in db.execute(_ENTRIES):
        marks[key].append(log.Mark(day + _EPOCH, log.State(state), amount))
    months: defaultdict[int, dict[int, rollup.MonthRow]] = defaultdict(dict)
    for key, month, *rest in db.execute(_MONTHS):
        months[key][month + _EPOCH] = _month_row(month + _EPOCH, rest)
    habits = [_habit(row, marks[row[0]]) for row in db.execute(_HABITS)]
    for habit in habits:
        if not habit.stale:
            yield from _compared_habit(habit, months[habit.key])
    yield from _compared_days(db, [habit for habit in habits if not habit.deleted])


def _compared_habit(
    habit: _Habit, stored: Mapping[int, rollup.MonthRow]
) -> Iterator[tuple[str, object, object]]:
    """A month without an entry may have a row (an idle habit's checkpoint); then it must be true too."""
    day, opening = habit.known
    wanted = sorted({*log.months_of_marks(habit.marks), *stored})
    beginning = rollup.beginning_of(habit.course, min([day, *wanted]))
    rows, true = rollup.advanced(habit.course, (), beginning, rollup.Touched(wanted, beginning.day), day)
    yield f"habit {habit.key}", opening, true
    yield f"start of habit {habit.key}", habit.start, habit.course.life.start
    for row in rows:
        month = row.bits.month
        yield f"month {date.fromordinal(month)} of habit {habit.key}", stored.get(month), row


def _compared_days(db: sqlite3.Connection, habits: Sequence[_Habit]) -> Iterator[tuple[str, object, object]]:
    """Of closed days all, no row meaning 0 of 0; of later ones those that were not over when counted."""
    theirs: defaultdict[int, list[Course]] = defaultdict(list)
    for habit in habits:
        theirs[habit.owner].append(habit.course)
    stored: defaultdict[int, dict[int, Totals]] = defaultdict(dict)
    for person, day, due, done in db.execute(_DAYS):
        stored[person][day + _EPOCH] = Totals(due, done)
    for person, closed_until, wrote_last in db.execute(_CLOSED):
        until, today = closed_until + _EPOCH, (wrote_last or closed_until + 1) + _EPOCH
        courses, rows = theirs[person], stored[person]
        first = min([*rows, *(course.life.start for course in courses)], default=until + 1)
        days = [*range(first, until + 1), *(day for day in rows if day > until and day >= today)]
        for day, true in zip(days, _totals(courses, days, max(today, until + 1)), strict=True):
            yield f"day {date.fromordinal(day)} of person {person}", rows.get(day, Totals(0, 0)), true


def _totals(courses: Sequence[Course], days: Sequence[int], today: int) -> list[Totals]:
    if not days:
        return []
    first, last = min(days), max(days)
    bits = [counted(course, first, last, today) for course in courses]
    return [
        Totals(
            sum(one.due >> (day - first) & 1 for one in bits),
            sum(one.done >> (day - first) & 1 for one in bits),
        )
        for day in days
    ]


def _habit(row: Sequence[Any], marks: Sequence[log.Mark]) -> _Habit:
    key, owner, terms_text, unlived, begins, archived, ends, stale, deleted_at, start, as_of, *opening = row
    terms = terms_of(terms_text, tuple(int(day) + _EPOCH for day in unlived.split()))
    first = min([begins + _EPOCH, *(mark.day for mark in marks if mark.state)])
    last = [
        *([] if archived is None else [archived + _EPOCH]),
        *([] if ends is None else [ends + 1 + _EPOCH]),
    ]
    return _Habit(
        key,
        owner,
        Course(terms, log.log_of_marks(terms, marks), Life(first, min(last, default=None))),
        marks,
        start + _EPOCH,
        rollup.Checkpoint(as_of + _EPOCH, rollup.Opening(*opening)),
        bool(stale),
        deleted_at is not None,
    )


def _month_row(month: int, row: Sequence[Any]) -> rollup.MonthRow:
    return rollup.MonthRow(log.MonthBits(month, *row[:6]), rollup.Opening(*row[6:]))


def _same(stored: object, true: object) -> bool:
    """Equal, but for the last bits of a strength."""
    if isinstance(stored, tuple) and isinstance(true, tuple):
        return len(stored) == len(true) and all(map(_same, stored, true))
    if isinstance(stored, float) and isinstance(true, float):
        return abs(stored - true) <= _TOLERANCE
    return stored == true
