"""The terms of a habit: what it asks from which day on, and when it rests.

They are kept with the habit as one short text (a rollup of its goals and pauses), so that no day has to
be judged by joining tables; a text that was read before is not read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from habitus.habits.rules.days import span
from habitus.habits.rules.goal import Goal, Kind, Measure, Schedule, Unit, reach_of, unit_of


class Version(NamedTuple):
    """A goal and the first day it is in force; a habit's first version reaches back for ever."""

    from_day: int
    goal: Goal


class Pause(NamedTuple):
    """Days on which nothing is asked, both ends included (`days.FOREVER` while it is open)."""

    first: int
    last: int


class Segment(NamedTuple):
    """Days with one goal in force."""

    goal: Goal
    first: int
    last: int
    since: int
    """The first day of the goal's version; 0 for the first, which reaches back for ever."""
    turns: bool
    """Whether a streak begins anew on its first day, because this goal counts in another unit."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`counts`: whether entries carry amounts (amounts, minutes, shares of a checklist)."""

    kind: Kind
    measure: Measure
    counts: bool
    versions: tuple[Version, ...]
    pauses: tuple[Pause, ...] = ()

    @property
    def quits(self) -> bool:
        return self.kind is Kind.QUIT

    @property
    def goal(self) -> Goal:
        """The goal in force now."""
        return self.versions[-1].goal

    def goal_on(self, day: int) -> Goal:
        return self.versions[self._number_on(day)].goal

    def since_on(self, day: int) -> int:
        """The first day of the version in force on a day; 0 for the first (`Segment.since`)."""
        number = self._number_on(day)
        return self.versions[number].from_day if number else 0

    def _number_on(self, day: int) -> int:
        number = len(self.versions) - 1
        while number and self.versions[number].from_day > day:
            number -= 1
        return number

    def unit_on(self, day: int) -> Unit:
        return unit_of(self.goal_on(day))

    def segments(self, first: int, last: int) -> Iterable[Segment]:
        """The goals in force from `first` to `last`, oldest first."""
        if len(self.versions) == 1:
            return (Segment(self.versions[0].goal, first, last, 0, turns=False),) if first <= last else ()
        return self._segments(first, last)

    def _segments(self, first: int, last: int) -> Iterator[Segment]:
        versions = self.versions
        for number, version in enumerate(versions):
            begin = first if number == 0 else max(first, version.from_day)
            end = last if number + 1 == len(versions) else min(last, versions[number + 1].from_day - 1)
            if begin <= end:
                turns = (
                    number > 0
                    and begin == version.from_day
                    and unit_of(versions[number - 1].goal) != unit_of(version.goal)
                )
                yield Segment(version.goal, begin, end, version.from_day if number else 0, turns)

    def reach(self, since: int) -> int:
        """How many days before a day from `since` on decide about it."""
        if len(self.versions) == 1:
            return reach_of(self.goal)
        return max(reach_of(segment.goal) for segment in self.segments(since, max(since, self._newest)))

    @property
    def _newest(self) -> int:
        return self.versions[-1].from_day

    def paused(self, first: int, last: int) -> int:
        """The bitmap of the paused days from `first` to `last`."""
        bits = 0
        for pause in self.pauses:
            bits |= span(pause.first, pause.last, first, last)
        return bits

    def full_on(self, day: int) -> int | None:
        """The amount that a bare "done" stands for: the target of what is to be built."""
        return None if self.quits or self.measure is Measure.CHECK else self.goal_on(day).target


def text_of(terms: Terms) -> str:
    """The terms as they are stored."""
    goals = [[version.from_day, *version.goal] for version in terms.versions]
    value = [terms.kind, terms.measure, int(terms.counts), goals, sorted(terms.pauses)]
    return json.dumps(value, separators=(",", ":"))


@lru_cache(maxsize=2048)
def terms_of(text: str, unlived: tuple[int, ...] = ()) -> Terms:
    """The terms of a stored text; days that the person never lived rest as paused ones do."""
    kind, measure, counts, goals, pauses = json.loads(text)
    versions = tuple(
        Version(from_day, Goal(Schedule(schedule), times, days, target, bool(sums), *rest))
        for from_day, schedule, times, days, target, sums, *rest in goals
    )
    resting = tuple(Pause(*pause) for pause in pauses)
    return Terms(
        Kind(kind), Measure(measure), bool(counts), versions, resting + tuple(Pause(d, d) for d in unlived)
    )


def with_goal(terms: Terms, goal: Goal, since: int, start: int) -> Terms:
    """The terms with a goal from a day on, instead of all that were in force from that day on.

    The first goal was in force from the habit's first day, `start`, on: so it stays for the days before.
    """
    kept = [version for version in terms.versions if version.from_day < since]
    if not kept and start < since:
        kept = [Version(start, terms.versions[0].goal)]
    return replace(terms, versions=(*kept, Version(since, goal)))


def with_pauses(terms: Terms, pauses: Iterable[Pause]) -> Terms:
    return replace(terms, pauses=tuple(sorted(pauses)))
