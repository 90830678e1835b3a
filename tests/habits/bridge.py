"""From the slow model's habits to the values that the rules take."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.model.habit import Reading
from tests.model.things import MICRO, rhythm
from tests.model.things import Goal as SlowGoal
from tests.model.things import Habit as SlowHabit

from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.days import FOREVER
from habitus.habits.rules.goal import Goal, Kind, Measure, Schedule
from habitus.habits.rules.log import Mark, State, log_of_marks
from habitus.habits.rules.terms import Pause, Terms, Version


def micros(amount: Fraction | None) -> int | None:
    return None if amount is None else int(amount * MICRO)


def goal_of(slow: SlowGoal) -> Goal:
    times, days = rhythm(slow)
    return Goal(
        Schedule(slow.schedule),
        times,
        days,
        micros(slow.target),
        slow.sums,
        sum(1 << (weekday - 1) for weekday in slow.weekdays),
        slow.first_weekday,
        slow.anchor.toordinal(),
    )


def terms_of(slow: SlowHabit) -> Terms:
    pauses = [
        Pause(first.toordinal(), FOREVER if last is None else last.toordinal()) for first, last in slow.pauses
    ]
    pauses += [Pause(day.toordinal(), day.toordinal()) for day in sorted(slow.unlived)]
    versions = [Version(first.toordinal(), goal_of(goal)) for first, goal in slow.goals]
    counts = slow.measure != "check" or slow.steps
    return Terms(Kind(slow.kind), Measure(slow.measure), counts, tuple(versions), tuple(pauses))


def marks_of(slow: SlowHabit) -> list[Mark]:
    return [
        Mark(day.toordinal(), State[mark.state.upper()], micros(mark.amount))
        for day, mark in slow.entries.items()
    ]


def course_of(slow: SlowHabit, today: date) -> Course:
    terms, reading = terms_of(slow), Reading(slow, today)
    life = Life(reading.start.toordinal(), None if reading.end is None else reading.end.toordinal())
    return Course(terms, log_of_marks(terms, marks_of(slow)), life)


def bits(days: frozenset[date], first: date) -> int:
    """A bitmap counted from `first`."""
    return sum(1 << (day - first).days for day in days)
