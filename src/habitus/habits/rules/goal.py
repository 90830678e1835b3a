"""What somebody set out to do: `times` in any `days` days, or an amount in any `days` days."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

MICRO = 1_000_000
"""Amounts are whole millionths: sums are exact, so 0.7 + 0.1 reaches 0.8 and rollups never drift."""

DAYS_MAX = 365
AMOUNT_MAX = 1_000_000_000


class Measure(StrEnum):
    CHECK = "check"
    AMOUNT = "amount"


class Goal(NamedTuple):
    """`target` is in millionths of the habit's unit, over `days` days; None for checks."""

    measure: Measure
    times: int
    days: int
    target: int | None


def goal_of(measure: Measure, times: int, days: int, target: float | None) -> Goal:
    """A goal in its plain form: for a check, n in n days is every day (as in Loop's Frequency.kt)."""
    if measure is Measure.CHECK:
        return Goal(measure, 1, 1, None) if times == days else Goal(measure, times, days, None)
    return Goal(measure, times, days, micro(target or 0.0))


def is_flexible(goal: Goal) -> bool:
    """Whether days may be chosen: a check that is not owed every day (Loop fills its other days in)."""
    return goal.measure is Measure.CHECK and goal.days > 1


def window_of(goal: Goal) -> int:
    """How many days, ending on a day, decide about that day: due, done and strength together.

    Strength looks at twice `days` for flexible checks (FORMULAS 2.1).
    """
    return 2 * goal.days if is_flexible(goal) else goal.days


def micro(amount: float) -> int:
    """An amount in units as whole millionths, rounded half to even."""
    return round(amount * MICRO)


def units(amount: int) -> float:
    """Millionths as an amount in units."""
    return amount / MICRO
