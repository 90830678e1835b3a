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
from tests.factories.habits import change, create_habit, stored_totals
from tests.factories.people import create_person, me_again
from tests.habits import slow_model as slow

from habitus.habits import service
from habitus.habits.queries import days as day_queries
from habitus.habits.queries import entries, habits, months
from habitus.habits.queries.tables import figures_of
from habitus.habits.rules.days import month_of
from habitus.habits.rules.log import State
from habitus.habits.rules.rollup import recomputed
from habitus.habits.schemas import MonthRead

FIRST = (NOON - timedelta(days=400)).date()
names = itertools.count()

PLANS = (
    slow.Plan(),
    slow.Plan(times=3, days=7),
    slow.Plan(times=1, days=30),
    slow.Plan(target=Fraction(4, 5)),
    slow.Plan(days=7, target=Fraction(5)),
)


@dataclass
class Tap:
    """One arrival at the server: a mark or an increment, with the instant it was tapped."""

    state: str
    amount: Fraction | None
    increment: Fraction | None
    at: datetime
    client_id: str


@dataclass
class Tracked:
    id: UUID
    plan: slow.Plan
    created: date
    taps: dict[date, list[Tap]] = field(default_factory=dict)

    def entries(self) -> slow.Entries:
        return {day: said(taps, self.plan) for day, taps in self.taps.items()}


def said(taps: list[Tap], plan: slow.Plan) -> tuple[str, Fraction]:
    """What a day holds: the latest mark, and once each the increments tapped at or after it."""
    marks = [tap for tap in taps if tap.increment is None]
    base = max(marks, key=lambda tap: (tap.at, taps.index(tap)), default=None)
    increments = {
        tap.client_id: tap.increment for tap in taps if tap.increment and (base is None or tap.at >= base.at)
    }
    state, amount = "none", Fraction(0)
    if base is not None:
        state = base.state
        if state == "done":
            amount = plan.target or Fraction(0) if base.amount is None else base.amount
    return ("done", max(Fraction(0), amount + sum(increments.values()))) if increments else (state, amount)


step = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 45)),
    st.tuples(st.just("new"), st.integers(0, len(PLANS) - 1)),
    st.tuples(
        st.just("tap"),
        st.integers(0, 4),
        st.one_of(st.integers(-1, 3), st.integers(-1, 40), st.integers(0, 380)),
        st.sampled_from(["done", "done", "done", "skipped", "none"]),
        st.sampled_from(
            [None, None, Fraction(1, 10), Fraction(7, 10), Fraction(2), Fraction(5), Fraction(0)]
        ),
        st.booleans(),
        st.integers(-600, 60 * 24 * 3),
        st.booleans(),
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=1, max_size=30))
def test_stored_figures_equal_a_recomputation(db, clock, steps) -> None:
    clock.now = NOON
    key = create_person(db, f"Person{next(names)}").key
    tracked = [_new(db, me_again(db, key), PLANS[0])]
    for number, (kind, *rest) in enumerate(steps):
        me = me_again(db, key)
        if kind == "wait":
            clock.move(days=rest[0])
        elif kind == "new":
            tracked.append(_new(db, me, PLANS[rest[0]]))
        else:
            _tap(db, me, tracked, (clock.now, f"tap{number}", *rest))
    me = me_again(db, key)
    for one in tracked:
        _check_habit(db, me, one)
    _check_days(db, me, tracked)


def _new(db, me, plan) -> Tracked:
    target = None if plan.target is None else float(plan.target)
    habit_id = create_habit(db, me, times=plan.times, days=plan.days, target=target)
    return Tracked(habit_id, plan, me.today)


def _tap(db, me, tracked, tapped) -> None:
    now, client_id, index, ago, state, amount, adds, minutes, twice = tapped
    one = tracked[index % len(tracked)]
    day = me.today - timedelta(days=ago)
    at = now - timedelta(minutes=minutes)
    if one.plan.target is None or state != "done":
        amount = None
    increment = amount if adds and amount else None
    tap = Tap(state, None if increment else amount, increment, min(at, now), client_id)
    sent = change(
        day,
        State[state.upper()],
        at=at,
        amount=None if tap.amount is None else float(tap.amount),
        increment=None if increment is None else float(increment),
        client_id=client_id,
    )
    one.taps.setdefault(day, []).append(tap)
    for _ in range(1 + twice):
        applied = db.run_write(lambda tx: service.apply(tx, me, one.id, [sent], totals_on=day))
    expected = slow.streaks(one.plan, one.entries(), me.today)
    assert (applied.counters.streak, applied.counters.longest) == expected
    assert applied.totals == _totals(tracked, day)


def _totals(tracked: list[Tracked], day: date) -> tuple[int, int]:
    due = done = 0
    for one in tracked:
        entries = one.entries()
        was_done = slow.done(one.plan, entries, day)
        done += was_done
        due += was_done or slow.due(one.plan, entries, slow.start(entries, one.created), day)
    return due, done


def _check_habit(db, me, one: Tracked) -> None:
    row = db.run_read(habits.one, me.key, one.id)
    figures = figures_of(row)
    stored = db.run_read(months.months, me.key, figures.key)
    marks = db.run_read(entries.marks, me.key, figures.key)
    held = {date.fromordinal(mark.day): mark for mark in marks}
    assert {day: mark.state.name.lower() for day, mark in held.items()} == {
        day: state for day, (state, _) in one.entries().items()
    }
    again = recomputed(figures.goal, marks, figures.counters.as_of)
    assert stored == again.rows
    assert figures.counters == again.counters
    assert figures.life.start == slow.start(one.entries(), one.created).toordinal()
    item = next(item for item in db.run_read(service.agenda, me, me.today).items if item.id == one.id)
    assert (item.streak, item.longest_streak) == slow.streaks(one.plan, one.entries(), me.today)
    assert item.strength == pytest.approx(slow.strength(one.plan, one.entries(), me.today), abs=1e-9)


def _check_days(db, me, tracked: list[Tracked]) -> None:
    ends = FIRST.toordinal(), me.today.toordinal() + 2
    for day in db.run_read(day_queries.counted_days, me.key, *ends):
        stored = db.run_read(stored_totals, me.key, day)
        assert stored == _totals(tracked, date.fromordinal(day))
    touched = {month_of(day.toordinal()) for one in tracked for day in one.taps} | {
        month_of(me.today.toordinal())
    }
    for first in sorted(touched)[:4]:
        calendar: MonthRead = db.run_read(service.month, me, date.fromordinal(first).isoformat()[:7])
        for day in calendar.days:
            assert (day.due, day.done) == _totals(tracked, day.date)
