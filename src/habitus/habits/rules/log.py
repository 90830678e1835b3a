"""A habit's entries in the form the rules read: one bitmap a mark, and the amounts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from habitus.habits.rules.days import between, has, month_of, moved, next_month
from habitus.habits.rules.goal import MICRO, Goal, Measure
from habitus.habits.rules.periods import period_of
from habitus.habits.rules.terms import Terms


class State(IntEnum):
    """What an entry says of its day; the numbers are stored."""

    NONE = 0
    DONE = 1
    SKIPPED = 2
    LAPSED = 3
    FROZEN = 4


class Mark(NamedTuple):
    """One entry: `amount` in millionths (of a checklist: its share); None where nothing was counted."""

    day: int
    state: State
    amount: int | None


class MonthBits(NamedTuple):
    """A month of a habit: bit 0 is the month's first day; `amount` is the sum in millionths."""

    month: int
    done: int
    skipped: int
    frozen: int
    partial: int
    lapsed: int
    amount: int


_NO_AMOUNTS: Mapping[int, int] = MappingProxyType({})


class Log(NamedTuple):
    """Bitmaps counted from `origin`, and day → millionths of the done days that count something.

    What a day is depends on the goal of that day (`log_of_marks`): `done` when it is met, `partial`
    when something was done but not enough; of a habit to quit `lapsed` when it was not kept, and
    `done` when it was marked as kept.
    """

    origin: int
    done: int = 0
    skipped: int = 0
    frozen: int = 0
    partial: int = 0
    lapsed: int = 0
    amounts: Mapping[int, int] = _NO_AMOUNTS

    @property
    def has_marks(self) -> bool:
        """Whether any day is marked; an empty log's `origin` means nothing."""
        return bool(self.done | self.skipped | self.frozen | self.partial | self.lapsed)

    @property
    def marked(self) -> int:
        """Days that say something of themselves, also while the habit is paused."""
        return self.done | self.partial | self.lapsed

    def is_done(self, day: int) -> bool:
        return has(self.done, self.origin, day)

    def done_between(self, first: int, last: int) -> int:
        """How many of the days `first` to `last` are done."""
        return between(self.done, self.origin, first, last).bit_count()

    def amount_between(self, first: int, last: int) -> int:
        """The sum of the days `first` to `last`, in millionths."""
        amounts = self.amounts
        if len(amounts) < last - first:
            return sum(amount for day, amount in amounts.items() if first <= day <= last)
        return sum(amounts.get(day, 0) for day in range(first, last + 1))


def log_of_marks(terms: Terms, marks: Iterable[Mark]) -> Log:
    """The log of entries in any order; a day at most once."""
    ordered = sorted(marks)
    return _log_of(terms, ordered, amounts_of(ordered) if terms.counts else {}) if ordered else Log(0)


def amounts_of(marks: Iterable[Mark]) -> dict[int, int]:
    """Day → millionths of the done days that count something, in the order of the marks."""
    return {mark.day: mark.amount for mark in marks if mark.state is State.DONE and mark.amount}


def remarked(terms: Terms, log: Log, marks: Iterable[Mark], since: int) -> Log:
    """The log of a habit that counts amounts, once `marks` are all of its entries from `since` on."""
    ordered = sorted(marks)
    amounts = {day: amount for day, amount in log.amounts.items() if day < since} | amounts_of(ordered)
    new = _log_of(terms, ordered, amounts)
    if not log.has_marks:
        return new
    old, origin = log.origin, min(log.origin, new.origin)

    def joined(before: int, after: int) -> int:
        return between(before, old, origin, since - 1) | moved(after, new.origin, origin)

    return Log(
        origin,
        joined(log.done, new.done),
        joined(log.skipped, new.skipped),
        joined(log.frozen, new.frozen),
        joined(log.partial, new.partial),
        joined(log.lapsed, new.lapsed),
        amounts,
    )


def log_of_months(months: Sequence[MonthBits], amounts: Mapping[int, int] | None = None) -> Log:
    """The log of month rows, oldest first, with the amounts of the days that the caller will ask for."""
    if not months:
        return Log(0, amounts=amounts or {})
    origin = months[0].month
    done = skipped = frozen = partial = lapsed = 0
    for row in months:
        shift = row.month - origin
        done |= row.done << shift
        if row.skipped or row.frozen or row.partial or row.lapsed:
            skipped |= row.skipped << shift
            frozen |= row.frozen << shift
            partial |= row.partial << shift
            lapsed |= row.lapsed << shift
    return Log(origin, done, skipped, frozen, partial, lapsed, amounts or {})


