"""The span of days that a goal looks at as one: a week, a month, or the days that end on a day."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.days import month_of, next_month, week_of
from habitus.habits.rules.goal import Goal, Schedule

_WITH_PERIODS = frozenset({Schedule.WEEKLY, Schedule.MONTHLY})


class Period(NamedTuple):
    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def period_of(goal: Goal, day: int) -> Period:
    """The week or month that holds `day`; of a window the days that end on it; else the day."""
    if goal.schedule is Schedule.WEEKLY:
        first = week_of(day, goal.first_weekday)
        return Period(first, first + 6)
    if goal.schedule is Schedule.MONTHLY:
        month = month_of(day)
        return Period(month, next_month(month) - 1)
    if goal.schedule is Schedule.WINDOW:
        return Period(day - goal.days + 1, day)
    return Period(day, day)


def has_periods(goal: Goal) -> bool:
    """Whether the goal is judged at the end of a week or month."""
    return goal.schedule in _WITH_PERIODS


def share_of(whole: int, active: int, length: int) -> int:
    """What of `whole` is asked in a period with `active` of its days left: in proportion, half up."""
    return (2 * whole * active + length) // (2 * length)
