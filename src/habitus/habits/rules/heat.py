"""Days on the wire: one hexadecimal digit a day, so that ten years of a habit are 3 650 letters."""

from __future__ import annotations

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between
from habitus.habits.rules.due import counted

DONE, PARTIAL, REST, DUE = 1, 2, 4, 8


def digits(course: Course, first: int, last: int, today: int) -> str:
    """A digit for each day from `first` to `last`, oldest first: DONE + PARTIAL + REST + DUE.

    Reading binary digits as hexadecimal ones puts each day's bits into one digit, without a loop.
    """
    due, done = counted(course, first, last, today)
    log = course.log
    partial = between(log.partial, log.origin, first, last)
    rest = course.rest(first, last) & course.life.days(first, last)
    days = sum(
        flag * _spread(bits) for flag, bits in ((DONE, done), (PARTIAL, partial), (REST, rest), (DUE, due))
    )
    return f"{days:0{last - first + 1}x}"[::-1]


def _spread(bits: int) -> int:
    return int(f"{bits:b}", 16)
