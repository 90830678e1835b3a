"""Everything that is stored and shown of a person, held against the slow model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from tests.flows.world import World
from tests.model.habit import Reading
from tests.model.things import DAY, MICRO, Month, Opening, days

from habitus.accounts.models import Me
from habitus.habits import pausing, service
from habitus.habits.queries import days as day_queries
from habitus.habits.queries import entries, habits, months
from habitus.habits.queries.tables import Figures, figures_of
from habitus.habits.rules.days import listed
from habitus.habits.rules.due import Totals
from habitus.habits.rules.heat import DONE, DUE, PARTIAL, REST
from habitus.habits.rules.merge import Entry
from habitus.habits.rules.rollup import MonthRow
from habitus.kernel.db import Tx


def same(what: str, told: object, expected: object) -> None:
    """Raises AssertionError with both."""
    assert told == expected, f"{what}\n  is    {told}\n  ought {expected}"


ALL_TIME = (date(1900, 1, 1), date(2200, 1, 1))
STRIP = 7
STREAKS_MAX = 50
AROUND = 3
"""Days before anything was kept that are looked at too."""


@dataclass(frozen=True)
class One:
    """What is shown of one habit alone."""

    id: UUID
    heat: Any
    ledger: Any
    summary: Any
    strength: Any
    streaks: Any


@dataclass(frozen=True)
class Seen:
    """What a person's rows and screens say, read in one transaction."""

    me: Me
    figures: Mapping[UUID, Figures]
    entries: Mapping[UUID, Mapping[date, Entry]]
    rows: Mapping[UUID, list[MonthRow]]
    until: int | None
    person_days: Mapping[int, Totals]
    habits: Mapping[UUID, Any]
    all_heat: Any
    month: Any
    agendas: Mapping[date, service.agendas.Agenda]
    one: One | None
    pauses: set[tuple[UUID, date, date | None]]


def look(tx: Tx, me: Me, first: date, asked: set[date], alone: UUID | None) -> Seen:
    rows = {row.id: row for row in habits.habits(tx, me.key)}
    figures = {habit_id: figures_of(row, me) for habit_id, row in rows.items()}
    closing = day_queries.closing(tx, me.key)
    listed_habits = [
        habit
        for which in ("active", "archived")
        for habit in service.list_habits(tx, me, None, 50, which).items  # type: ignore[arg-type] # literals
    ]
    return Seen(
        me=me,
        figures=figures,
        entries={one: entries.entries(tx, me.key, found.key, *ALL_TIME) for one, found in figures.items()},
        rows={one: months.months(tx, me.key, found.key) for one, found in figures.items()},
        until=None if closing is None else closing.until,
        person_days=day_queries.totals(tx, me.key, ALL_TIME[0].toordinal(), ALL_TIME[1].toordinal()),
        habits={habit.id: habit for habit in listed_habits},
        all_heat=service.heat(tx, me, first.year, me.today.year, None),
        month=service.month(tx, me, f"{me.today:%Y-%m}"),
        agendas={day: service.agenda(tx, me, day) for day in asked},
        one=None if alone is None else _one(tx, me, first, alone),
        pauses={(row.id, row.first, row.last) for row in pausing.list_pauses(tx, me).items},
    )


def _one(tx: Tx, me: Me, first: date, habit_id: UUID) -> One:
    heat = service.heat(tx, me, first.year, me.today.year, habit_id)
    return One(
        habit_id,
        heat,
        service.ledger(tx, me, habit_id),
        service.summary(tx, me, habit_id, 45),
        service.strength(tx, me, habit_id, 45),
        service.streaks(tx, me, habit_id, STREAKS_MAX),
    )


