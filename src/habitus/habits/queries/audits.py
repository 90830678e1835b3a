"""What the doctor reads of a habit beside what everybody reads, and the rows that only it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, not_, or_, select

from habitus.habits.queries.tables import (
    FIGURES,
    FIRST,
    LAST,
    OWNED,
    OWNER,
    HabitRow,
    entry,
    habit,
    habit_month,
)
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Source
from habitus.kernel.db import Prepared, Tx

SHOWN = 20

_KEYS = select(habit.c.key).where(habit.c.owner_key == OWNER).order_by(habit.c.key)
_HABIT = Prepared(
    select(
        *FIGURES,
        habit.c.name,
        habit.c.kind,
        habit.c.measure,
        habit.c.steps,
        habit.c.reads_from,
        habit.c.deleted_at,
    ).where(OWNED)
)
_IMPOSSIBLE = (
    select(entry.c.day)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(
        OWNED,
        or_(
            not_(entry.c.state.between(min(State).value, max(State).value)),
            not_(entry.c.source.between(min(Source).value, max(Source).value)),
            entry.c.amount < 0,
            not_(entry.c.day.between(FIRST, LAST)),
        ),
    )
    .order_by(entry.c.day)
    .limit(SHOWN)
)
_FORGET_MONTH = delete(habit_month).where(
    habit_month.c.habit_key.in_(select(habit.c.key).where(OWNED)), habit_month.c.month == FIRST
)


def keys(tx: Tx, owner: int) -> Sequence[int]:
    """The keys of all habits of a person, of archived and deleted ones too."""
    return tx.execute(_KEYS, {"owner": owner}).scalars().all()


def one(tx: Tx, owner: int, habit_key: int) -> HabitRow | None:
    """A habit by its key, with FIGURES first; None when it has been erased."""
    rows = tx.run(_HABIT, {"owner": owner, "habit": habit_key})
    return rows[0] if rows else None


def impossible(tx: Tx, owner: int, habit_key: int, first: date, last: date) -> list[date]:
    """The first days whose entries no release ever wrote: outside `first` to `last`, or of unknown kinds."""
    parameters = {"owner": owner, "habit": habit_key, "first": first, "last": last}
    rows: Iterable[Sequence[Any]] = tx.execute(_IMPOSSIBLE, parameters)
    return [row[0] for row in rows]


def forget_month(tx: Tx, owner: int, habit_key: int, day: int) -> None:
    """Delete a month row that stands on no month."""
    parameters = {"owner": owner, "habit": habit_key, "first": date.fromordinal(day)}
    tx.execute(_FORGET_MONTH, parameters)
