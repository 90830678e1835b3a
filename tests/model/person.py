"""A person, as slowly and plainly as it can be said: a clock read minute by minute, and all taps ever made.

What a day came to is worked out from the whole list of its taps, in whatever order they arrived.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from tests.model.habit import Reading, totals
from tests.model.things import DAY, MICRO, Goal, Habit, Mark, days

MINUTE = timedelta(minutes=1)
AMOUNT_MAX = 1_000_000_000
ALLOWED = {"build": {"none", "done", "skipped"}, "quit": {"none", "done", "skipped", "lapsed"}}


def shown(now: datetime, zone: str, day_start: int) -> date:
    """The day that the wall clock shows; where it is put back, a day may show that was over."""
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - day_start * MINUTE).date()


@lru_cache(maxsize=100_000)
def civil(now: datetime, zone: str, day_start: int) -> date:
    """The day an instant belongs to: once begun, a day does not end because a clock is put back."""
    return max(shown(now - minutes * MINUTE, zone, day_start) for minutes in range(3 * 60))


@lru_cache(maxsize=100_000)
def first_minute_after(day: date, since: datetime, zone: str, day_start: int) -> datetime:
    """The first instant from `since` on at which a clock shows a later day."""
    if civil(since, zone, day_start) > day:
        return since
    minute = since.replace(second=0, microsecond=0) + MINUTE
    while shown(minute, zone, day_start) <= day:
        minute += MINUTE
    return minute


class Clock:
    """By what zone and day start a person lived: (from when, zone, minutes), oldest first."""

    def __init__(self, made_at: datetime, zone: str, day_start: int = 0) -> None:
        self.trips = [(made_at.astimezone(UTC), zone, day_start)]

    def in_force(self, now: datetime) -> tuple[str, int]:
        _, zone, day_start = [trip for trip in self.trips if trip[0] <= now][-1]
        return zone, day_start

    def change(self, now: datetime, zone: str, day_start: int) -> None:
        """Counts from the next day boundary on; asked again before it, the last word counts."""
        now = now.astimezone(UTC)
        self.trips = [trip for trip in self.trips if trip[0] <= now]
        running = self.in_force(now)
        if (zone, day_start) != running:
            boundary = first_minute_after(civil(now, *running), now, *running)
            self.trips.append((boundary, zone, day_start))

    def lived(self, now: datetime) -> list[tuple[datetime, date]]:
        """When each day of the person began: it never goes back, however far they travel."""
        now = now.astimezone(UTC)
        made_at, zone, day_start = self.trips[0]
        lived = [(made_at, civil(made_at, zone, day_start))]
        ends = [*(trip[0] for trip in self.trips[1:]), datetime.max.replace(tzinfo=UTC)]
        for (moment, zone, day_start), end in zip(self.trips, ends, strict=True):
            if moment > now:
                break
            begins = first_minute_after(lived[-1][1], moment, zone, day_start)
            while begins < end and begins <= now:
                lived.append((begins, civil(begins, zone, day_start)))
                begins = first_minute_after(lived[-1][1], begins, zone, day_start)
        return lived

    def today(self, now: datetime) -> date:
        return self.lived(now)[-1][1]

    def unlived(self, now: datetime) -> set[date]:
        lived = [day for _, day in self.lived(now)]
        return set(days(lived[0], lived[-1])) - set(lived)


@dataclass(frozen=True)
class Tap:
    """`amount` is in units: that of the mark, or how much an increment adds; a checklist's ticked share."""

    habit: str
    day: date
    tapped_at: datetime
    arrived_at: datetime
    kind: str = "mark"  # mark, increment
    state: str = "done"
    amount: Fraction | None = None
    note: str | None = None
    client_id: str | None = None
    source: str = "person"  # person, import, freeze
    ticks: bool = False  # the steps of a checklist

    @property
    def at(self) -> datetime:
        """A clock that is ahead counts as the moment of arrival."""
        return min(self.tapped_at, self.arrived_at)


@dataclass(frozen=True)
class Entry:
    state: str
    amount: Fraction | None
    note: str | None


def entry_of(taps: list[Tap]) -> Entry | None:
    """What all taps of a day come to, given in the order of their arrival."""
    heard = heard_of(taps)
    if not heard:
        return None
    said = [tap for tap in heard if tap.source != "freeze"]
    state, amount = _mark_of(said)
    return Entry("frozen" if state == "none" and _is_frozen(heard) else state, amount, _note_of(said))