class Comparison:
    """Holds one look at the real thing against the model; raises AssertionError with what differs."""

    def __init__(self, world: World, asked: date) -> None:
        self.world, self.now = world, world.now
        self.today = world.today
        kept = world.person.kept
        self.readings: dict[str, Reading] = {
            name: world.person.reading(name, self.now) for name, one in kept.items() if not one.deleted
        }
        marked = [day for one in self.readings.values() for day in one.habit.entries]
        starts = [one.start for one in self.readings.values()]
        self.first = min([self.today, *marked, *starts]) - AROUND * DAY
        names = list(self.readings)
        alone = world.ids[names[len(world.story) % len(names)]] if names else None
        self.seen = world.read(look, self.first, {self.today, asked}, alone)

    def check(self) -> None:
        self._person()
        for name, reading in self.readings.items():
            _Habit(name, self.world.ids[name], reading, self.seen, self.first).check()
        self._days()
        self._month()
        for day, agenda in self.seen.agendas.items():
            self._agenda(day, agenda)

    def _person(self) -> None:
        me, clock = self.seen.me, self.world.person.clock
        assert me.today == self.today
        same("unlived", {date.fromordinal(day) for day in me.unlived}, clock.unlived(self.now))
        assert (me.zone, me.day_start) == clock.in_force(self.now)
        mine = {self.world.ids[name] for name in self.readings}
        same("habits there are", set(self.seen.figures), mine)
        same("habits listed", set(self.seen.habits), mine)
        pauses = {(one, first, last) for one, (_, first, last) in self.world.pauses.items()}
        erasable = {one for one, (name, _, _) in self.world.pauses.items() if name in self.world.thrown_away}
        assert self.seen.pauses <= pauses, "pauses"
        assert {one[0] for one in pauses - self.seen.pauses} <= erasable, "pauses"

    def totals(self, day: date) -> tuple[int, int]:
        done = [one.counts_done(day) for one in self.readings.values()]
        due = [one.due(day) for one in self.readings.values()]
        return sum(a or b for a, b in zip(due, done, strict=True)), sum(done)

    def _counted_until(self) -> int:
        """A day that turned out never to be lived takes its week and month along, until it is closed too."""
        until = self.seen.until or 0
        return min([until, *(day - 32 for day in self.seen.me.unlived if day > until)])

    def _days(self) -> None:
        """The stored totals of all days that are counted, and the shown ones of all there were."""
        seen, heat = self.seen, self.seen.all_heat
        until = date.fromordinal(self._counted_until()) if seen.until else date.min
        assert until < self.today, "a day was closed that is not over"
        for day in days(self.first, self.today + DAY):
            expected = self.totals(day)
            stored = seen.person_days.get(day.toordinal())
            if day <= until:
                same(f"stored totals of {day}, closed until {until}", (stored or (0, 0)), expected)
            elif day >= self.today and stored is not None:
                same(f"stored totals of {day}, which is not over", stored, expected)
            if day <= self.today:
                place = (day - heat.first).days
                same(f"shown totals of {day}", (heat.due[place], heat.done[place]), expected)
        before = self.first.toordinal()
        assert not any(any(sums) for day, sums in seen.person_days.items() if day < before), "days before all"
        assert not any(heat.due[: (self.first - heat.first).days]), "days before all"

    def _month(self) -> None:
        month = self.seen.month
        assert month.days[-1].date == self.today
        for one in month.days:
            if one.date >= self.first:
                same(f"month's totals of {one.date}", (one.due, one.done), self.totals(one.date))
        shown = {one.id: one for one in month.habits}
        for name, reading in self.readings.items():
            one = shown.get(self.world.ids[name])
            if one is None:
                continue
            done = {day for day in days(month.days[0].date, self.today) if reading.counts_done(day)}
            due = {day for day in days(month.days[0].date, self.today) if reading.due(day)} | done
            same(f"{name} in its month", (one.due, one.done), (len(due), len(done)))
            same(f"{name}: streak in its month", one.streak, reading.streak()[0])
            looks = {mark.date: mark.state for mark in one.week}
            same(f"{name}: week in its month", looks, {day: reading.look(day) for day in looks})

    def _agenda(self, day: date, agenda: service.agendas.Agenda) -> None:
        if day >= self.first:
            same(f"agenda's totals of {day}", agenda.totals, self.totals(day))
        items = {item.id: item for item in agenda.items}
        for name, reading in self.readings.items():
            item = items.get(self.world.ids[name])
            if item is None:
                assert not reading.in_life(day), f"{name} is missing on {day}"
                assert not reading.due(day), f"{name} is missing on {day}"
                continue
            _same_figures(f"{name} on the agenda", item, reading)
            strip = {day - back * DAY: reading.look(day - back * DAY) for back in range(STRIP)}
            same(f"{name}: looks of {day}", {one.date: one.state for one in item.week}, strip)
            same(
                f"{name}: due on {day}", item.due or (reading.builds and reading.done(day)), reading.due(day)
            )


