"""Habits and taps for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from habitus.accounts.models import Actor, Me
from habitus.habits import lifecycle, service
from habitus.habits.models import NewHabit, PersonDay
from habitus.habits.rules.asked import NewGoal, goal_of
from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.goal import Goal, Kind, Measure
from habitus.habits.rules.log import Mark, State, log_of_marks
from habitus.habits.rules.merge import Change, Source
from habitus.habits.rules.terms import Terms, Version
from habitus.kernel.db import Database, Tx


def check_in(times: int = 1, days: int = 1) -> Goal:
    """A check `times` in any `days` days."""
    return goal_of(Kind.BUILD, Measure.CHECK, NewGoal(times=times, days=days), date(2026, 1, 1))


def amount_in(days: int, target: float) -> Goal:
    """An amount of `target` units in any `days` days."""
    return goal_of(Kind.BUILD, Measure.AMOUNT, NewGoal(days=days, target=target), date(2026, 1, 1))


def terms_of(goal: Goal, *, kind: Kind = Kind.BUILD) -> Terms:
    """One goal for ever, without pauses."""
    measure = Measure.CHECK if goal.target is None else Measure.AMOUNT
    return Terms(kind, measure, measure is not Measure.CHECK, (Version(1, goal),))


def course_of(goal: Goal, marks: Sequence[Mark], begins: int, *, kind: Kind = Kind.BUILD) -> Course:
    """A habit that lives from a day on, for ever."""
    terms = terms_of(goal, kind=kind)
    return Course(terms, log_of_marks(terms, marks), Life(begins, None))


def new_habit(
    name: str = "Stretch", *, times: int = 1, days: int = 1, target: float | None = None, **more: object
) -> NewHabit:
    """A check, or an amount when it has a target."""
    measure = Measure.CHECK if target is None else Measure.AMOUNT
    goal = NewGoal(times=times, days=days, target=target)
    return NewHabit(name=name, measure=measure, goal=goal, **more)


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
    return db.run_write(lifecycle.create, me, new).id


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
