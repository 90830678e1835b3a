"""How a made-up person's habits go: pure and seeded, so that the same day always turns out the same.

A person's days run from `Span.begins` to `Span.anchor`, the day the demo was made for; a demo that is
topped up later goes on behind the anchor. "Ago" counts days back from the anchor, a "part" is a share of
the way to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from habitus.habits.models import NewHabit
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change, SkipReason

Rhythm = Callable[[date, int], bool]
"""Whether a habit is thought of on a day, given how many days its life has lasted by then."""

SKIPS_OF_MISSES, NOTES_OF_DONE = 0.15, 0.03
EARLY = time(9, 20)
CLEAN_TAPS = 0.85
"""How often somebody who quits says so; a closed day without a lapse counts anyway."""


class Told(NamedTuple):
    """A day that is told exactly; `state` None is a day on which nothing was tapped."""

    state: State | None = State.DONE
    amount: float | None = None
    steps: str | None = None
    """The ticked steps, a letter each."""
    note: str | None = None
    reason: SkipReason | None = None


OPEN = Told(None)


@dataclass(frozen=True, slots=True)
class Span:
    begins: date
    anchor: date

    def ago(self, day: date) -> int:
        return (self.anchor - day).days

    def at(self, part: float) -> date:
        return self.begins + timedelta(days=round(part * self.ago(self.begins)))

    def length(self, days: int) -> int:
        """Days of a year in a span that may be shorter."""
        return max(2, round(days * min(1.0, self.ago(self.begins) / 365)))

    def part_of(self, day: date) -> float:
        """How far along a day is, at most 1."""
        return min(1.0, (day - self.begins).days / max(1, self.ago(self.begins)))


@dataclass(frozen=True, slots=True)
class Life:
    """A habit and what becomes of it. `chance` is of a done day, at first and by now."""

    new: NewHabit
    at: str
    """About when it is tapped, as HH:MM."""
    chance: tuple[float, float]
    weekend: float = 1.0
    """What Saturdays and Sundays make of the chance."""
    rhythm: Rhythm = lambda _day, _age: True
    sure: int = 0
    """So many days before the anchor went well, all of them."""
    amounts: tuple[float, ...] = ()
    less: tuple[float, ...] = ()
    """What a day came to that was not enough; empty for nothing at all."""
    told: Mapping[int, Told] = field(default_factory=dict)
    """By days ago."""
    notes: tuple[str, ...] = ()
    skips: bool = True
    since: float = 0.0
    goals: tuple[tuple[float, NewGoal], ...] = ()
    """What was asked for later, by part."""
    archived: float | None = None
    deleted: float | None = None
    today: Told = OPEN
    """What is tapped by now; the rest of the day follows when the demo is topped up."""
    open_yesterday: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Some days on which nothing is asked, of one habit or of all; without `days` until further notice."""

    part: float
    days: int | None
    reason: str
    of: str | None = None
    """The name of a habit."""

    def last(self, span: Span) -> date | None:
        if self.days is None:
            return None
        return span.at(self.part) + timedelta(days=span.length(self.days) - 1)


class Slump(NamedTuple):
    """Some days on which little went well: all chances are smaller by `factor`."""

    part: float
    days: int
    factor: float


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    language: str
    zone: str
    role: str
    lives: tuple[Life, ...]
    rests: tuple[Rest, ...] = ()
    slumps: tuple[Slump, ...] = ()

    def habit_id(self, life: Life) -> UUID:
        """The same for the same habit of the same person, so that addresses stay."""
        return uuid5(NAMESPACE_URL, f"habitus-demo:{self.email}:{life.new.name}")


def on(*weekdays: int) -> Rhythm:
    """On ISO weekdays."""
    return lambda day, _age: day.isoweekday() in weekdays


def every(days: int, phase: int = 0) -> Rhythm:
    return lambda _day, age: age % days == phase


def of_month(*days: int) -> Rhythm:
    return lambda day, _age: day.day in days


