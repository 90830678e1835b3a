"""A habit's course: what was asked of it, what was logged, and on which days it lives."""

from __future__ import annotations

from typing import NamedTuple

from habitus.habits.rules.days import FOREVER, between, has, ones, span
from habitus.habits.rules.log import Log
from habitus.habits.rules.terms import Terms


class Life(NamedTuple):
    """The days on which a habit can be due: from `start`, before `end` (None: it goes on)."""

    start: int
    end: int | None

    @property
    def last(self) -> int:
        return FOREVER if self.end is None else self.end - 1

    def days(self, first: int, last: int) -> int:
        """The bitmap of the days from `first` to `last` that it lives."""
        if self.start <= first and (self.end is None or last < self.end):
            return ones(first, last)
        return span(self.start, self.last, first, last)


class Course(NamedTuple):
    terms: Terms
    log: Log
    life: Life

    def rest(self, first: int, last: int) -> int:
        """Days that neither add to a streak nor break it: skipped, frozen, paused or never lived."""
        log = self.log
        resting = log.skipped | log.frozen
        if resting:
            resting = between(resting, log.origin, first, last)
        paused = self.terms.paused(first, last)
        if not paused:
            return resting
        return resting | paused & ~between(log.marked, log.origin, first, last)

    def active(self, first: int, last: int) -> int:
        """Days on which something can be asked: lived, and not at rest."""
        return self.life.days(first, last) & ~self.rest(first, last)

    def done(self, first: int, last: int) -> int:
        return between(self.log.done, self.log.origin, first, last)

    def lapsed(self, first: int, last: int) -> int:
        return between(self.log.lapsed, self.log.origin, first, last)

    def is_paused(self, day: int) -> bool:
        """Whether a day rests although its entry does not say so."""
        log = self.log
        return bool(self.terms.paused(day, day)) and not has(
            log.marked | log.skipped | log.frozen, log.origin, day
        )
