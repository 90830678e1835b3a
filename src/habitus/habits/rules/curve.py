"""The strength of a habit over time, for a chart."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.rollup import Checkpoint
from habitus.habits.rules.strength import as_of_today, walked

VALUES_MAX = 400
CHANGE_DAYS = 30


class Curve(NamedTuple):
    """`values` are strengths, 0 to 1, at the end of each of `days`; the last is today, as of now.

    `change` is what the last CHANGE_DAYS added, -1 to 1; None for a habit that is younger.
    """

    days: range
    values: list[float]
    change: float | None


def curve(course: Course, known: Checkpoint, first: int, today: int) -> Curve:
    """The strength from `first` on, at most VALUES_MAX values; never from before the habit's first day.

    `known` lies at or before `reads_from`, and the log reaches back `Terms.reach` days before it.
    """
    begin, opening = known.day, known.opening.strength
    ends = walked(course, begin, opening, today - 1)
    ends.append(as_of_today(course, ends[-1] if ends else opening, today))
    days = spread(max(first, _start(course.life, today)), today)
    then = today - CHANGE_DAYS
    change = None if then < course.life.start else ends[-1] - ends[then - begin]
    return Curve(days, [ends[day - begin] for day in days], change)


def reads_from(life: Life, first: int, today: int) -> int:
    """The first day whose end `curve` asks for."""
    return max(_start(life, today), min(first, today - CHANGE_DAYS))


def spread(first: int, last: int) -> range:
    """Evenly spaced days from `first` (or shortly after it) to `last`, at most VALUES_MAX of them."""
    count = last - first + 1
    step = -(-count // VALUES_MAX)
    return range(first + (count - 1) % step, last + 1, step)


def _start(life: Life, today: int) -> int:
    return min(life.start, today)
