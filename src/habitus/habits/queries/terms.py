"""Goals, pauses and reminders: what a habit's terms are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, delete, insert, or_, select, update

from habitus.habits.models import NewReminder
from habitus.habits.queries.tables import (
    FIRST,
    HABIT,
    ID,
    KEPT,
    OWNED,
    OWNER,
    habit,
    habit_goal,
    habit_reminder,
    pause,
)
from habitus.habits.rules.days import FOREVER
from habitus.habits.rules.goal import Goal, Schedule
from habitus.habits.rules.terms import Pause, Terms, Version, text_of
from habitus.kernel.db import Tx

PauseRow = Row[*tuple[Any, ...]]
"""A row of `pause` with the public id of its habit as `habit_id`."""

Rows = Iterable[Sequence[Any]]

_GOALS = (
    select(
        habit_goal.c.from_day,
        habit_goal.c.schedule,
        habit_goal.c.times,
        habit_goal.c.days,
        habit_goal.c.target,
        habit_goal.c.sums,
        habit_goal.c.weekdays,
        habit_goal.c.first_weekday,
        habit_goal.c.anchor,
    )
    .join(habit, habit.c.key == habit_goal.c.habit_key)
    .where(OWNED)
    .order_by(habit_goal.c.from_day)
)
_FORGET_GOALS = delete(habit_goal).where(habit_goal.c.habit_key == HABIT, habit_goal.c.from_day >= FIRST)


def versions(tx: Tx, owner: int, habit_key: int) -> tuple[Version, ...]:
    """The goals of a habit, oldest first."""
    rows: Rows = tx.execute(_GOALS, {"owner": owner, "habit": habit_key})
    return tuple(
        Version(
            from_day.toordinal(),
            Goal(Schedule(schedule), times, days, target, sums, weekdays, first_weekday, anchor.toordinal()),
        )
        for from_day, schedule, times, days, target, sums, weekdays, first_weekday, anchor in rows
    )


def put_goal(tx: Tx, habit_key: int, since: int, goal: Goal, direction: str) -> None:
    """Put a goal in force instead of all from its day on; the habit was read as the owner's."""
    tx.execute(_FORGET_GOALS, {"habit": habit_key, "first": date.fromordinal(since)})
    values = goal._asdict() | {
        "habit_key": habit_key,
        "from_day": date.fromordinal(since),
        "schedule": goal.schedule.value,
        "direction": direction,
        "anchor": date.fromordinal(goal.anchor),
    }
    tx.execute(insert(habit_goal).values(**values))


_PAUSES = (
    select(
        pause.c.id,
        pause.c.habit_key,
        pause.c.first_day,
        pause.c.last_day,
        pause.c.reason,
        habit.c.id.label("habit_id"),
    )
    .outerjoin(habit, and_(habit.c.key == pause.c.habit_key, habit.c.owner_key == pause.c.owner_key))
    .where(pause.c.owner_key == OWNER)
    .order_by(pause.c.first_day, pause.c.key)
)
_PAUSES_OF = select(pause.c.first_day, pause.c.last_day).where(
    pause.c.owner_key == OWNER, or_(pause.c.habit_key.is_(None), pause.c.habit_key == HABIT)
)
_ONE_PAUSE = _PAUSES.where(pause.c.id == ID)
_FORGET_PAUSE = delete(pause).where(pause.c.owner_key == OWNER, pause.c.id == ID)
_CHANGE_PAUSE = update(pause).where(
    pause.c.owner_key == OWNER, pause.c.id == bindparam("changed", type_=pause.c.id.type)
)


def pauses(tx: Tx, owner: int) -> Sequence[PauseRow]:
    """All pauses of a person, of one habit or of all."""
    return tx.execute(_PAUSES, {"owner": owner}).all()


def pauses_of(tx: Tx, owner: int, habit_key: int) -> list[Pause]:
    """The days on which a habit rests: its own pauses and those of all habits."""
    rows = tx.execute(_PAUSES_OF, {"owner": owner, "habit": habit_key})
    return [pause_in(row) for row in rows]


def pause_in(row: PauseRow) -> Pause:
    """The days of a row of pauses."""
    return Pause(row.first_day.toordinal(), FOREVER if row.last_day is None else row.last_day.toordinal())


def one_pause(tx: Tx, owner: int, pause_id: UUID) -> PauseRow | None:
    return tx.execute(_ONE_PAUSE, {"owner": owner, "id": pause_id}).one_or_none()


def is_taken(tx: Tx, pause_id: UUID) -> bool:
    """Whether anybody has a pause of this id: only to tell a repeated one from a stranger's."""
    return tx.execute(select(pause.c.key).where(pause.c.id == ID), {"id": pause_id}).first() is not None


def add_pause(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(pause).values(**values))


def change_pause(tx: Tx, owner: int, pause_id: UUID, values: Mapping[str, object]) -> None:
    tx.execute(_CHANGE_PAUSE.values(**values), {"owner": owner, "changed": pause_id})


def forget_pause(tx: Tx, owner: int, pause_id: UUID) -> None:
    tx.execute(_FORGET_PAUSE, {"owner": owner, "id": pause_id})


_ALL_TERMS = select(habit.c.key, habit.c.terms, habit.c.as_of, habit.c.stale).where(
    habit.c.owner_key == OWNER
)
_PUT_TERMS = update(habit).where(OWNED).values(terms=bindparam("new_terms"), stale=bindparam("now_stale"))


def all_terms(tx: Tx, owner: int) -> Sequence[tuple[int, str, int, bool]]:
    """Key, stored terms, `as_of` and whether it is stale, of every habit of a person, deleted ones too."""
    rows: Rows = tx.execute(_ALL_TERMS, {"owner": owner})
    return [(key, terms, as_of.toordinal(), stale) for key, terms, as_of, stale in rows]


def put_terms(tx: Tx, owner: int, habit_key: int, terms: Terms, *, stale: bool) -> None:
    """Store a habit's terms; `stale` when its figures are to be recomputed later."""
    parameters = {"owner": owner, "habit": habit_key, "new_terms": text_of(terms), "now_stale": stale}
    tx.execute(_PUT_TERMS, parameters)


_REMINDERS = (
    select(habit_reminder.c.habit_key, habit_reminder.c.minute, habit_reminder.c.weekdays)
    .join(habit, habit.c.key == habit_reminder.c.habit_key)
    .where(habit.c.owner_key == OWNER, KEPT)
    .order_by(habit_reminder.c.minute)
)
_FORGET_REMINDERS = delete(habit_reminder).where(habit_reminder.c.habit_key == HABIT)


def reminders(tx: Tx, owner: int) -> dict[int, list[NewReminder]]:
    """The reminders of a person's habits, by habit key."""
    found: dict[int, list[NewReminder]] = {}
    rows: Rows = tx.execute(_REMINDERS, {"owner": owner})
    for key, minute, weekdays in rows:
        found.setdefault(key, []).append(NewReminder(minute, weekdays))
    return found


def put_reminders(tx: Tx, habit_key: int, wanted: Sequence[NewReminder]) -> None:
    """Replace the reminders of a habit that was read as the owner's; a minute at most once."""
    tx.execute(_FORGET_REMINDERS, {"habit": habit_key})
    by_minute: dict[int, int] = {}
    for reminder in wanted:
        by_minute[reminder.minute] = by_minute.get(reminder.minute, 0) | reminder.weekdays
    if by_minute:
        tx.execute(
            insert(habit_reminder),
            [
                {"habit_key": habit_key, "minute": minute, "weekdays": weekdays}
                for minute, weekdays in by_minute.items()
            ],
        )
