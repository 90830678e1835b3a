"""Make the made-up household, or bring it up to today: `python -m demo.make --data DIR [--days 400]`.

Everything goes through the services that the app uses, under a clock that walks from the first day to now,
with the days closed on the way as the jobs of a running server would: `habitus doctor` must find nothing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from demo.house import House
from demo.jonas import JONAS
from demo.lives import Life, Person, Rest, Span, changes
from demo.mira import MIRA
from habitus import wiring
from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me
from habitus.accounts.passwords import hash_password
from habitus.accounts.schemas.people import ProfileWrite
from habitus.accounts.tokens import RefreshTokens
from habitus.habits import lifecycle, pausing, service
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.merge import Change
from habitus.habits.schemas.pauses import PauseWrite
from habitus.kernel.backup import alone
from habitus.kernel.clock import system_clock
from habitus.kernel.crypto import load_or_create
from habitus.kernel.db import Database, Tx
from habitus.kernel.logs import configure_logs
from habitus.kernel.outbox import drain
from habitus.kernel.settings import Settings
from habitus.today.jobs import start_day_closes

PEOPLE = (MIRA, JONAS)
PASSWORD = "seven flat stones in a row"
ZONE = ZoneInfo("Europe/Berlin")
"""The zone in which the household's clock walks."""
DAYS = 400
STRIDE = 28
"""Days between two looks at the clock, at most."""
DAWN, NIGHT = clock_time(5), clock_time(23, 30)
CARD = "demo.json"
"""What was made, kept beside the database."""


class NotADemo(Exception):
    """The folder holds something else; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Card:
    span: Span
    until: date | None
    """The last day that was made; None while it is being made."""


class WalkingClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Event(NamedTuple):
    """Something other than a tap that a person does on a day."""

    day: date
    person: Person
    act: Callable[[Tx, Me], object]
    early: bool = False


def make(folder: Path, *, days: int = DAYS, now: datetime | None = None, fresh: bool = False) -> Card:
    """Make the demo in a folder, or add the days since; gives what it holds.

    Deterministic for a civil day of `now`. Raises NotADemo for a folder with something else in it.
    """
    moment = now or system_clock()
    today = moment.astimezone(ZONE).date()
    card = _card_of(folder)
    if fresh or card is None or card.until is None or card.until > today:
        _clear(folder)
        card = Card(Span(today - timedelta(days=days), today), None)
    if card.until == today:
        return card
    _write(folder, replace(card, until=None) if card.until is None else card)
    settings = Settings(data_dir=folder, database_url=None, key_file=None)
    clock = WalkingClock(moment)
    with alone(settings):
        database = wiring.open_database(settings, clock)
        try:
            Walk(database, settings, clock, card, moment).go()
        finally:
            database.close()
    made = replace(card, until=today)
    _write(folder, made)
    return made


class Walk:
    """A walk of the household's clock from where a card ends to now."""

    def __init__(
        self,
        database: Database[Actor, Me],
        settings: Settings,
        clock: WalkingClock,
        card: Card,
        now: datetime,
    ) -> None:
        self._database, self._clock, self._now, self._span = database, clock, now, card.span
        self._crew = wiring.crew(settings)
        self._today = now.astimezone(ZONE).date()
        self._until = card.until or card.span.begins - timedelta(days=1)
        self._is_new = card.until is None
        house = House(RefreshTokens(load_or_create(settings.secrets_file)))
        lived = (event for person in PEOPLE for event in _events(person, card.span))
        shared = (Event(*deed) for deed in house.deeds(card.span))
        self._events = sorted(
            (event for event in (*lived, *shared) if event.day > self._until), key=lambda event: event.day
        )

    def go(self) -> None:
        if self._is_new:
            self._move(self._span.begins, DAWN)
            _add_people(self._database)
        # What was open on the last two days that were made has been done since.
        walked = self._until if self._is_new else self._until - timedelta(days=2)
        for day in self._stops():
            self._move(day, DAWN)
            self._act(day, early=True)
            self._move(day, NIGHT)
            self._tap(walked + timedelta(days=1), day)
            self._act(day, early=False)
            self._close_days()
            walked = day

    def _stops(self) -> list[date]:
        """The days on which something happens, some days between, and today."""
        count = (self._today - self._until).days
        between = (self._until + timedelta(days=ahead) for ahead in range(STRIDE, count, STRIDE))
        return sorted({event.day for event in self._events} | {*between, self._today})

    def _move(self, day: date, at: clock_time) -> None:
        self._clock.now = min(datetime.combine(day, at, ZONE).astimezone(UTC), self._now)

    def _act(self, day: date, *, early: bool) -> None:
        for event in self._events:
            if (event.day, event.early) == (day, early):
                self._database.run_write(as_person, event.person.email, event.act)

    def _tap(self, first: date, last: date) -> None:
        for person in PEOPLE:
            for life in person.lives:
                found = changes(person, life, self._span, (first, last), self._now)
                if found:
                    self._database.run_write(as_person, person.email, _tapping(person.habit_id(life), found))

    def _close_days(self) -> None:
        self._database.run_write(start_day_closes, {})
        drain(self._database, self._crew)


