"""Entries: the days of a habit, and what they are read with before one is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.habits.queries.tables import (
    DAY,
    FIGURES,
    FIRST,
    GOAL,
    ID,
    LAST,
    OWNED,
    OWNER,
    WIDTH,
    Figures,
    entry,
    figures_of,
    habit,
    habit_goal,
    ordinal,
    person_day,
)
from habitus.habits.rules.due import Totals
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
)
_FOR_WRITE = Prepared(
    select(*FIGURES, *_ENTRY, person_day.c.due, person_day.c.done)
    .join(habit_goal, GOAL)
    .outerjoin(entry, and_(entry.c.habit_key == habit.c.key, entry.c.day == DAY))
    .outerjoin(person_day, and_(person_day.c.person_key == habit.c.owner_key, person_day.c.day == DAY))
    .where(habit.c.id == ID, habit.c.owner_key == OWNER)
)


class Target(NamedTuple):
    """A habit about to be written on a day, that day's entry, and the day's totals where counted."""

    figures: Figures
    day: int
    entry: Entry | None
    totals: Totals | None


def for_write(tx: Tx, owner: int, habit_id: UUID, day: date) -> Target | None:
    """The habit with its goal, its entry of the day and the person's day, in one statement."""
    rows = tx.run(_FOR_WRITE, {"owner": owner, "id": habit_id, "on": day})
    if not rows:
        return None
    row: Sequence[Any] = rows[0]
    found = None if row[WIDTH] is None else _entry(row[WIDTH:-2])
    return Target(
        figures_of(row), day.toordinal(), found, None if row[-1] is None else Totals(row[-2], row[-1])
    )


def _entry(row: Sequence[Any]) -> Entry:
    state, amount, note, tapped_at, zone, day_start, source, increments = row
    return Entry(_STATES[state], amount, note, tapped_at, zone, day_start, _SOURCES[source], increments)


_ENTRIES = (
    select(entry.c.day, *_ENTRY)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.day.between(FIRST, LAST))
)


def entries(tx: Tx, owner: int, habit_key: int, first: date, last: date) -> dict[date, Entry]:
    """The entries of a habit from `first` to `last`, both included."""
    rows = tx.execute(_ENTRIES, {"owner": owner, "habit": habit_key, "first": first, "last": last})
    return {row[0]: _entry(row[1:]) for row in rows}


_ENTRIES_ON = (
    select(entry.c.habit_key, *_ENTRY)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(habit.c.owner_key == OWNER, entry.c.day == DAY)
)


def entries_on(tx: Tx, owner: int, day: date) -> dict[int, Entry]:
    """What is logged on a day, by habit key."""
    return {row[0]: _entry(row[1:]) for row in tx.execute(_ENTRIES_ON, {"owner": owner, "on": day})}


_MARKS = (
    select(entry.c.day, entry.c.state, entry.c.amount)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.day >= FIRST)
)


def marks(tx: Tx, owner: int, habit_key: int, first: date = date.min) -> list[Mark]:
    """The marks of a habit from `first` on."""
    rows: Iterable[Sequence[Any]] = tx.execute(_MARKS, {"owner": owner, "habit": habit_key, "first": first})
    return [Mark(day.toordinal(), _STATES[state], amount) for day, state, amount in rows]


_FIRST_MARKED = (
    select(func.min(entry.c.day, type_=entry.c.day.type))
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(OWNED, entry.c.state != State.NONE.value)
)


def first_marked(tx: Tx, owner: int, habit_key: int) -> int | None:
    """The first day of a habit that is marked in any way."""
    return ordinal(tx.execute(_FIRST_MARKED, {"owner": owner, "habit": habit_key}).scalar_one())


_put_entry = upsert(entry)
_PUT_ENTRIES = _put_entry.on_conflict_do_update(
    index_elements=[entry.c.habit_key, entry.c.day],
    set_={column.name: _put_entry.excluded[column.name] for column in _ENTRY},
)
_PUT_ENTRY = Prepared(_PUT_ENTRIES, [column.name for column in entry.c])


def put_entries(tx: Tx, habit_key: int, written: Mapping[date, Entry]) -> None:
    """Store entries over whatever the days held; the habit was read as the owner's (`for_write`)."""
    rows = [{"habit_key": habit_key, "day": day, **new._asdict()} for day, new in written.items()]
    if len(rows) == 1:
        tx.run(_PUT_ENTRY, rows[0])
    else:
        tx.execute(_PUT_ENTRIES, rows)
