"""Habits themselves, with their goals and stored figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, bindparam, delete, func, insert, or_, select, update

from habitus.habits.queries.tables import FIGURES, FIRST, ID, KEPT, OWNED, OWNER, Figures, HabitRow, habit
from habitus.habits.rules.days import month_of
from habitus.habits.rules.rollup import Checkpoint
from habitus.habits.rules.terms import Terms
from habitus.kernel.db import Prepared, Tx

_HABITS = (
    select(
        *FIGURES,
        habit.c.id,
        habit.c.name,
        habit.c.kind,
        habit.c.unit,
        habit.c.question,
        habit.c.description,
        habit.c.measure,
        habit.c.steps,
        habit.c.color,
        habit.c.icon,
        habit.c.section,
        habit.c.category,
        habit.c.tags,
        habit.c.position,
        habit.c.created_at,
        habit.c.deleted_at,
    )
    .where(habit.c.owner_key == OWNER)
    .order_by(habit.c.position, habit.c.key)
)
_KEPT = Prepared(_HABITS.where(KEPT))
_ONE = Prepared(_HABITS.where(habit.c.id == ID))
_DELETED = _HABITS.where(habit.c.deleted_at.is_not(None))


def habits(tx: Tx, owner: int) -> Sequence[HabitRow]:
    """All habits of a person, in their order; `figures_of` reads a row."""
    return tx.run(_KEPT, {"owner": owner})


def deleted(tx: Tx, owner: int) -> Sequence[HabitRow]:
    """The habits that were deleted and can be brought back."""
    return tx.execute(_DELETED, {"owner": owner}).all()


def one(tx: Tx, owner: int, habit_id: UUID) -> HabitRow | None:
    """A habit, also a deleted one (`deleted_at`)."""
    rows = tx.run(_ONE, {"owner": owner, "id": habit_id})
    return rows[0] if rows else None


_PUT_FIGURES = Prepared(
    update(habit)
    .where(OWNED)
    .values(
        {
            column: bindparam(f"new_{column.name}", type_=column.type)
            for column in (
                habit.c.start_day,
                habit.c.as_of,
                habit.c.strength,
                habit.c.streak,
                habit.c.longest_streak,
                habit.c.reads_from,
                habit.c.stale,
            )
        }
    )
)


def put_figures(tx: Tx, owner: int, figures: Figures) -> None:
    """Store a habit's first day and what held when a day began; it is not stale after."""
    habit_key, values = figures.key, figure_values(figures.opening, figures.terms, figures.life.start)
    tx.run(
        _PUT_FIGURES,
        {"owner": owner, "habit": habit_key} | {f"new_{name}": value for name, value in values.items()},
    )


def figure_values(known: Checkpoint, terms: Terms, start: int) -> dict[str, object]:
    """The columns of `habit` that follow from its entries."""
    day, opening = known
    return {
        "start_day": date.fromordinal(start),
        "as_of": date.fromordinal(day),
        "strength": opening.strength,
        "streak": opening.streak,
        "longest_streak": opening.longest,
        "reads_from": date.fromordinal(month_of(day - terms.reach(day))),
        "stale": False,
    }


_CHANGE = update(habit).where(OWNED)


def change(tx: Tx, owner: int, habit_key: int, values: Mapping[str, object]) -> None:
    """Set columns of a habit."""
    tx.execute(_CHANGE.values(**values), {"owner": owner, "habit": habit_key})


_SET_STALE = update(habit).where(habit.c.owner_key == OWNER).values(stale=True)
_STALE = select(habit.c.id).where(habit.c.owner_key == OWNER, habit.c.stale).limit(bindparam("at_most"))


def set_all_stale(tx: Tx, owner: int) -> None:
    """Let every habit of a person be recomputed."""
    tx.execute(_SET_STALE, {"owner": owner})


def stale(tx: Tx, owner: int, at_most: int) -> Sequence[UUID]:
    """Some of the habits that wait to be recomputed."""
    return tx.execute(_STALE, {"owner": owner, "at_most": at_most}).scalars().all()


_NOT_OPENED = (
    select(habit.c.id)
    .where(
        habit.c.owner_key == OWNER,
        habit.c.as_of < FIRST,
        KEPT,
        or_(habit.c.archived_day.is_(None), habit.c.archived_day > habit.c.reads_from),
    )
    .limit(bindparam("at_most"))
)


def not_opened(tx: Tx, owner: int, month: date, at_most: int) -> Sequence[UUID]:
    """Some of the habits whose figures are older than a month that has begun."""
    return tx.execute(_NOT_OPENED, {"owner": owner, "first": month, "at_most": at_most}).scalars().all()


_ORDER = (
    update(habit)
    .where(habit.c.id == bindparam("moved"), habit.c.owner_key == OWNER)
    .values(position=bindparam("place", type_=Integer))
)


def put_order(tx: Tx, owner: int, ids: Sequence[UUID]) -> None:
    """Give habits the positions 0, 1, 2 …"""
    tx.execute(_ORDER, [{"owner": owner, "moved": one, "place": place} for place, one in enumerate(ids)])


_ERASABLE = (
    select(habit.c.key)
    .where(
        habit.c.owner_key == OWNER, habit.c.deleted_at < bindparam("before", type_=habit.c.deleted_at.type)
    )
    .limit(1)
)
_ERASE = delete(habit).where(OWNED)
_EARLIEST = select(func.min(habit.c.start_day, type_=habit.c.start_day.type)).where(
    habit.c.owner_key == OWNER, KEPT
)


def erase_one(tx: Tx, owner: int, before: datetime) -> bool:
    """Erase a habit that was deleted before an instant, with all that hangs on it; whether there was one."""
    key = tx.execute(_ERASABLE, {"owner": owner, "before": before}).scalar_one_or_none()
    if key is None:
        return False
    tx.execute(_ERASE, {"owner": owner, "habit": key})
    return True


def earliest_start(tx: Tx, owner: int) -> date | None:
    """The first day of any habit of a person; None without one."""
    day: date | None = tx.execute(_EARLIEST, {"owner": owner}).scalar_one()
    return day


_NEXT_POSITION = select(func.coalesce(func.max(habit.c.position) + 1, 0)).where(habit.c.owner_key == OWNER)
_OWNER_OF = select(habit.c.owner_key).where(habit.c.id == ID)


def owner_of(tx: Tx, habit_id: UUID) -> int | None:
    """Whose habit has this id: only to tell a repeated create from a stranger's id."""
    owner: int | None = tx.execute(_OWNER_OF, {"id": habit_id}).scalar_one_or_none()
    return owner


def next_position(tx: Tx, owner: int) -> int:
    return int(tx.execute(_NEXT_POSITION, {"owner": owner}).scalar_one())


def add(tx: Tx, values: Mapping[str, object]) -> int:
    """Insert a habit; gives its key."""
    return int(tx.execute(insert(habit).values(**values).returning(habit.c.key)).scalar_one())