def _is_frozen(heard: list[Tap]) -> bool:
    """Whether a freeze came after the tap that says the day has no mark; older taps have no effect."""
    winner = _winner_of([tap for tap in heard if tap.source != "freeze"])
    since = next((number for number, tap in enumerate(heard) if tap is winner), -1)
    return any(tap.source == "freeze" for tap in heard[since + 1 :])


def heard_of(taps: list[Tap]) -> list[Tap]:
    """Without what is sent again, imports over a person's taps, and freezes of a day that has a mark."""
    heard: list[Tap] = []
    for tap in taps:
        again = tap.client_id is not None and any(tap.client_id == one.client_id for one in heard)
        written = any(one.source == "person" for one in heard)
        said = [one for one in heard if one.source != "freeze"]
        refused = (tap.source == "import" and written) or (
            tap.source == "freeze" and _mark_of(said)[0] != "none"
        )
        if not again and not refused:
            heard.append(tap)
    return heard


def _winner_of(said: list[Tap]) -> Tap | None:
    """The last mark tapped by the person; without one, the import that came last."""
    imported = [tap for tap in said if tap.source == "import"]
    marks = [tap for tap in said if tap.source == "person" and tap.kind == "mark"]
    if marks:
        return max(enumerate(marks), key=lambda pair: (pair[1].at, pair[0]))[1]
    return imported[-1] if imported else None


def _mark_of(said: list[Tap]) -> tuple[str, Fraction | None]:
    """The mark that counts, and the increments tapped since (on an import: all of them)."""
    winner = _winner_of(said)
    increments = [tap for tap in said if tap.kind == "increment"]
    if winner is not None and winner.source == "person":
        increments = [tap for tap in increments if tap.at >= winner.at]
    state, amount = ("none", None) if winner is None else (winner.state, winner.amount)
    if not increments:
        return state, amount
    base = amount or Fraction(0)
    return "done", within(base + sum((tap.amount or 0 for tap in increments), Fraction(0)))


def _note_of(said: list[Tap]) -> str | None:
    """The last note written or removed by the person, or else by the import that came last."""
    noted = [tap for tap in said if tap.note is not None]
    persons = [tap for tap in noted if tap.source == "person"]
    if persons:
        return max(enumerate(persons), key=lambda pair: (pair[1].at, pair[0]))[1].note or None
    return noted[-1].note or None if noted else None


def micro(amount: Fraction) -> Fraction:
    """Rounded to millionths, half to even."""
    return Fraction(round(amount * MICRO), MICRO)


def within(amount: Fraction) -> Fraction:
    return min(max(Fraction(0), amount), Fraction(AMOUNT_MAX))


def share(ticked: int, steps: int) -> Fraction:
    """The credit of a checklist."""
    return micro(Fraction(ticked, steps))


@dataclass
class Kept:
    """A habit as a person keeps it; `habit` has only its settings, taps are by day in order of arrival."""

    habit: Habit
    archived_at: datetime | None = None
    deleted: bool = False
    skip_budget: int | None = None
    taps: dict[date, list[Tap]] = field(default_factory=dict)


