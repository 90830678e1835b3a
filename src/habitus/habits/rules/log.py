"""A habit's entries in the form the rules read: one bitmap a state, and the amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from habitus.habits.rules.days import between, has, month_of, next_month
from habitus.habits.rules.goal import Goal, Measure


class State(IntEnum):
    """What an entry says of its day; the numbers are stored."""

    NONE = 0
    DONE = 1
    SKIPPED = 2
    LAPSED = 3
    FROZEN = 4


class Mark(NamedTuple):
    """One entry: `amount` in millionths, for amount habits."""

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
    amount: int


@dataclass(frozen=True, slots=True)
class Log:
    """Bitmaps counted from `origin`, and day → millionths for amount habits.

    An amount day is `done` when its own amount is above 0 and the goal's days ending on it reach
    the target, and `partial` when it has an amount but is not done.
    """

    origin: int
    done: int = 0
    skipped: int = 0
    frozen: int = 0
    partial: int = 0
    amounts: Mapping[int, int] = field(default_factory=dict)

    @property
    def rest(self) -> int:
        """Days that neither add to a streak nor break it, and over which strength is carried."""
        return self.skipped | self.frozen

    @property
    def has_marks(self) -> bool:
        """Whether any day is marked; an empty log's `origin` means nothing."""
        return bool(self.done | self.skipped | self.frozen | self.partial)

    def is_done(self, day: int) -> bool:
        return has(self.done, self.origin, day)

    def is_rest(self, day: int) -> bool:
        return has(self.skipped | self.frozen, self.origin, day)

    def done_between(self, first: int, last: int) -> int:
        """How many of the days `first` to `last` are done."""
        return between(self.done, self.origin, first, last).bit_count()

    def amount_between(self, first: int, last: int) -> int:
        """The sum of the days `first` to `last`, in millionths."""
        amounts = self.amounts
        return sum(amounts.get(day, 0) for day in range(first, last + 1))


def log_of_marks(goal: Goal, marks: Iterable[Mark]) -> Log:
    """The log of entries in any order; a day at most once."""
    ordered = sorted(marks)
    if not ordered:
        return Log(0)
    origin = ordered[0].day
    bits = [0] * (max(State) + 1)
    for mark in ordered:
        bits[mark.state] |= 1 << (mark.day - origin)
    if goal.measure is Measure.CHECK:
        return Log(origin, bits[State.DONE], bits[State.SKIPPED], bits[State.FROZEN])
    amounts = {mark.day: mark.amount for mark in ordered if mark.state is State.DONE and mark.amount}
    done, partial = _amount_bits(goal, amounts, origin)
    return Log(origin, done, bits[State.SKIPPED], bits[State.FROZEN], partial, amounts)


def log_of_months(months: Sequence[MonthBits], amounts: Mapping[int, int] | None = None) -> Log:
    """The log of month rows, oldest first, with the amounts of the days that the caller will ask for."""
    if not months:
        return Log(0, amounts=amounts or {})
    origin = months[0].month
    done = skipped = frozen = partial = 0
    for row in months:
        shift = row.month - origin
        done |= row.done << shift
        skipped |= row.skipped << shift
        frozen |= row.frozen << shift
        partial |= row.partial << shift
    return Log(origin, done, skipped, frozen, partial, amounts or {})


def marked(log: Log, marks: Iterable[Mark]) -> Log:
    """The log of a check habit after entries were written over it."""
    new = list(marks)
    if not new:
        return log
    origin = min(mark.day for mark in new)
    if log.has_marks:
        origin = min(origin, log.origin)
    shift = log.origin - origin if log.has_marks else 0
    done, skipped, frozen = log.done << shift, log.skipped << shift, log.frozen << shift
    for mark in new:
        bit = 1 << (mark.day - origin)
        done = done | bit if mark.state is State.DONE else done & ~bit
        skipped = skipped | bit if mark.state is State.SKIPPED else skipped & ~bit
        frozen = frozen | bit if mark.state is State.FROZEN else frozen & ~bit
    return Log(origin, done, skipped, frozen)


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
        amount,
    )


def months_of_marks(marks: Iterable[Mark]) -> list[int]:
    """The months that hold an entry, oldest first."""
    return sorted({month_of(mark.day) for mark in marks})


def _amount_bits(goal: Goal, amounts: Mapping[int, int], origin: int) -> tuple[int, int]:
    target, width = goal.target or 0, goal.days
    done = partial = 0
    held: list[int] = []
    start = total = 0
    for day, amount in amounts.items():
        held.append(day)
        total += amount
        while held[start] <= day - width:
            total -= amounts[held[start]]
            start += 1
        if total >= target:
            done |= 1 << (day - origin)
        else:
            partial |= 1 << (day - origin)
    return done, partial
