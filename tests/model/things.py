"""What a habit is made of, and the calendar around it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
MICRO = 1_000_000


@dataclass(frozen=True)
class Goal:
    """`target` is a day's, or with `sums` that of the whole week, month or window; None for checks."""

    schedule: str = "daily"  # daily, weekdays, weekly, monthly, interval, window
    times: int = 1
    days: int = 1
    weekdays: frozenset[int] = frozenset()
    target: Fraction | None = None
    sums: bool = False
    first_weekday: int = 1
    anchor: date = date(2026, 1, 1)


@dataclass(frozen=True)
class Mark:
    """`amount` is in units; for a checklist it is the share that is ticked."""

    state: str = "none"  # none, done, skipped, lapsed, frozen
    amount: Fraction | None = None


@dataclass
class Habit:
    """`goals` by first day, oldest first: the first reaches back for ever. Pauses have both ends in them."""

    goals: list[tuple[date, Goal]]
    begins: date
    kind: str = "build"  # build, quit
    measure: str = "check"  # check, amount, minutes
    steps: bool = False
    ends_on: date | None = None
    archived_day: date | None = None
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    unlived: set[date] = field(default_factory=set)
    entries: dict[date, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Month:
    """The days of a month that are so marked, and the sum of what was done in it."""

    done: frozenset[date]
    skipped: frozenset[date]
    frozen: frozenset[date]
    partial: frozenset[date]
    lapsed: frozenset[date]
    amount: Fraction


@dataclass(frozen=True)
class Opening:
    strength: float
    streak: int
    longest: int


def rhythm(goal: Goal) -> tuple[int, int]:
    """(times, days) that strength goes by; a month is 30 days."""
    span = {"weekdays": 7, "weekly": 7, "monthly": 30, "interval": goal.days, "window": goal.days}
    times = {
        "weekdays": len(goal.weekdays),
        "weekly": goal.times,
        "monthly": goal.times,
        "window": goal.times,
    }
    return (1 if goal.sums else times.get(goal.schedule, 1)), span.get(goal.schedule, 1)


def frequency(goal: Goal) -> Fraction:
    return Fraction(*rhythm(goal))


def span_length(begin: date, length: int) -> int:
    """30 and 31 days mean the length of the month; of the next one on a month's last day."""
    if length not in {30, 31}:
        return length
    month = begin + DAY
    return monthrange(month.year, month.month)[1]


def days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
