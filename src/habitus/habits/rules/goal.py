"""What somebody set out to do: on which days, how often, how much, and at least or at most."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

MICRO = 1_000_000
"""Amounts are whole millionths: sums are exact, so 0.7 + 0.1 reaches 0.8 and rollups never drift."""

DAYS_MAX = 365
AMOUNT_MAX = 1_000_000_000
WEEK, MONTH = 7, 30
EVERY_WEEKDAY = 0b111_1111


class Kind(StrEnum):
    BUILD = "build"
    """Do it: a target is at least."""
    QUIT = "quit"
    """Leave it: a target is at most, and a day without a lapse is a success once it is over."""


class Measure(StrEnum):
    CHECK = "check"
    AMOUNT = "amount"
    MINUTES = "minutes"


class Schedule(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    """On chosen weekdays."""
    WEEKLY = "weekly"
    """So many times, or so much, from the first weekday to the last."""
    MONTHLY = "monthly"
    """So many times, or so much, in a calendar month."""
    INTERVAL = "interval"
    """Every so many days, counted from a day."""
    WINDOW = "window"
    """So many times, or so much, in any so many days."""


Unit = Literal["day", "week", "month"]


class Goal(NamedTuple):
    """A schedule and a target.

    `times / days` is how often it is asked: 1/1 daily, k/7 for k weekdays, n/7 weekly, n/30 monthly,
    1/n every n days, n/y in any y days; 1/days where `sums`. `weekdays` is a bitmap (bit 0 is Monday),
    `first_weekday` ISO (1 is Monday), `anchor` the day that intervals are counted from. `target` is in
    millionths of the habit's unit, None for checks; with `sums` it is for the whole week, month or
    window, else for a day.
    """

    schedule: Schedule
    times: int
    days: int
    target: int | None = None
    sums: bool = False
    weekdays: int = 0
    first_weekday: int = 1
    anchor: int = 1


DAILY = Goal(Schedule.DAILY, 1, 1)


def is_flexible(goal: Goal) -> bool:
    """Whether days may be chosen freely in a rolling window, so that days between are filled in."""
    return goal.schedule is Schedule.WINDOW and not goal.sums


def unit_of(goal: Goal) -> Unit:
    """What a streak of this goal counts."""
    if goal.schedule is Schedule.WEEKLY:
        return "week"
    return "month" if goal.schedule is Schedule.MONTHLY else "day"


def reach_of(goal: Goal) -> int:
    """How many days before a day decide about it: due, filled in, and twice the days for strength.

    An interval that fills a day in can begin `2 * max(days, 31)` days before it (`rules.cover`).
    """
    if goal.schedule is Schedule.DAILY:
        return 1
    return 2 * max(goal.days, 31) if goal.schedule is Schedule.WINDOW else 2 * goal.days + 3


def micro(amount: float) -> int:
    """An amount in units as whole millionths, rounded half to even."""
    return round(amount * MICRO)


def units(amount: int) -> float:
    """Millionths as an amount in units."""
    return amount / MICRO
