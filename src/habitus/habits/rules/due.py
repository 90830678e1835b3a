"""What a day asks of a habit, and how it counts in its person's day."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, ones, repeated, weekday
from habitus.habits.rules.goal import Goal, Schedule
from habitus.habits.rules.periods import Period, has_periods, period_of, share_of
from habitus.habits.rules.terms import Segment


class Verdict(NamedTuple):
    """How a habit counts in its person's day; a done day always counts as due."""

    due: bool
    done: bool


class Totals(NamedTuple):
    """How many of a person's habits were due and done on a day."""

    due: int
    done: int


class Counted(NamedTuple):
    """Bitmaps of the days that count as due, and as done, from the first day asked for."""

    due: int
    done: int

    def on(self, place: int) -> Verdict:
        return Verdict(bool(self.due >> place & 1), bool(self.done >> place & 1))


def due_days(course: Course, first: int, last: int) -> int:
    """The bitmap of the days from `first` to `last` that ask for the habit, done or not."""
    active = course.active(first, last)
    if not active:
        return 0
    due = 0
    for segment in course.terms.segments(first, last):
        asked = _asked(course, segment) << (segment.first - first)
        due |= asked
    return due & active


def counted(course: Course, first: int, last: int, today: int) -> Counted:
    """How the days count: a done day of a habit to build counts also where it was not due.

    A habit to quit is done on each day that was due and not lapsed, once the day is over or marked.
    """
    return counted_of(course, due_days(course, first, last), first, last, today)


def counted_of(course: Course, due: int, first: int, last: int, today: int) -> Counted:
    """The same, when the days that ask for the habit are known (`due_days`)."""
    done = course.done(first, last)
    if not course.terms.quits:
        return Counted(due | done, done)
    closed = ones(first, min(last, today - 1))
    return Counted(due, due & ~course.lapsed(first, last) & (closed | done))


def verdict(course: Course, day: int, today: int) -> Verdict:
    return counted(course, day, day, today).on(0)


def scheduled(goal: Goal, first: int, last: int) -> int:
    """The bitmap of days that a schedule names by themselves; all of them where days are free."""
    if goal.schedule is Schedule.WEEKDAYS:
        at = weekday(first)
        week = (goal.weekdays >> at | goal.weekdays << (7 - at)) & 0b111_1111
        return repeated(week, 7, last - first + 1)
    if goal.schedule is Schedule.INTERVAL:
        return repeated(1 << (goal.anchor - first) % goal.days, goal.days, last - first + 1)
    return ones(first, last)


def needed(course: Course, goal: Goal, period: Period) -> int:
    """What a week or month asks: times, or an amount; less in proportion to its days at rest."""
    active = course.active(period.first, period.last).bit_count()
    return share_of((goal.target or 0) if goal.sums else goal.times, active, period.length)


def reached(course: Course, goal: Goal, first: int, last: int) -> int:
    """What was done towards the goal from `first` to `last`: days, or an amount in millionths."""
    if goal.sums:
        return course.log.amount_between(first, last)
    return course.log.done_between(first, last)


def _asked(course: Course, segment: Segment) -> int:
    goal, first, last = segment.goal, segment.first, segment.last
    if course.terms.quits or not (has_periods(goal) or goal.schedule is Schedule.WINDOW):
        return scheduled(goal, first, last)
    if has_periods(goal):
        return _asked_by_periods(course, goal, first, last)
    return _asked_by_window(course, goal, first, last)


def _asked_by_window(course: Course, goal: Goal, first: int, last: int) -> int:
    """Without the day, the goal's days ending on it fall short."""
    before = first - goal.days + 1
    need = (goal.target or 0) if goal.sums else goal.times
    have = reached(course, goal, before, first - 1)
    log, amounts = course.log, course.log.amounts
    done = between(log.done, log.origin, before, last)
    asked = 0
    for place in range(last - first + 1):
        if have < need:
            asked |= 1 << place
        day = first + place
        if goal.sums:
            have += amounts.get(day, 0) - amounts.get(day - goal.days + 1, 0)
        else:
            have += (done >> (place + goal.days - 1) & 1) - (done >> place & 1)
    return asked


def _asked_by_periods(course: Course, goal: Goal, first: int, last: int) -> int:
    """The days from which on each day left is needed, until the week or month has what it asks."""
    asked = 0
    period = period_of(goal, first)
    while period.first <= last:
        begin, end = max(first, period.first), min(last, period.last)
        asked |= _asked_in(course, goal, period, begin, end) << (begin - first)
        period = period_of(goal, period.last + 1)
    return asked


def _asked_in(course: Course, goal: Goal, period: Period, begin: int, end: int) -> int:
    need = needed(course, goal, period) - reached(course, goal, period.first, begin - 1)
    if need <= 0:
        return 0
    active = course.active(begin, period.last)
    left = active.bit_count()
    asked = 0
    for day in range(begin, end + 1):
        if need <= 0:
            break
        place = day - begin
        if left <= (1 if goal.sums else need):
            asked |= 1 << place
        left -= active >> place & 1
        need -= course.log.amounts.get(day, 0) if goal.sums else int(course.log.is_done(day))
    return asked
