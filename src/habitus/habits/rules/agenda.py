"""A habit on a day, as it is shown: what it looks like, and what is still needed."""

from __future__ import annotations

from typing import Literal, NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.due import Verdict, counted, counted_of, due_days, needed, reached
from habitus.habits.rules.goal import units
from habitus.habits.rules.periods import has_periods, period_of

STRIP_DAYS = 7

LoggedState = Literal["none", "done", "partial", "skipped", "lapsed", "frozen"]
DayState = Literal["none", "open", "missed", "done", "partial", "skipped", "lapsed", "frozen", "paused"]


class Window(NamedTuple):
    """Done days (or the amount in units) in the span a goal looks at, how much it asks, and when it ends."""

    done: float
    needed: float
    first: int
    last: int
    is_safe_to_skip: bool
    """Whether the goal can still be met when nothing is done on this day."""


class StripDay(NamedTuple):
    day: int
    state: DayState


class Week(NamedTuple):
    """Seven days, oldest first; whether the last of them asks for the habit, and how it counts."""

    days: list[StripDay]
    is_due: bool
    counts: Verdict


def logged_on(course: Course, day: int) -> LoggedState:
    """What is logged on a day."""
    log = course.log
    if day < log.origin:
        return "none"
    bit = 1 << day - log.origin
    if log.lapsed & bit:
        return "lapsed"
    if log.done & bit:
        return "done"
    if log.partial & bit:
        return "partial"
    if log.skipped & bit:
        return "skipped"
    return "frozen" if log.frozen & bit else "none"


def look_of(course: Course, day: int, today: int) -> DayState:
    """How a day looks: as logged; else paused, kept, missed where it was due, or open while it is today."""
    return _look(course, day, today, counted(course, day, day, today).on(0))


def strip(course: Course, last: int, today: int) -> list[StripDay]:
    """The seven days ending on `last`, oldest first."""
    return week_of(course, last, today).days


def week_of(course: Course, last: int, today: int) -> Week:
    """The same, with what the last of the days asks."""
    first = last - STRIP_DAYS + 1
    due = due_days(course, first, last)
    counts = counted_of(course, due, first, last, today)
    days = range(first, last + 1)
    return Week(
        [StripDay(day, _look(course, day, today, counts.on(day - first))) for day in days],
        bool(due >> (last - first)),
        counts.on(last - first),
    )


def _look(course: Course, day: int, today: int, counts: Verdict) -> DayState:
    logged = logged_on(course, day)
    if logged != "none":
        return logged
    if course.is_paused(day) and course.life.days(day, day):
        return "paused"
    if day > today or not counts.due:
        return "none"
    if counts.done:
        return "done"
    return "missed" if day < today else "open"


def window_on(course: Course, day: int) -> Window:
    """What the goal's week, month, window or day holds up to a day, and what it asks."""
    goal = course.terms.goal_on(day)
    period = period_of(goal, day)
    have = reached(course, goal, period.first, day)
    if has_periods(goal) and not course.terms.quits:
        need = needed(course, goal, period)
        left = course.active(day + 1, period.last).bit_count()
        missing = need - reached(course, goal, period.first, day - 1)
        safe = missing <= 0 or (left > 0 if goal.sums else missing <= left)
    else:
        need = (goal.target or 0) if course.terms.counts and _is_summed(course, day) else goal.times
        safe = not counted(course, day, day, day).due
    if _is_summed(course, day):
        have = course.log.amount_between(period.first, day)
        return Window(units(have), units(need), period.first, period.last, safe)
    return Window(have, need, period.first, period.last, safe)


def _is_summed(course: Course, day: int) -> bool:
    """Whether the span is told as an amount: a sum, or the amount of the day itself."""
    goal = course.terms.goal_on(day)
    return goal.target is not None and (goal.sums or period_of(goal, day).length == 1)
