"""Whatever is written, in whatever order: what is stored equals a recomputation from the taps."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOON
from tests.factories.habits import change, stored_totals
from tests.factories.jobs import drain
from tests.factories.people import create_person, me_again
from tests.model.habit import Reading
from tests.model.person import Person, Tap
from tests.model.things import Goal, Habit

from habitus.habits import lifecycle, refreshing, service
from habitus.habits.models import NewHabit
from habitus.habits.queries import days as day_queries
from habitus.habits.queries import habits
from habitus.habits.queries.tables import figures_of
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.days import month_of
from habitus.habits.rules.goal import Kind, Measure, Schedule
from habitus.habits.rules.log import State

people = itertools.count()


@dataclass(frozen=True)
class Plan:
    """One goal said twice: to the app, and to the slow model."""

    asked: NewGoal
    slow: Goal
    kind: str = "build"

    @property
    def measure(self) -> str:
        return "check" if self.slow.target is None else "amount"


PLANS = (
    Plan(NewGoal(), Goal()),
    Plan(NewGoal(times=3, days=7), Goal("window", times=3, days=7)),
    Plan(NewGoal(times=1, days=30), Goal("window", days=30)),
    Plan(NewGoal(target=0.8), Goal(target=Fraction(4, 5))),
    Plan(NewGoal(days=7, target=5.0), Goal("window", days=7, target=Fraction(5), sums=True)),
    Plan(NewGoal(schedule=Schedule.WEEKLY, times=2), Goal("weekly", times=2)),
    Plan(
        NewGoal(schedule=Schedule.MONTHLY, target=5.0),
        Goal("monthly", target=Fraction(5), sums=True),
    ),
    Plan(
        NewGoal(schedule=Schedule.WEEKDAYS, weekdays=(1, 3, 5)),
        Goal("weekdays", weekdays=frozenset({1, 3, 5})),
        kind="quit",
    ),
    Plan(NewGoal(target=2.0), Goal(target=Fraction(2)), kind="quit"),
)


@dataclass
class Tracked:
    """A person, their habits, and the model that is told the same."""

    key: int
    model: Person
    habits: dict[str, tuple[UUID, Plan]] = field(default_factory=dict)


step = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 45)),
    st.tuples(st.just("close")),
    st.tuples(st.just("new"), st.integers(0, len(PLANS) - 1)),
    st.tuples(
        st.just("tap"),
        st.integers(0, 4),
        st.one_of(st.integers(-1, 3), st.integers(-1, 40), st.integers(0, 380)),
        st.sampled_from(["done", "done", "done", "skipped", "none", "lapsed"]),
        st.sampled_from(
            [None, None, Fraction(1, 10), Fraction(7, 10), Fraction(2), Fraction(5), Fraction(0)]
        ),
        st.booleans(),
        st.integers(-600, 60 * 24 * 3),
        st.booleans(),
    ),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(PLANS) - 1), st.lists(step, min_size=1, max_size=20))
def test_stored_figures_equal_a_recomputation(db, clock, plan, steps) -> None:
    clock.now = NOON
    mine = Tracked(create_person(db, f"Person{next(people)}").key, Person(NOON))
    _new(db, mine, PLANS[plan], clock.now)
    for number, (kind, *rest) in enumerate(steps):
        if kind == "wait":
            clock.move(days=rest[0])
        elif kind == "close":
            drain(db)
        elif kind == "new":
            _new(db, mine, PLANS[rest[0]], clock.now)
        else:
            _tap(db, mine, f"tap {number}", (clock.now, *rest))
    for name in mine.habits:
        _check_habit(db, mine, name, clock.now)
    drain(db)
    _check_days(db, mine, clock.now)


def _new(db, mine: Tracked, plan: Plan, now: datetime) -> None:
    me, name = me_again(db, mine.key), f"Habit {len(mine.habits)}"
    new = NewHabit(name=name, kind=Kind(plan.kind), measure=Measure(plan.measure), goal=plan.asked)
    mine.habits[name] = (db.run_write(lifecycle.create, me, new).id, plan)
    mine.model.keep(name, Habit([(me.today, plan.slow)], me.today, plan.kind, plan.measure))


def _tap(db, mine: Tracked, client_id: str, drawn: tuple) -> None:
    now, index, ago, state, amount, adds, minutes, twice = drawn
    name = list(mine.habits)[index % len(mine.habits)]
    habit_id, plan = mine.habits[name]
    me = me_again(db, mine.key)
    day, at = me.today - timedelta(days=ago), now - timedelta(minutes=minutes)
    if state == "lapsed" and plan.kind == "build":
        state = "skipped"
    if plan.measure == "check" or state != "done":
        amount = None
    adds = adds and bool(amount)
    kind = "increment" if adds else "mark"
    tap = Tap(name, day, at, now, kind, state, amount, client_id=client_id)
    size = None if amount is None else float(amount)
    sent = change(
        day,
        State[state.upper()],
        at=at,
        amount=None if adds else size,
        increment=size if adds else None,
        client_id=client_id,
    )
    for _ in range(1 + twice):
        assert mine.model.tap(tap) is None
        applied = db.run_write(lambda tx: service.apply(tx, me, habit_id, [sent], totals_on=day))
    reading = mine.model.reading(name, now)
    assert (applied.figures.streak, applied.figures.longest) == reading.streak()
    assert applied.figures.strength == pytest.approx(reading.strength(), abs=1e-9)
    assert applied.totals == mine.model.totals(day, now)


def _check_habit(db, mine: Tracked, name: str, now: datetime) -> None:
    habit_id, _ = mine.habits[name]
    me = me_again(db, mine.key)
    figures = figures_of(db.run_read(habits.one, me.key, habit_id), me)
    again = db.run_read(refreshing.recompute, me, figures, figures.opening.day)
    assert again.rows == []
    assert again.figures == figures
    reading = mine.model.reading(name, now)
    assert figures.life.start == reading.start.toordinal()
    item = next(item for item in db.run_read(service.agenda, me, me.today).items if item.id == habit_id)
    assert (item.streak, item.longest_streak) == reading.streak()
    assert item.strength == pytest.approx(reading.strength(), abs=1e-9)
    assert item.look == reading.look(me.today)


def _check_days(db, mine: Tracked, now: datetime) -> None:
    me = me_again(db, mine.key)
    closing = db.run_read(day_queries.closing, me.key)
    readings = [mine.model.reading(name, now) for name in mine.habits]
    tapped = {day for kept in mine.model.kept.values() for day in kept.taps}
    around = {near for day in tapped for near in (day, day + timedelta(days=1))}
    for day in sorted(near for near in around if near.toordinal() <= closing.until):
        stored = db.run_read(stored_totals, me.key, day.toordinal())
        assert (stored or (0, 0)) == _totals(readings, day)
    for first in sorted({month_of(day.toordinal()) for day in (*tapped, me.today)})[-3:]:
        shown = db.run_read(service.month, me, date.fromordinal(first).isoformat()[:7])
        for day in shown.days:
            assert (day.due, day.done) == _totals(readings, day.date)


def _totals(readings: list[Reading], day: date) -> tuple[int, int]:
    done = [reading.counts_done(day) for reading in readings]
    return sum(map(max, done, (reading.due(day) for reading in readings))), sum(done)