def marked(log: Log, marks: Iterable[Mark]) -> Log:
    """The log of a habit that counts nothing, after entries were written over it."""
    new = list(marks)
    if not new:
        return log
    origin = min(mark.day for mark in new)
    if log.has_marks:
        origin = min(origin, log.origin)
    shift = log.origin - origin if log.has_marks else 0
    bits = [0, log.done << shift, log.skipped << shift, log.lapsed << shift, log.frozen << shift]
    for mark in new:
        bit = 1 << (mark.day - origin)
        for state in range(1, len(bits)):
            bits[state] = bits[state] | bit if state == mark.state else bits[state] & ~bit
    return Log(origin, bits[State.DONE], bits[State.SKIPPED], bits[State.FROZEN], lapsed=bits[State.LAPSED])


def month_bits(log: Log, month: int) -> MonthBits:
    """One month of a log, as it is stored."""
    origin, last = log.origin, next_month(month) - 1
    amount = log.amount_between(month, last) if log.amounts else 0
    return MonthBits(
        month,
        between(log.done, origin, month, last),
        between(log.skipped, origin, month, last),
        between(log.frozen, origin, month, last),
        between(log.partial, origin, month, last),
        between(log.lapsed, origin, month, last),
        amount,
    )


def months_of_marks(marks: Iterable[Mark]) -> list[int]:
    """The months that hold an entry, oldest first."""
    return sorted({month_of(mark.day) for mark in marks})


def _log_of(terms: Terms, marks: Sequence[Mark], amounts: Mapping[int, int]) -> Log:
    """The log of marks in their order; `amounts` also hold those of the days before that count with them."""
    origin = marks[0].day
    bits = [0] * len(State)
    for mark in marks:
        bits[mark.state] |= 1 << (mark.day - origin)
    skipped, frozen = bits[State.SKIPPED], bits[State.FROZEN]
    if not terms.counts:
        return Log(origin, bits[State.DONE], skipped, frozen, lapsed=bits[State.LAPSED])
    done, partial, lapsed = _judged(terms, marks, amounts)
    return Log(origin, done, skipped, frozen, partial, lapsed | bits[State.LAPSED], amounts)


def _judged(terms: Terms, marks: Sequence[Mark], amounts: Mapping[int, int]) -> tuple[int, int, int]:
    """(done, partial, lapsed) of the days marked as done, each by the goal of its day."""
    origin = marks[0].day
    sums = _Sums(amounts)
    done = partial = lapsed = 0
    for mark in marks:
        if mark.state is not State.DONE:
            continue
        bit = 1 << (mark.day - origin)
        goal = terms.goal_on(mark.day)
        if terms.quits:
            over = bool(mark.amount) and sums.of(goal, mark.day) > (goal.target or 0)
            lapsed, done = (lapsed | bit, done) if over else (lapsed, done | bit)
        elif _is_met(terms, goal, mark, sums):
            done |= bit
        elif mark.amount:
            partial |= bit
    return done, partial, lapsed


def _is_met(terms: Terms, goal: Goal, mark: Mark, sums: _Sums) -> bool:
    if terms.measure is Measure.CHECK:
        return mark.amount is None or mark.amount >= MICRO
    return bool(mark.amount) and sums.of(goal, mark.day) >= (goal.target or 0)


class _Sums:
    """Sums of amounts up to a day, each in the steps of a bisection."""

    def __init__(self, amounts: Mapping[int, int]) -> None:
        self._days = list(amounts)
        self._totals = [0, *accumulate(amounts.values())]
        self._amounts = amounts

    def of(self, goal: Goal, day: int) -> int:
        """What counts towards the goal on a day: its own amount, or the sum of its span so far."""
        if not goal.sums:
            return self._amounts.get(day, 0)
        first = period_of(goal, day).first
        return self._totals[bisect_left(self._days, day + 1)] - self._totals[bisect_left(self._days, first)]
