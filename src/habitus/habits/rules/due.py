"""What a day asks of a habit, and what became of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from habitus.habits.rules.days import has
from habitus.habits.rules.goal import Goal, Measure
from habitus.habits.rules.log import Log

DayState = Literal["none", "open", "missed", "done", "partial", "skipped"]


class Life(NamedTuple):
    """The days on which a habit can be due: from `start`, before `end` (None: it goes on)."""

    start: int
    end: int | None


class Verdict(NamedTuple):
    """How a habit counts in its person's day; a done day always counts as due."""

    due: bool
    done: bool


class Totals(NamedTuple):
    """How many of a person's habits were due and done on a day."""

    due: int
    done: int


def is_due(goal: Goal, log: Log, life: Life, day: int) -> bool:
    """Whether the day asks for it: without this day, the goal's days ending on it fall short.

    Skipped and frozen days are never due, nor any day outside the habit's life.
    """
    if day < life.start or (life.end is not None and day >= life.end) or log.is_rest(day):
        return False
    first = day - goal.days + 1
    if goal.measure is Measure.CHECK:
        return log.done_between(first, day - 1) < goal.times
    return log.amount_between(first, day - 1) < (goal.target or 0)


def verdict(goal: Goal, log: Log, life: Life, day: int) -> Verdict:
    """How the day counts: `due` when it was due or done all the same."""
    if log.is_done(day):
        return Verdict(due=True, done=True)
    return Verdict(due=is_due(goal, log, life, day), done=False)


def state_of(log: Log, day: int) -> Literal["none", "done", "partial", "skipped"]:
    """What is logged on a day."""
    if log.is_done(day):
        return "done"
    if has(log.partial, log.origin, day):
        return "partial"
    return "skipped" if has(log.skipped, log.origin, day) else "none"


def look_of(goal: Goal, log: Log, life: Life, day: int, today: int) -> DayState:
    """How a day looks in a strip: as logged; else, where it was due, missed, or open while it is today."""
    logged = state_of(log, day)
    if logged != "none" or day > today or not is_due(goal, log, life, day):
        return logged
    return "missed" if day < today else "open"
