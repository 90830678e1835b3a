"""Habits and taps for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from habitus.accounts.models import Actor, Me
from habitus.habits import service
from habitus.habits.models import NewHabit, PersonDay
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change, Source
from habitus.kernel.db import Database, Tx


def new_habit(
    name: str = "Stretch", *, times: int = 1, days: int = 1, target: float | None = None, **more: object
) -> NewHabit:
    """A check, or an amount when it has a target."""
    measure = Measure.CHECK if target is None else Measure.AMOUNT
    return NewHabit(name=name, measure=measure, times=times, days=days, target=target, **more)


def create_habit(
    db: Database[Actor, Me],
    me: Me,
    name: str = "Stretch",
    *,
    times: int = 1,
    days: int = 1,
    target: float | None = None,
) -> UUID:
    new = new_habit(name, times=times, days=days, target=target)
    return db.run_write(service.create, me, new).id


def change(
    day: date,
    state: State = State.DONE,
    *,
    at: datetime | None = None,
    amount: float | None = None,
    increment: float | None = None,
    note: str | None = None,
    client_id: str | None = None,
    source: Source = Source.PERSON,
) -> Change:
    """A tap on the evening of its day, or at the instant given."""
    return Change(
        day=day,
        state=state,
        tapped_at=at or datetime.combine(day, time(20), UTC),
        zone="Europe/Berlin",
        day_start=0,
        amount=amount,
        increment=increment,
        note=note,
        client_id=client_id,
        source=source,
    )


def check_off(db: Database[Actor, Me], me: Me, habit_id: UUID, *days: date) -> service.Applied:
    return db.run_write(service.apply, me, habit_id, [change(day) for day in days])


def days_before(today: date, *ago: int) -> list[date]:
    return [today - timedelta(days=number) for number in ago]


def stored_totals(tx: Tx, owner: int, day: int) -> tuple[int, int] | None:
    """The (due, done) that are stored of a day; None when it was never counted."""
    row = tx.session.get(PersonDay, (owner, date.fromordinal(day)))
    return None if row is None else (row.due, row.done)