@dataclass(frozen=True)
class _Habit:
    name: str
    id: UUID
    reading: Reading
    seen: Seen
    first: date

    def check(self) -> None:
        self._entries()
        shown = self.seen.habits[self.id]
        same(f"{self.name}: start", shown.start, self.reading.start)
        assert [goal.from_day for goal in shown.goals] == [first for first, _ in self.reading.habit.goals]
        _same_figures(self.name, shown, self.reading)
        self._stored_figures()
        self._rows()
        self._digits()
        one = self.seen.one
        if one is not None and one.id == self.id:
            same(f"{self.name}: ledger", one.ledger.streak, self.reading.streak()[0])
            same(f"{self.name}: ledger's runs", sum(run.adds for run in one.ledger.runs), one.ledger.streak)
            self._summary(one.summary)
            self._strength(one.strength)
            self._streaks(one.streaks)
            self._days_alone(one.heat)

    def _entries(self) -> None:
        stored = {
            day: (entry.state.name.lower(), _units(entry.amount))
            for day, entry in self.seen.entries[self.id].items()
        }
        expected = {day: (mark.state, mark.amount) for day, mark in self.reading.habit.entries.items()}
        same(f"{self.name}: entries", stored, expected)

    def _stored_figures(self) -> None:
        found = self.seen.figures[self.id]
        if found.stale:
            return
        day = date.fromordinal(found.opening.day)
        assert day <= self.reading.today
        _same_opening(f"{self.name}: stored figures of {day}", found.opening.opening, self._opening(day))

    def _opening(self, day: date) -> Opening:
        reading = self.reading if day <= self.reading.today else Reading(self.reading.habit, day)
        return reading.opening(day)

    def _rows(self) -> None:
        rows = {date.fromordinal(row.bits.month): row for row in self.seen.rows[self.id]}
        marked = {day.replace(day=1) for day in self.reading.habit.entries}
        assert marked <= set(rows), f"{self.name}: months without a row"
        if self.seen.figures[self.id].stale:
            return
        for first, row in rows.items():
            told = Month(
                *(_days(bits, row.bits.month) for bits in row.bits[1:6]),
                amount=_units(row.bits.amount) or Fraction(0),
            )
            expected = self.reading.month(first)
            if self.reading.habit.measure == "check":  # a checklist's shares are summed too, for nobody
                told = Month(told.done, told.skipped, told.frozen, told.partial, told.lapsed, expected.amount)
            same(f"{self.name}: row of {first}", told, expected)
            _same_opening(f"{self.name}: opening of {first}", row.opening, self._opening(first))

    def _digits(self) -> None:
        heat = self.seen.all_heat
        shown = next((one.days for one in heat.habits if one.id == self.id), None)
        for day in days(self.first, self.reading.today):
            expected = self._digit(day)
            told = 0 if shown is None else int(shown[(day - heat.first).days], 16)
            if shown is not None or self.reading.in_life(day) or self.reading.done(day):
                same(f"{self.name}: digit of {day}", told, expected)

    def _days_alone(self, heat: Any) -> None:
        for day in days(self.first, self.reading.today):
            place, expected = (day - heat.first).days, self._digit(day)
            same(f"{self.name} alone: digit of {day}", int(heat.habits[0].days[place], 16), expected)
            told = (heat.due[place], heat.done[place])
            same(f"{self.name} alone: totals of {day}", told, (bool(expected & DUE), bool(expected & DONE)))

    def _digit(self, day: date) -> int:
        reading = self.reading
        done = reading.counts_done(day)
        due = done or reading.due(day)
        rests = reading.rests(day) and reading.in_life(day)
        return DONE * done + PARTIAL * reading.partial(day) + REST * rests + DUE * due

    def _summary(self, told: Any) -> None:
        reading = self.reading
        span = list(days(told.first, told.last))
        done = sum(reading.counts_done(day) for day in span)
        due = sum(reading.counts_done(day) or reading.due(day) for day in span)
        same(f"{self.name}: summary", (told.due, told.done), (due, done))
        same(f"{self.name}: summary", told.partial, sum(map(reading.partial, span)))
        same(f"{self.name}: summary", told.lapsed, sum(map(reading.lapsed, span)))

    def _strength(self, told: Any) -> None:
        """Every day before today as the next began."""
        span = list(days(told.first, told.last))
        expected = [self._opening(day + DAY).strength for day in span[:-1]] + [self.reading.strength()]
        same(f"{self.name}: strength of {span[0]} on", told.values, pytest.approx(expected, abs=1e-9))

    def _streaks(self, told: Any) -> None:
        streak, longest = self.reading.streak()
        running = [one.length for one in told.items if one.is_running]
        if len(told.items) < STREAKS_MAX:  # else the running one may be too short to be among them
            same(f"{self.name}: running streak", running, [streak] if streak else [])
        same(f"{self.name}: longest", max((one.length for one in told.items), default=0), longest)


def _same_figures(what: str, told: Any, reading: Reading) -> None:
    same(f"{what}: streak", (told.streak, told.longest_streak), reading.streak())
    same(f"{what}: strength", told.strength, pytest.approx(reading.strength(), abs=1e-9))
    same(f"{what}: unit", told.streak_unit, reading.unit(reading.today))


def _same_opening(what: str, told: Any, expected: Opening) -> None:
    assert (told.streak, told.longest) == (expected.streak, expected.longest), what
    assert told.strength == pytest.approx(expected.strength, abs=1e-9), what


def _days(bits: int, first: int) -> frozenset[date]:
    return frozenset(map(date.fromordinal, listed(bits, first)))


def _units(amount: int | None) -> Fraction | None:
    return None if amount is None else Fraction(amount, MICRO)
