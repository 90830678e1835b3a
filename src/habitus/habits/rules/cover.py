"""Automatic days: days between done ones that a flexible check has no need to fill (FORMULAS 2.2).

Each run of `times` done days within the goal's days makes an interval that begins on its first day.
From the second newest back in time, an interval that overlaps the next one slides into the past, at
most until its end reaches the run's last day, so that intervals touch and streaks hold together.
Source: Loop Habit Tracker, models/EntryList.kt, as described there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from habitus.habits.rules.days import listed, month_of, moved, next_month
from habitus.habits.rules.goal import Goal, Measure, is_flexible
from habitus.habits.rules.log import Log


class Interval(NamedTuple):
    """Days `begin` to `end` count as kept; `center` is the last done day of the run that earned it."""

    begin: int
    center: int
    end: int


class Cover(NamedTuple):
    """A bitmap of good days from `origin` (done, or filled in), and the last day filled in."""

    origin: int
    good: int
    until: int | None


def interval_length(begin: int, days: int) -> int:
    """`days`, where 30 and 31 mean the length of the month: of the next one on a month's last day."""
    if days not in {30, 31}:
        return days
    month = month_of(begin + 1)
    return next_month(month) - month


def intervals(done: Sequence[int], goal: Goal) -> list[Interval]:
    """The intervals of done days (oldest first), snapped together, newest first."""
    snapped: list[Interval] = []
    for last in range(len(done) - 1, goal.times - 2, -1):
        begin, center = done[last - goal.times + 1], done[last]
        length = interval_length(begin, goal.days)
        if center - begin >= length:
            continue
        end = begin + length - 1
        if snapped and end >= snapped[-1].begin:
            shift = min(end - center, end - snapped[-1].begin + 1)
            begin, end = begin - shift, end - shift
        snapped.append(Interval(begin, center, end))
    return snapped


def altered_from(goal: Goal, before: Log, after: Log, first: int, *, whole: bool) -> int | None:
    """The first day that a change of days from `first` on may have filled in, or no longer fills in.

    An interval's place follows from the one after it, so a change ripples into the past until an
    interval comes to lie where it lay before. None when the logs end before that; `whole` says that
    they hold the whole history.
    """
    old = intervals(listed(before.done, before.origin), goal)
    new = intervals(listed(after.done, after.origin), goal)
    earliest = min([first, *(one.begin for one in (*old, *new) if one.center >= first)])
    unchanged_runs = zip(
        (one for one in old if one.center < first), (one for one in new if one.center < first), strict=True
    )
    for was, now in unchanged_runs:
        if was == now:
            return earliest
        earliest = min(earliest, was.begin, now.begin)
    return earliest if whole else None


def reach_of(goal: Goal) -> int:
    """How many days before a day an interval that covers it can have its first done day."""
    return 2 * max(goal.days, 31)


def cover_of(goal: Goal, log: Log) -> Cover:
    """The days that hold a streak together: done days and the days filled in around them.

    A flexible check is filled in by its intervals; an amount over several days on each day on which
    those days reach the target; anything else not at all.
    """
    if is_flexible(goal):
        return _check_cover(goal, log)
    if goal.measure is Measure.AMOUNT and goal.days > 1:
        return _amount_cover(goal, log)
    return Cover(log.origin, log.done, None)


def _check_cover(goal: Goal, log: Log) -> Cover:
    found = intervals(listed(log.done, log.origin), goal)
    if not found:
        return Cover(log.origin, log.done, None)
    origin = min(log.origin, *(interval.begin for interval in found))
    filled = 0
    for begin, _, end in found:
        filled |= ((1 << (end - begin + 1)) - 1) << (begin - origin)
    filled &= ~moved(log.rest, log.origin, origin)
    return Cover(
        origin, filled | moved(log.done, log.origin, origin), max(interval.end for interval in found)
    )


def _amount_cover(goal: Goal, log: Log) -> Cover:
    if not log.amounts:
        return Cover(log.origin, log.done, None)
    first, last = min(log.amounts), max(log.amounts) + goal.days - 1
    good = total = 0
    until = None
    for day in range(first, last + 1):
        total += log.amounts.get(day, 0) - log.amounts.get(day - goal.days, 0)
        if total >= (goal.target or 0):
            good |= 1 << (day - first)
            until = day
    good &= ~moved(log.rest, log.origin, first)
    return Cover(first, good, until)
