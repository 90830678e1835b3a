"""All the streaks there were, each from the first day that added to it to the last."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, listed
from habitus.habits.rules.streak import steps_so_far


class Streak(NamedTuple):
    """`length` in the unit of today's goal; `first` and `last` are days that added one."""

    length: int
    first: int
    last: int
    is_running: bool


def streaks(course: Course, first: int, today: int) -> list[Streak]:
    """The streaks in today's unit, oldest first; the log must reach back to `first` and what it asks.

    Those of a goal that counted in another unit are not among them, as in the longest streak.
    """
    steps = steps_so_far(course, first, today)
    begin = max([first, *(segment.first for segment in course.terms.segments(first, today) if segment.turns)])
    adding = listed(between(steps.good, first, begin, today), begin)
    ends = listed(between(steps.bad, first, begin, today), begin)
    runs = [(place, list(days)) for place, days in groupby(adding, lambda day: bisect_left(ends, day))]
    return [Streak(len(days), days[0], days[-1], place == len(ends)) for place, days in runs]


def best(found: list[Streak], most: int) -> list[Streak]:
    """The longest of them, of equals the newer first."""
    return sorted(found, key=lambda streak: (-streak.length, -streak.last))[:most]
