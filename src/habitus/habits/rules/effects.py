"""How far a change of days is felt: backwards in streaks, and around itself in what is due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from habitus.habits.rules.days import month_of
from habitus.habits.rules.goal import Schedule, is_flexible
from habitus.habits.rules.periods import has_periods, period_of
from habitus.habits.rules.terms import Terms


class Span(NamedTuple):
    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def felt_from(terms: Terms, first: int) -> int:
    """The first day whose part in a streak may differ after a change of `first`; without days filled in.

    A week or month may be reached on another of its days.
    """
    periods = (period_of(version.goal, first) for version in terms.versions if has_periods(version.goal))
    return min([first, *(period.first for period in periods)])


def is_felt(terms: Terms, since: int, as_of: int) -> bool:
    """Whether days coming to rest from `since` on change what held when `as_of` began, or when a month
    began on the day after it.
    """
    felt = felt_from(terms, since)
    return felt < as_of or (felt == as_of and month_of(as_of + 1) == as_of + 1)


def judged_anew(terms: Terms, changed: Span, *, rested: bool) -> Span:
    """The days that may be due or done differently after a change of days.

    `rested` says that days came to rest or no longer do (or the life changed): that counts for the
    whole of their week or month, otherwise only for what follows in it.
    """
    first, last = changed
    for version in terms.versions:
        goal = version.goal
        if goal.schedule is Schedule.WINDOW:
            last = max(last, changed.last + goal.days - 1)
        elif has_periods(goal):
            last = max(last, period_of(goal, changed.last).last)
            first = min(first, period_of(goal, changed.first).first) if rested else first
    return Span(first, last)


def is_filled(terms: Terms, first: int) -> bool:
    """Whether a change of `first` may fill days before it in, or leave them open (`cover.altered_from`)."""
    return any(
        is_flexible(version.goal) and (number == 0 or version.from_day < first)
        for number, version in enumerate(terms.versions)
    )


def lookback(terms: Terms, since: int) -> int:
    """How many days before `since` entries are needed, to judge the days from there on."""
    summed = [version.goal.days for version in terms.versions if version.goal.sums]
    return terms.reach(since) + max(summed, default=0)


def asks_less(terms: Terms, as_of: int, unlived: Iterable[int]) -> bool:
    """Whether a week or month that had begun by `as_of` asks less than was known then.

    A day shows as never lived only when it is over, and its week or month may be reached earlier for it.
    """
    return any(
        has_periods(version.goal) and period_of(version.goal, day).first <= as_of <= day
        for day in unlived
        for version in terms.versions
    )


def counted_until(until: int, unlived: Iterable[int]) -> int:
    """How far totals hold that were counted up to a day: not in the week or month of a day never lived
    that showed as such only later.
    """
    return min([until, *(day - 32 for day in unlived if day > until)])
