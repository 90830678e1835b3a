"""Entries: the days of a habit, and what they are read with before one is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.models import Me
from habitus.habits.queries.tables import (
    DAY,
    FIGURES,
    FIRST,
    ID,
    KEPT,
    LAST,
    OWNED,
    OWNER,
    WIDTH,
    Figures,
    day_close,
    entry,
    figures_of,
    habit,
    ordinal,
    person_day,
)
from habitus.habits.rules.due import Totals
from habitus.habits.rules.effects import counted_until
from habitus.habits.rules.log import Mark, State
from habitus.habits.rules.merge import Entry, Source
from habitus.kernel.db import Prepared, Tx

_STATES = tuple(State)
_SOURCES = tuple(Source)

_ENTRY = (
    entry.c.state,
    entry.c.amount,
    entry.c.note,
    entry.c.tapped_at,
    entry.c.zone,
    entry.c.day_start,
    entry.c.source,
    entry.c.increments,
    entry.c.steps,
    entry.c.reason,
)
_FOR_WRITE = Prepared(
    select(*FIGURES, *_ENTRY, day_close.c.until, person_day.c.due, person_day.c.done)
    .outerjoin(day_close, day_close.c.person_key == habit.c.owner_key)
    .outerjoin(entry, and_(entry.c.habit_key == habit.c.key, entry.c.day == DAY))
    .outerjoin(person_day, and_(person_day.c.person_key == habit.c.owner_key, person_day.c.day == DAY))
    .where(habit.c.id == ID, habit.c.owner_key == OWNER, KEPT)
)


class Target(NamedTuple):
    """A habit about to be written on a day, that day's entry, and the day's totals where counted.

    The person's days are closed up to `until`.
    """

    figures: Figures
    day: int
    entry: Entry | None
    until: int
    totals: Totals | None


def for_write(tx: Tx, me: Me, habit_id: UUID, day: date) -> Target | None:
    """The habit, its entry of the day and the person's day, in one statement."""
    rows = tx.run(_FOR_WRITE, {"owner": me.key, "id": habit_id, "on": day})
    if not rows:
        return None
    row: Sequence[Any] = rows[0]
    until, due, done = row[-3:]
    return Target(
        figures_of(row, me),
        day.toordinal(),
        None if row[WIDTH] is None else _entry(row[WIDTH:-3]),
        counted_until(ordinal(until) or 0, me.unlived),
        None if done is None else Totals(due, done),
    )


def _entry(row: Sequence[Any]) -> Entry:
    state, amount, note, tapped_at, zone, day_start, source, *rest = row
    return Entry(_STATES[state], amount, note, tapped_at, zone, day_start, _SOURCES[source], *rest)


_ENTRIES = (
    select(entry.c.day, *_ENTRY)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.day.between(FIRST, LAST))
)


def entries(tx: Tx, owner: int, habit_key: int, first: date, last: date) -> dict[date, Entry]:
    """The entries of a habit from `first` to `last`, both included."""
    rows = tx.execute(_ENTRIES, {"owner": owner, "habit": habit_key, "first": first, "last": last})
    return {row[0]: _entry(row[1:]) for row in rows}


_ENTRIES_ON = Prepared(
    select(entry.c.habit_key, *_ENTRY)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(habit.c.owner_key == OWNER, entry.c.day == DAY)
)


def entries_on(tx: Tx, owner: int, day: date) -> dict[int, Entry]:
    """What is logged on a day, by habit key."""
    return {row[0]: _entry(row[1:]) for row in tx.run(_ENTRIES_ON, {"owner": owner, "on": day})}


_MARKS = Prepared(
    select(entry.c.day, entry.c.state, entry.c.amount)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.day >= FIRST)
)


def marks(tx: Tx, owner: int, habit_key: int, first: date = date.min) -> list[Mark]:
    """The marks of a habit from `first` on."""
    rows: Iterable[Sequence[Any]] = tx.run(_MARKS, {"owner": owner, "habit": habit_key, "first": first})
    return [Mark(day.toordinal(), _STATES[state], amount) for day, state, amount in rows]


_NOTES = Prepared(
    select(entry.c.day, entry.c.note, entry.c.amount)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.note.is_not(None), entry.c.day <= LAST)
    .order_by(entry.c.day.desc())
    .limit(bindparam("at_most", type_=Integer))
)


class Noted(NamedTuple):
    """A day with a note; `amount` in millionths, of a checklist its share."""

    day: date
    note: str
    amount: int | None


def notes(tx: Tx, owner: int, habit_key: int, last: date, at_most: int) -> list[Noted]:
    """The notes of a habit up to a day, newest first."""
    parameters = {"owner": owner, "habit": habit_key, "last": last, "at_most": at_most}
    rows: Iterable[Sequence[Any]] = tx.run(_NOTES, parameters)
    return [Noted(*row) for row in rows]


_NEXT_MARKED = (
    select(func.min(entry.c.day, type_=entry.c.day.type))
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.state != State.NONE.value, entry.c.day >= FIRST)
)


def next_marked(tx: Tx, owner: int, habit_key: int, first: int) -> int | None:
    """The first day of a habit from `first` on that is marked in any way."""
    parameters = {"owner": owner, "habit": habit_key, "first": date.fromordinal(first)}
    return ordinal(tx.execute(_NEXT_MARKED, parameters).scalar_one())


_put_entry = upsert(entry)
_PUT_ENTRIES = Prepared(
    _put_entry.on_conflict_do_update(
        index_elements=[entry.c.habit_key, entry.c.day],
        set_={column.name: _put_entry.excluded[column.name] for column in _ENTRY},
    ),
    [column.name for column in entry.c],
)


def put_entries(tx: Tx, habit_key: int, written: Mapping[date, Entry]) -> None:
    """Store entries over whatever the days held; the habit was read as the owner's (`for_write`)."""
    rows = [{"habit_key": habit_key, "day": day, **new._asdict()} for day, new in written.items()]
    tx.run_many(_PUT_ENTRIES, rows)


_SKIPPED = (
    select(func.count())
    .select_from(entry)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.day.between(FIRST, LAST), entry.c.state == State.SKIPPED.value)
)


def skipped_between(tx: Tx, owner: int, habit_key: int, first: int, last: int) -> int:
    """How many of the days from `first` to `last` are skipped."""
    parameters = {
        "owner": owner,
        "habit": habit_key,
        "first": date.fromordinal(first),
        "last": date.fromordinal(last),
    }
    return int(tx.execute(_SKIPPED, parameters).scalar_one())
