"""Automatic days: days between done ones that a rolling window has no need to fill (FORMULAS 2.2).

Each run of `times` done days within the goal's days makes an interval that begins on its first day.
From the second newest back in time, an interval that overlaps the next one slides into the past, at
most until its end reaches the run's last day, so that intervals touch and streaks hold together.
Source: Loop Habit Tracker, models/EntryList.kt, as described there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, listed, month_of, next_month, ones, span
from habitus.habits.rules.goal import Goal, Schedule, is_flexible
from habitus.habits.rules.log import Log
from habitus.habits.rules.terms import Terms


class Interval(NamedTuple):
    """Days `begin` to `end` count as kept; `center` is the last done day of the run that earned it."""

    begin: int
    center: int
    end: int


def interval_length(begin: int, days: int) -> int:
    """`days`, where 30 and 31 mean the length of the month: of the next one on a month's last day."""
    if days not in {30, 31}:
        return days
    month = month_of(begin + 1)
    return next_month(month) - month


def intervals(done: Sequence[int], goal: Goal) -> Iterator[Interval]:
    """The intervals of done days (oldest first), snapped together; newest first, by their ends too."""
    newer: Interval | None = None
    for last in range(len(done) - 1, goal.times - 2, -1):
        begin, center = done[last - goal.times + 1], done[last]
        length = interval_length(begin, goal.days)
        if center - begin >= length:
            continue
        end = begin + length - 1
        if newer is not None and end >= newer.begin:
            shift = min(end - center, end - newer.begin + 1)
            begin, end = begin - shift, end - shift
        newer = Interval(begin, center, end)
        yield newer


def filled_days(course: Course, first: int, last: int) -> int:
    """The bitmap of days that are filled in, counted from `first`; rest days never are.

    Each goal takes its filling on the days it is in force, made of all done days: those before it
    count as if it had held then. The log must reach back `goal.reach_of` days.
    """
    if course.terms.quits or not course.log.has_marks:
        return 0
    filled = 0
    for segment in course.terms.segments(first, last):
        if segment.goal.schedule is Schedule.WINDOW:
            bits = _filled(segment.goal, course.log, segment.first, segment.last)
            filled |= bits << (segment.first - first)
    return filled & ~course.rest(first, last) if filled else 0


def altered_from(terms: Terms, before: Log, after: Log, first: int, *, whole: bool) -> int | None:
    """The first day that a change of days from `first` on may have filled in, or no longer fills in.

    An interval's place follows from the one after it, so a change ripples into the past until an
    interval comes to lie where it lay before. None when the logs end before that; `whole` says that
    they hold the whole history.
    """
    earliest = first
    for number, (from_day, goal) in enumerate(terms.versions):
        begin = from_day if number else 0
        if begin >= first or not is_flexible(goal):
            continue
        altered = _altered_from(goal, before, after, first, whole=whole)
        if altered is None:
            return None
        earliest = min(earliest, max(altered, begin))
    return earliest


def _altered_from(goal: Goal, before: Log, after: Log, first: int, *, whole: bool) -> int | None:
    old = intervals(listed(before.done, before.origin), goal)
    new = intervals(listed(after.done, after.origin), goal)
    (begin_of_old, was), (begin_of_new, now) = _older(old, first), _older(new, first)
    earliest = min(begin_of_old, begin_of_new)
    while was is not None and now is not None:  # made of days before: one each, but maybe elsewhere
        if was == now:
            return earliest
        earliest = min(earliest, was.begin, now.begin)
        was, now = next(old, None), next(new, None)
    return earliest if whole else None


def _older(newest_first: Iterator[Interval], first: int) -> tuple[int, Interval | None]:
    """The first day of the intervals earned from `first` on, and the interval that comes after those."""
    earliest = first
    for one in newest_first:
        if one.center < first:
            return earliest, one
        earliest = min(earliest, one.begin)
    return earliest, None


def _filled(goal: Goal, log: Log, first: int, last: int) -> int:
    if goal.sums:
        return _filled_by_sums(goal, log.amounts, first, last)
    begin = first - goal.days - 2 * max(goal.days, 31)
    done = between(log.done, log.origin, begin, max(last, log.origin + log.done.bit_length()))
    filled = 0
    for interval in intervals(listed(done, begin), goal):
        if interval.end < first:
            break
        filled |= span(interval.begin, interval.end, first, last)
    return filled


def _filled_by_sums(goal: Goal, amounts: Mapping[int, int], first: int, last: int) -> int:
    """Each day on which the amounts of the goal's days reach the target."""
    if not amounts:
        return 0
    target, width, filled = goal.target or 0, goal.days, 0
    total = sum(amounts.get(day, 0) for day in range(first - width, first))
    for day in range(first, last + 1):
        total += amounts.get(day, 0) - amounts.get(day - width, 0)
        if total >= target:
            filled |= 1 << (day - first)
    return filled & ones(first, last)
