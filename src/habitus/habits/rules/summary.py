"""What a span of days amounts to."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, month_of, next_month, repeated, weekday
from habitus.habits.rules.due import counted
from habitus.habits.rules.goal import Measure


class BestMonth(NamedTuple):
    """A month of the span: its first day, how many of its days were done, and their millionths."""

    month: int
    done: int
    amount: int


class Summary(NamedTuple):
    """`rate` is done over due, 0 to 1; None where nothing was due. `amount` is in millionths."""

    due: int
    done: int
    rate: float | None
    partial: int
    skipped: int
    lapsed: int
    amount: int
    by_weekday: list[tuple[int, int]]
    """(due, done) of each weekday, Monday first."""
    best_month: BestMonth | None
    """The one in which most was done; None where nothing was."""


def summary(course: Course, first: int, last: int, today: int) -> Summary:
    """The days from `first` to `last` counted; those before the habit's life hold nothing."""
    first = min(max(first, course.life.start), last)
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
        log.amount_between(first, last),
        [(_of_weekday(due, first, day), _of_weekday(done, first, day)) for day in range(7)],
        _best_month(course, done, first, last),
    )


def _best_month(course: Course, done: int, first: int, last: int) -> BestMonth | None:
    """By amount where much is better than little, else by days; of equals the newer."""
    amounts = {} if course.terms.measure is Measure.CHECK else course.log.amounts
    by_amount = not course.terms.quits
    best, most = None, (0, 0)
    drawn, month = f"{done:b}"[::-1], month_of(first)
    while month <= last:
        begin, after = max(month, first), next_month(month)
        end = min(after - 1, last)
        days = drawn.count("1", begin - first, end - first + 1)
        amount = sum(amounts.get(day, 0) for day in range(begin, end + 1)) if amounts else 0
        rank = (amount if by_amount else 0, days)
        if any(rank) and rank >= most:
            most, best = rank, BestMonth(month, days, amount)
        month = after
    return best


def _count(bits: int, origin: int, first: int, last: int) -> int:
    return between(bits, origin, first, last).bit_count()


def _of_weekday(bits: int, first: int, wanted: int) -> int:
    """How many of the days, counted from `first`, fall on a weekday (0 is Monday)."""
    return (bits & repeated(1 << (wanted - weekday(first)) % 7, 7, max(1, bits.bit_length()))).bit_count()