def last_of(life: Life, span: Span) -> date | None:
    """The last day on which a habit can be tapped, or None for no end."""
    ends = [part for part in (life.archived, life.deleted) if part is not None]
    return span.at(min(ends)) - timedelta(days=1) if ends else None


def changes(person: Person, life: Life, span: Span, days: tuple[date, date], now: datetime) -> list[Change]:
    """The taps of the first to the last of `days`, of which the day of `now` is not over yet."""
    today = now.astimezone(ZoneInfo(person.zone)).date()
    first = max(days[0], span.at(life.since))
    last = min(days[1], last_of(life, span) or days[1])
    told = [
        (day, life.today if day == today else _past(person, life, span, day, today))
        for day in _days(first, last)
    ]
    latest = _early(person, now)
    return [_change(person, life, day, one, latest) for day, one in told if one.state is not None]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _past(person: Person, life: Life, span: Span, day: date, today: date) -> Told:
    if day == today - timedelta(days=1) and life.open_yesterday:
        return OPEN
    if _rests(person, life, span, day):
        return OPEN
    return life.told.get(span.ago(day)) or _by_chance(person, life, span, day)


def _rests(person: Person, life: Life, span: Span, day: date) -> bool:
    return any(
        rest.of in {None, life.new.name}
        and day >= span.at(rest.part)
        and ((last := rest.last(span)) is None or day <= last)
        for rest in person.rests
    )


def _by_chance(person: Person, life: Life, span: Span, day: date) -> Told:
    if not life.rhythm(day, (day - span.begins).days):
        return OPEN
    dice = Random(f"{person.name} {life.new.name} {span.ago(day)}")
    if 0 < span.ago(day) <= life.sure or dice.random() < _chance(person, life, span, day):
        return _good(life, dice)
    if life.skips and dice.random() < SKIPS_OF_MISSES:
        return Told(State.SKIPPED, reason=dice.choice(tuple(SkipReason)))
    return _bad(life, dice)


def _chance(person: Person, life: Life, span: Span, day: date) -> float:
    first, now = life.chance
    chance = first + (now - first) * span.part_of(day)
    for slump in person.slumps:
        if 0 <= (day - span.at(slump.part)).days < span.length(slump.days):
            chance *= slump.factor
    return chance * life.weekend if day.isoweekday() > 5 else chance


def _good(life: Life, dice: Random) -> Told:
    if life.new.kind is Kind.QUIT and life.new.measure is Measure.CHECK and dice.random() > CLEAN_TAPS:
        return OPEN
    note = dice.choice(life.notes) if life.notes and dice.random() < NOTES_OF_DONE else None
    return Told(
        amount=dice.choice(life.amounts) if life.amounts else None,
        steps="".join(step.id for step in life.new.steps) or None,
        note=note,
    )


def _bad(life: Life, dice: Random) -> Told:
    """Something of it, or nothing."""
    if life.less:
        return Told(amount=dice.choice(life.less))
    ticked = "".join(step.id for step in life.new.steps if dice.random() < 0.6)
    return Told(steps=ticked) if ticked else OPEN


def _change(person: Person, life: Life, day: date, told: Told, latest: datetime) -> Change:
    assert told.state is not None
    return Change(
        day,
        told.state,
        tapped_at=min(_tapped_at(person, life, day), latest),
        zone=person.zone,
        day_start=0,
        amount=told.amount,
        note=told.note,
        steps=None if told.steps is None else tuple(told.steps),
        reason=told.reason,
    )


def _tapped_at(person: Person, life: Life, day: date) -> datetime:
    """Some minutes around the usual time."""
    dice = Random(f"{life.new.name} at {day}")
    usual = datetime.combine(day, time.fromisoformat(life.at), ZoneInfo(person.zone))
    return (usual + timedelta(minutes=dice.randrange(-12, 13))).astimezone(UTC)


def _early(person: Person, now: datetime) -> datetime:
    """The latest that today's taps are from: whoever plays with the demo taps later, and wins."""
    zone = ZoneInfo(person.zone)
    return min(now, datetime.combine(now.astimezone(zone), EARLY, zone).astimezone(UTC))