class Person:
    """Everything a person set up and tapped; all else is worked out from it."""

    def __init__(self, made_at: datetime, zone: str = "UTC", day_start: int = 0) -> None:
        self.clock = Clock(made_at, zone, day_start)
        self.pauses: list[tuple[date, date | None]] = []
        self.kept: dict[str, Kept] = {}

    def today(self, now: datetime) -> date:
        return self.clock.today(now)

    # Setting up

    def keep(self, name: str, habit: Habit, skip_budget: int | None = None) -> None:
        self.kept[name] = Kept(habit, skip_budget=skip_budget)

    def set_goal(self, name: str, since: date, goal: Goal) -> None:
        """From a day on, in the place of all that was in force from that day on.

        From its first day on it is the goal of all days; else the days before keep what was asked on them.
        What is asked already begins no new version.
        """
        habit = self.kept[name].habit
        now = Reading(replace(habit, entries=self._marks(name)), since)
        if since > habit.goals[-1][0] and now.goal_on(since) == goal:
            return
        if since <= now.start:
            since = min(since, habit.goals[0][0])
        before = [version for version in habit.goals if version[0] < since]
        if not before and now.start < since:
            before = [(now.start, habit.goals[0][1])]
        habit.goals = [*before, (since, goal)]

    def archive(self, name: str, now: datetime) -> None:
        kept = self.kept[name]
        if kept.habit.archived_day is None:
            kept.habit.archived_day, kept.archived_at = self.today(now), now

    def restore(self, name: str, now: datetime) -> None:
        kept = self.kept[name]
        first, last = kept.habit.archived_day, self.today(now) - DAY
        kept.habit.archived_day = kept.archived_at = None
        if first is not None and first <= last:
            kept.habit.pauses = [*kept.habit.pauses, (first, last)]

    def delete(self, name: str) -> None:
        self.kept[name].deleted = True

    def undelete(self, name: str) -> None:
        self.kept[name].deleted = False

    def pause(self, first: date, last: date | None, name: str | None = None) -> None:
        """Of one habit, or of all there are and will be."""
        pauses = self.pauses if name is None else self.kept[name].habit.pauses
        pauses.append((first, last))

    # Taps

    def tap(self, tap: Tap) -> str | None:
        """Take a tap; None when it is taken, or why it is refused.

        That is deleted, day, state, amount, archived or budget.
        """
        refusal = self._refusal(tap)
        if refusal is None:
            self._taps(tap).append(self._settled(tap))
        return refusal

    def _refusal(self, tap: Tap) -> str | None:
        kept = self.kept[tap.habit]
        if kept.deleted:
            return "deleted"
        if tap.day > self.today(tap.arrived_at) + DAY:
            return "day"
        if tap.state not in ALLOWED[kept.habit.kind] and not (tap.source == "freeze" and self._builds(tap)):
            return "state"
        counts = tap.kind == "increment" or tap.amount is not None
        if counts and kept.habit.measure == "check" and not tap.ticks:
            return "amount"
        return self._refusal_of_person(tap) if tap.source == "person" else None

    def _refusal_of_person(self, tap: Tap) -> str | None:
        kept = self.kept[tap.habit]
        ended, archived_at = kept.habit.archived_day, kept.archived_at
        if ended is not None and archived_at is not None and tap.day >= ended and tap.at > archived_at:
            return "archived"
        return "budget" if self._is_one_skip_too_many(tap) else None

    def _builds(self, tap: Tap) -> bool:
        return self.kept[tap.habit].habit.kind == "build"

    def _is_one_skip_too_many(self, tap: Tap) -> bool:
        kept = self.kept[tap.habit]
        if kept.skip_budget is None or tap.state != "skipped":
            return False
        after = entry_of([*kept.taps.get(tap.day, []), self._settled(tap)])
        if after is None or after.state != "skipped" or self._is_skipped(tap.habit, tap.day):
            return False
        month = [day for day in kept.taps if (day.year, day.month) == (tap.day.year, tap.day.month)]
        return sum(self._is_skipped(tap.habit, day) for day in month) >= kept.skip_budget

    def _is_skipped(self, name: str, day: date) -> bool:
        entry = self.entry(name, day)
        return entry is not None and entry.state == "skipped"

    def _settled(self, tap: Tap) -> Tap:
        """A tap with its amount in millionths.

        Done without one is the target of its day as it is then; of a habit to quit it means clean.
        """
        habit = self.kept[tap.habit].habit
        if tap.kind == "increment":
            return replace(tap, amount=micro(tap.amount or Fraction(0)))
        if tap.state != "done":
            return replace(tap, amount=None)
        if tap.amount is not None:
            return replace(tap, amount=within(micro(tap.amount)))
        if habit.measure == "check" or habit.kind == "quit":
            return tap
        return replace(tap, amount=Reading(habit, tap.day).goal_on(tap.day).target)

    def _taps(self, tap: Tap) -> list[Tap]:
        return self.kept[tap.habit].taps.setdefault(tap.day, [])

    # Asking

    def entry(self, name: str, day: date) -> Entry | None:
        return entry_of(self.kept[name].taps.get(day, []))

    def habit(self, name: str, now: datetime) -> Habit:
        """A habit with all that happened to it until now."""
        kept = self.kept[name]
        return replace(
            kept.habit,
            pauses=[*kept.habit.pauses, *self.pauses],
            unlived=self.clock.unlived(now),
            entries=self._marks(name),
        )

    def _marks(self, name: str) -> dict[date, Mark]:
        entries = {day: self.entry(name, day) for day in self.kept[name].taps}
        return {day: Mark(entry.state, entry.amount) for day, entry in entries.items() if entry is not None}

    def reading(self, name: str, now: datetime) -> Reading:
        return Reading(self.habit(name, now), self.today(now))

    def totals(self, day: date, now: datetime) -> tuple[int, int]:
        """(due, done) of a day: archived habits count for the days they lived, deleted ones do not."""
        counted = [self.habit(name, now) for name, kept in self.kept.items() if not kept.deleted]
        return totals(counted, day, self.today(now))
