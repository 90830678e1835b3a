"""A habit on a day, as it is shown: what is logged, what is still needed, and the week behind it."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.due import DayState, Life, look_of
from habitus.habits.rules.goal import Goal, Measure, units
from habitus.habits.rules.log import Log

STRIP_DAYS = 7


class Window(NamedTuple):
    """Done days (or the amount in units) in the goal's days ending on a day, and how many it asks."""

    done: float
    needed: float


class StripDay(NamedTuple):
    day: int
    state: DayState


def window_on(goal: Goal, log: Log, day: int) -> Window:
    first = day - goal.days + 1
    if goal.measure is Measure.CHECK:
        return Window(log.done_between(first, day), goal.times)
    return Window(units(log.amount_between(first, day)), units(goal.target or 0))


def strip(goal: Goal, log: Log, life: Life, last: int, today: int) -> list[StripDay]:
    """The seven days ending on `last`, oldest first."""
    days = range(last - STRIP_DAYS + 1, last + 1)
    return [StripDay(day, look_of(goal, log, life, day, today)) for day in days]