def as_person(tx: Tx, email: str, act: Callable[[Tx, Me], object]) -> None:
    """What a request of theirs would do: they are proven, act, and their version moves on."""
    me = accounts.person_by_email(tx, email)
    act(tx, me)
    accounts.touch(tx, me)


def _add_people(database: Database[Actor, Me]) -> None:
    hashed = hash_password(PASSWORD)
    for person in PEOPLE:
        new = accounts.NewPerson(
            person.email, person.name, hashed, person.role, zone=person.zone, language=person.language
        )
        database.run_write(accounts.create_person, new)
        database.run_write(as_person, person.email, settle_in)


def settle_in(tx: Tx, me: Me) -> None:
    """Their first steps are behind them."""
    accounts.update_profile(tx, me, ProfileWrite(first_weekday=1, onboarded=True))


def _events(person: Person, span: Span) -> Iterator[Event]:
    for life in person.lives:
        yield from _events_of(person, life, span)
    for rest in person.rests:
        yield Event(span.at(rest.part), person, _resting(person, rest, span), early=True)


def _events_of(person: Person, life: Life, span: Span) -> Iterator[Event]:
    habit_id = person.habit_id(life)
    new = replace(life.new, id=habit_id)
    yield Event(span.at(life.since), person, lambda tx, me: lifecycle.create(tx, me, new), early=True)
    for part, goal in life.goals:
        yield Event(span.at(part), person, _asking(person, life, goal), early=True)
    if life.archived is not None:
        yield Event(span.at(life.archived), person, lambda tx, me: lifecycle.archive(tx, me, habit_id))
    if life.deleted is not None:
        yield Event(span.at(life.deleted), person, lambda tx, me: lifecycle.delete(tx, me, habit_id))


def _asking(person: Person, life: Life, goal: NewGoal) -> Callable[[Tx, Me], object]:
    return lambda tx, me: lifecycle.set_goal(tx, me, person.habit_id(life), goal, None)


def _resting(person: Person, rest: Rest, span: Span) -> Callable[[Tx, Me], object]:
    ids = [person.habit_id(life) for life in person.lives if life.new.name == rest.of]
    new = PauseWrite.model_validate(
        {
            "habit_id": ids[0] if ids else None,
            "first": span.at(rest.part),
            "last": rest.last(span),
            "reason": rest.reason,
        }
    )
    return lambda tx, me: pausing.add(tx, me, new)


def _tapping(habit_id: UUID, found: Sequence[Change]) -> Callable[[Tx, Me], object]:
    return lambda tx, me: service.apply(tx, me, habit_id, found)


def _card_of(folder: Path) -> Card | None:
    file = folder / CARD
    if not file.exists():
        return None
    found = json.loads(file.read_text())
    until = found["until"]
    span = Span(date.fromisoformat(found["begins"]), date.fromisoformat(found["anchor"]))
    return Card(span, until and date.fromisoformat(until))


def _write(folder: Path, card: Card) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "begins": card.span.begins.isoformat(),
        "anchor": card.span.anchor.isoformat(),
        "until": card.until and card.until.isoformat(),
    }
    (folder / CARD).write_text(json.dumps(told) + "\n")


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / CARD).exists():
        raise NotADemo(f"{folder} is not empty and holds no demo. Name another folder.")
    shutil.rmtree(folder, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder it is made in")
    parser.add_argument("--days", type=int, default=DAYS, help="how many days it goes back (%(default)s)")
    parser.add_argument("--fresh", action="store_true", help="throw away what is there")
    parser.add_argument("--at", type=datetime.fromisoformat, help="pretend that it is now this instant")
    options = parser.parse_args(arguments)
    configure_logs(level="warning", as_json=False)
    began = time.monotonic()
    try:
        card = make(options.data, days=options.days, now=options.at, fresh=options.fresh)
    except NotADemo as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(
        f"The demo in {options.data} goes from {card.span.begins} to {card.until}"
        f" ({time.monotonic() - began:.1f} s)."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
