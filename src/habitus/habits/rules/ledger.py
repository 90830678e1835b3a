"""Why a streak is what it is: the days behind it, told in runs."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple

from habitus.habits.rules.agenda import DayState, look_of
from habitus.habits.rules.course import Course
from habitus.habits.rules.cover import filled_days
from habitus.habits.rules.days import listed
from habitus.habits.rules.goal import Unit
from habitus.habits.rules.streak import steps_so_far

What = DayState | Literal["filled", "kept", "not_met", "free"]
"""How a day looks, or: filled in, kept without a mark, the end of a week not met, free of any duty."""


class Run(NamedTuple):
    """Days in a row of one kind; `adds` is what they add to the streak (days, weeks or months)."""

    first: int
    last: int
    what: What
    adds: int


class Ledger(NamedTuple):
    """The runs of a streak, newest first, and the day that ended the one before, where one did."""

    unit: Unit
    streak: int
    since: int | None
    runs: list[Run]
    ended_by: Run | None


def ledger(course: Course, first: int, today: int) -> Ledger:
    """The streak of today taken apart; the log must reach back to `first` and what it asks."""
    good, bad = steps_so_far(course, first, today)
    end = first + bad.bit_length() - 1
    begin = max(
        [end + 1, *(segment.first for segment in course.terms.segments(first, today) if segment.turns)]
    )
    adding = [day for day in listed(good, first) if day >= begin]
    ended = Run(end, end, _what(course, end, today, ends=True), 0) if bad and begin == end + 1 else None
    begin = max(begin, min([course.life.start, *adding[:1]]))
    return Ledger(
        course.terms.unit_on(today),
        len(adding),
        min(adding, default=None),
        list(_runs(course, begin, today, set(adding))),
        ended,
    )


def _runs(course: Course, first: int, today: int, adding: AbstractSet[int]) -> Iterator[Run]:
    filled = filled_days(course, first, today)
    days = range(today, first - 1, -1)
    whats = [(day, _what(course, day, today, is_filled=bool(filled >> (day - first) & 1))) for day in days]
    for what, same in groupby(whats, key=itemgetter(1)):
        run = [day for day, _ in same]
        yield Run(run[-1], run[0], what, len(adding & set(run)))


def _what(course: Course, day: int, today: int, *, is_filled: bool = False, ends: bool = False) -> What:
    look: DayState = look_of(course, day, today)
    if look == "done":
        return "kept" if course.terms.quits and not course.log.is_done(day) else "done"
    if look in {"missed", "none"} and ends:
        return "not_met" if course.terms.unit_on(day) != "day" else "missed"
    if is_filled:
        return "filled"
    return "free" if look in {"none", "missed"} else look
