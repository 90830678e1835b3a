"""What somebody wants of a habit or a day, in words that both worlds are told in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from tests.conftest import MovableClock
from tests.model.things import Goal

from habitus import wiring
from habitus.accounts.models import Actor, Me
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Schedule
from habitus.kernel.db import Database
from habitus.kernel.settings import Settings


@dataclass(frozen=True)
class House:
    """A database that is used again and again, and the clock it lives by."""

    database: Database[Actor, Me]
    clock: MovableClock
    crew: Any

    @classmethod
    def of(cls, database: Database[Actor, Me], clock: MovableClock) -> House:
        return cls(database, clock, wiring.crew(Settings()))


@dataclass(frozen=True)
class Wish:
    """A habit as somebody wants it. `begins` and `ends` are days."""

    goal: Goal
    kind: str = "build"
    measure: str = "check"
    steps: int = 0
    skip_budget: int | None = None
    begins: date | None = None
    ends: date | None = None

    def __str__(self) -> str:
        return brief(self)


@dataclass(frozen=True)
class Touch:
    """A tap of a screen, an import's day or a freeze: `amount` and `increment` in decimal units."""

    habit: str
    day: date
    at: datetime
    state: str = "done"
    amount: str | None = None
    increment: str | None = None
    note: str | None = None
    client_id: str | None = None
    source: str = "person"
    ticked: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return brief(self)


def brief(told: Wish | Touch | Goal) -> str:
    """Only what is not as usual."""
    usual = {one.name: one.default for one in fields(told)}
    told_of = {name: value for name, value in vars(told).items() if value != usual[name]}
    return ", ".join(f"{name}=({word(value)})" for name, value in told_of.items())


def word(value: object) -> str:
    return brief(value) if isinstance(value, Goal) else str(value)


def asked(goal: Goal) -> NewGoal:
    """A goal as the services are asked for it."""
    return NewGoal(
        schedule=Schedule(goal.schedule),
        times=goal.times,
        days=goal.days,
        weekdays=tuple(sorted(goal.weekdays)),
        target=None if goal.target is None else float(goal.target),
        per_day=goal.target is not None and not goal.sums,
        first_weekday=goal.first_weekday,
        anchor=goal.anchor,
    )
