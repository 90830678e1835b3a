"""What a span of days amounts to."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, repeated, weekday
from habitus.habits.rules.due import counted


class Summary(NamedTuple):
    """`rate` is done over due, 0 to 1; None where nothing was due. `amount` is in millionths."""

    due: int
    done: int
    rate: float | None
    partial: int
    skipped: int
    lapsed: int
    by_weekday: list[tuple[int, int]]
    """(due, done) of each weekday, Monday first."""


def summary(course: Course, first: int, last: int, today: int) -> Summary:
    """The days from `first` to `last` counted; needs no amounts beyond what the goals ask."""
    due, done = counted(course, first, last, today)
    days = due.bit_count()
    kept = done.bit_count()
    log = course.log
    return Summary(
        days,
        kept,
        kept / days if days else None,
        _count(log.partial, log.origin, first, last),
        _count(log.skipped, log.origin, first, last),
        _count(log.lapsed, log.origin, first, last),
        [(_of_weekday(due, first, day), _of_weekday(done, first, day)) for day in range(7)],
    )


def _count(bits: int, origin: int, first: int, last: int) -> int:
    return between(bits, origin, first, last).bit_count()


def _of_weekday(bits: int, first: int, wanted: int) -> int:
    """How many of the days, counted from `first`, fall on a weekday (0 is Monday)."""
    return (bits & repeated(1 << (wanted - weekday(first)) % 7, 7, max(1, bits.bit_length()))).bit_count()
