"""Which days add to a streak and which end it.

A streak counts good days, or weeks or months that were met. A day at rest (skipped, frozen, paused,
never lived) and a day outside the habit's life neither adds nor ends. Weeks and months count as soon as
they are met, and end a streak on their last day; they are judged by the goal in force on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.cover import filled_days
from habitus.habits.rules.days import ones, span
from habitus.habits.rules.due import needed, scheduled
from habitus.habits.rules.goal import Goal
from habitus.habits.rules.periods import Period, has_periods, period_of
from habitus.habits.rules.terms import Segment


class Steps(NamedTuple):
    """Bitmaps, from the first day asked for: days that add one to the streak, and days that end it."""

    good: int
    bad: int


def steps(course: Course, first: int, last: int) -> Steps:
    """The steps of the days from `first` to `last`, as if each of them were over."""
    good = bad = 0
    filled = filled_days(course, first, last)
    for segment in course.terms.segments(first, last):
        one = _steps_of(course, segment, filled >> (segment.first - first))
        good |= one.good << (segment.first - first)
        bad |= one.bad << (segment.first - first)
    return Steps(good, bad)


def steps_today(course: Course, today: int) -> Steps:
    """The steps of a day that is not over: it cannot be missed yet, and is kept only when marked so."""
    good, bad = steps(course, today, today)
    if not course.terms.quits:
        return Steps(good, 0)
    marked = course.done(today, today) and not has_periods(course.terms.goal_on(today))
    return Steps(good if marked else 0, bad)


def steps_so_far(course: Course, first: int, today: int) -> Steps:
    """The steps of all days from `first` on, today's as of now."""
    closed, now = steps(course, first, today - 1), steps_today(course, today)
    place = today - first
    return Steps(closed.good | now.good << place, closed.bad | now.bad << place)


def _steps_of(course: Course, segment: Segment, filled: int) -> Steps:
    goal, first, last = segment.goal, segment.first, segment.last
    if has_periods(goal):
        return _quit_periods(course, segment) if course.terms.quits else _build_periods(course, segment)
    asked = course.active(first, last) & scheduled(goal, first, last)
    if course.terms.quits:
        lapsed = course.lapsed(first, last)
        return Steps(asked & ~lapsed, asked & lapsed)
    good = course.done(first, last) | filled & ones(first, last)
    return Steps(good, asked & ~good)


def _build_periods(course: Course, segment: Segment) -> Steps:
    """Met weeks and months add on the day they are reached, the others end on their last day if it lives."""
    good = bad = 0
    for period in _judged(course, segment):
        need = needed(course, segment.goal, period)
        if need == 0:
            continue
        day = _day_reached(course, segment.goal, period, need)
        if day is None:
            bad |= course.life.days(period.last, period.last) and _bit(period.last, segment)
        else:
            good |= _bit(max(day, segment.since), segment)
    return Steps(good, bad)


def _quit_periods(course: Course, segment: Segment) -> Steps:
    """A week or month without a lapse adds on its last day; each lapse ends at once."""
    good = 0
    for period in _judged(course, segment):
        lives = course.active(*period) and course.life.days(period.last, period.last)
        if lives and not course.lapsed(*period):
            good |= _bit(period.last, segment)
    first, last = segment.first, segment.last
    return Steps(good, course.active(first, last) & course.lapsed(first, last))


def _bit(day: int, segment: Segment) -> int:
    return span(day, day, segment.first, segment.last)


def _judged(course: Course, segment: Segment) -> Iterator[Period]:
    """The weeks or months that touch the segment and on whose last day its goal is in force."""
    period = period_of(segment.goal, segment.first)
    while period.first <= segment.last:
        if course.terms.since_on(period.last) == segment.since:
            yield period
        period = period_of(segment.goal, period.last + 1)


def _day_reached(course: Course, goal: Goal, period: Period, need: int) -> int | None:
    """The day on which the period had what it asks."""
    if goal.sums:
        return _day_of_sum(course, period, need)
    done = course.done(*period)
    if done.bit_count() < need:
        return None
    for _ in range(need - 1):
        done &= done - 1
    return period.first + (done & -done).bit_length() - 1


def _day_of_sum(course: Course, period: Period, need: int) -> int | None:
    have = 0
    for day in range(period.first, period.last + 1):
        have += course.log.amounts.get(day, 0)
        if have >= need:
            return day
    return None
