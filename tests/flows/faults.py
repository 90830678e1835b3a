"""Faults as they creep in, to be planted on purpose: each is a small change of one real function."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from habitus.accounts.rules import days as civil_days
from habitus.accounts.rules.days import PersonClock
from habitus.habits.rules import due, merge, streak
from habitus.habits.rules.course import Course
from habitus.habits.rules.days import between, span
from habitus.habits.rules.periods import Period, period_of
from habitus.habits.rules.terms import Segment, Terms

Patch = pytest.MonkeyPatch


def due_a_day_too_long(patch: Patch) -> None:
    """A window reaches one day too far back."""
    asked = due._asked_by_window

    def wrong(course: Course, goal: Any, first: int, last: int) -> int:
        return asked(course, goal._replace(days=goal.days + 1), first, last)

    patch.setattr(due, "_asked_by_window", wrong)


def last_chance_a_day_late(patch: Patch) -> None:
    """A week asks only when it is too late."""
    needed = due.needed
    patch.setattr(due, "needed", lambda course, goal, period: max(0, needed(course, goal, period) - 1))


def no_summer_time(patch: Patch) -> None:
    """Days by the offset that the zone has in January."""

    def wrong(now: datetime, zone: str, day_start: int) -> date:
        offset = datetime(now.year, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
        return (now + offset - timedelta(minutes=day_start)).date()

    patch.setattr(civil_days, "civil_day", wrong)


def boundary_an_hour_off(patch: Patch) -> None:
    """A change of clock counts an hour after the day began."""
    begins = civil_days.next_boundary
    service = "habitus.accounts.service.rules.next_boundary"
    wrong = lambda now, zone, day_start: begins(now, zone, day_start) + timedelta(hours=1)  # noqa: E731
    patch.setattr(civil_days, "next_boundary", wrong)
    patch.setattr(service, wrong)


def frozen_is_missed(patch: Patch) -> None:
    _rest_of(patch, lambda log: log.skipped)


def frozen_adds(patch: Patch) -> None:
    """A freeze is counted as if it had been done."""

    def wrong(course: Course, first: int, last: int) -> int:
        return between(course.log.done | course.log.frozen, course.log.origin, first, last)

    patch.setattr(Course, "done", wrong)


def goal_of_the_first_day(patch: Patch) -> None:
    """A week is judged by the goal with which it began."""

    def wrong(course: Course, segment: Segment) -> Iterator[Period]:
        period = period_of(segment.goal, segment.first)
        while period.first <= segment.last:
            if course.terms.since_on(period.first) == segment.since:
                yield period
            period = period_of(segment.goal, period.last + 1)

    patch.setattr(streak, "_judged", wrong)


def goal_a_day_late(patch: Patch) -> None:
    def wrong(terms: Terms, day: int) -> int:
        number = len(terms.versions) - 1
        while number and terms.versions[number].from_day >= day:
            number -= 1
        return number

    patch.setattr(Terms, "_number_on", wrong)


def skipped_breaks(patch: Patch) -> None:
    """A skipped day is due, and ends the streak."""
    _rest_of(patch, lambda log: log.frozen)


def last_day_of_a_pause_is_work(patch: Patch) -> None:
    def wrong(terms: Terms, first: int, last: int) -> int:
        bits = 0
        for pause in terms.pauses:
            bits |= span(pause.first, pause.last - 1, first, last)
        return bits

    patch.setattr(Terms, "paused", wrong)


def day_start_is_midnight(patch: Patch) -> None:
    at = PersonClock.at
    patch.setattr(PersonClock, "at", lambda clock, now: (at(clock, now)[0], 0))


def earlier_tap_wins(patch: Patch) -> None:
    late = merge._is_late

    def wrong(day: Any, entry: Any, change: Any, tapped_at: int) -> bool:
        person = change.source is merge.Source.PERSON and entry.source is merge.Source.PERSON
        return day.at < tapped_at if person else late(day, entry, change, tapped_at)

    patch.setattr(merge, "_is_late", wrong)


def arrival_wins(patch: Patch) -> None:
    patch.setattr(merge, "_is_late", lambda *_: False)


def counted_again(patch: Patch) -> None:
    """An increment that is sent again adds again."""
    mark = merge._folded

    def wrong(day: Any) -> Any:
        folded = mark(day)
        folded.taps = {f"{client_id}+": tap for client_id, tap in folded.taps.items()}
        return folded

    patch.setattr(merge, "_folded", wrong)


def _rest_of(patch: Patch, kept: Any) -> None:
    def wrong(course: Course, first: int, last: int) -> int:
        log = course.log
        resting = between(kept(log), log.origin, first, last)
        paused = course.terms.paused(first, last)
        return resting | paused & ~between(log.marked | log.skipped | log.frozen, log.origin, first, last)

    patch.setattr(Course, "rest", wrong)


FAULTS = {
    "due": due_a_day_too_long,
    "due: last chance": last_chance_a_day_late,
    "DST": no_summer_time,
    "DST: boundary": boundary_an_hour_off,
    "freeze is a miss": frozen_is_missed,
    "freeze adds": frozen_adds,
    "goal edge: first day": goal_of_the_first_day,
    "goal edge: a day late": goal_a_day_late,
    "skip": skipped_breaks,
    "pause": last_day_of_a_pause_is_work,
    "day start": day_start_is_midnight,
    "replay: earlier": earlier_tap_wins,
    "replay: arrival": arrival_wins,
    "replay: twice": counted_again,
}
