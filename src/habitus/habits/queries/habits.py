"""Habits themselves, with their goals and stored figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update

from habitus.habits.queries.tables import (
    FIGURES,
    GOAL,
    ID,
    OWNED,
    OWNER,
    HabitRow,
    habit,
    habit_goal,
)
from habitus.habits.rules.rollup import Counters
from habitus.kernel.db import Prepared, Tx

_HABITS = (
    select(
        *FIGURES,
        habit.c.id,
        habit.c.name,
        habit.c.kind,
        habit.c.unit,
        habit.c.question,
        habit.c.color,
        habit.c.icon,
        habit.c.section,
        habit.c.position,
        habit.c.created_at,
        habit_goal.c.from_day,
        habit_goal.c.direction,
    )
    .join(habit_goal, GOAL)
    .where(habit.c.owner_key == OWNER)
    .order_by(habit.c.position, habit.c.key)
)
_ONE = _HABITS.where(habit.c.id == ID)


def habits(tx: Tx, owner: int) -> Sequence[HabitRow]:
    """All habits of a person with their goals, in their order; `figures_of` reads a row."""
    return tx.execute(_HABITS, {"owner": owner}).all()


def one(tx: Tx, owner: int, habit_id: UUID) -> HabitRow | None:
    return tx.execute(_ONE, {"owner": owner, "id": habit_id}).one_or_none()


_PUT_FIGURES = Prepared(
    update(habit)
    .where(OWNED)
    .values(
        {
            column: bindparam(f"new_{column.name}", type_=column.type)
            for column in (
                habit.c.start_day,
                habit.c.as_of,
                habit.c.streak,
                habit.c.longest_streak,
                habit.c.strength,
                habit.c.still_open,
                habit.c.covered_until,
                habit.c.reads_from,
            )
        }
    )
)


def put_figures(
    tx: Tx, owner: int, habit_key: int, counters: Counters, *, start: int, reads_from: int
) -> None:
    """Store a habit's counters, its first day and the month that rolling them forward reads from."""
    values = figure_values(counters, start=start, reads_from=reads_from)
    tx.run(
        _PUT_FIGURES,
        {"owner": owner, "habit": habit_key} | {f"new_{name}": value for name, value in values.items()},
    )


def figure_values(counters: Counters, *, start: int, reads_from: int) -> dict[str, object]:
    """The columns of `habit` that follow from its entries."""
    return {
        "start_day": date.fromordinal(start),
        "as_of": date.fromordinal(counters.as_of),
        "streak": counters.streak,
        "longest_streak": counters.longest,
        "strength": counters.strength,
        "still_open": counters.open,
        "covered_until": None if counters.until is None else date.fromordinal(counters.until),
        "reads_from": date.fromordinal(reads_from),
    }


_BY_SOURCE = _HABITS.where(habit.c.source == bindparam("source"), habit.c.source_id == bindparam("source_id"))
_NEXT_POSITION = select(func.coalesce(func.max(habit.c.position) + 1, 0)).where(habit.c.owner_key == OWNER)
_OWNER_OF = select(habit.c.owner_key).where(habit.c.id == ID)


def by_source(tx: Tx, owner: int, source: str, source_id: str) -> HabitRow | None:
    """The habit that an import made of this thing before."""
    parameters = {"owner": owner, "source": source, "source_id": source_id}
    return tx.execute(_BY_SOURCE, parameters).one_or_none()


def owner_of(tx: Tx, habit_id: UUID) -> int | None:
    """Whose habit has this id: only to tell a repeated create from a stranger's id."""
    owner: int | None = tx.execute(_OWNER_OF, {"id": habit_id}).scalar_one_or_none()
    return owner


def next_position(tx: Tx, owner: int) -> int:
    return int(tx.execute(_NEXT_POSITION, {"owner": owner}).scalar_one())


def add(tx: Tx, values: Mapping[str, object], goal: Mapping[str, object]) -> None:
    """Insert a habit with its first goal."""
    key = tx.execute(insert(habit).values(**values).returning(habit.c.key)).scalar_one()
    tx.execute(insert(habit_goal).values(habit_key=key, **goal))
