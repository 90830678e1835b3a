"""Every rule against the slow obvious model, on histories that hypothesis makes up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.habits import slow_model as slow

from habitus.habits.rules.agenda import window_on
from habitus.habits.rules.cover import altered_from
from habitus.habits.rules.days import month_of
from habitus.habits.rules.due import Life, is_due, look_of, state_of, verdict
from habitus.habits.rules.goal import MICRO, Goal, Measure, goal_of
from habitus.habits.rules.log import Mark, State, log_of_marks, log_of_months
from habitus.habits.rules.rollup import (
    Touched,
    advanced,
    checkpoint_month,
    month_bits,
    reads_from,
    recomputed,
    rolled,
)
from habitus.habits.rules.strength import history

TODAY = date(2026, 3, 2)
SPAN = 150

plans = st.one_of(
    st.just(slow.Plan()),
    st.sampled_from([1, 2, 3, 5, 7, 9, 30, 31, 60]).flatmap(
        lambda days: st.builds(slow.Plan, times=st.integers(1, days), days=st.just(days))
    ),
    st.builds(
        slow.Plan,
        days=st.sampled_from([1, 2, 7, 30]),
        target=st.sampled_from([Fraction(1, 10), Fraction(3, 10), Fraction(4, 5), Fraction(5), Fraction(40)]),
    ),
).filter(lambda plan: plan.target is not None or plan.days == 1 or plan.times < plan.days)

amounts = st.sampled_from(
    [Fraction(0), Fraction(1, 10), Fraction(7, 10), Fraction(2), Fraction(5), Fraction(9)]
)
logged = st.tuples(st.sampled_from(["done", "done", "done", "skipped", "none"]), amounts)
histories = st.one_of(
    st.dictionaries(st.integers(-1, SPAN), logged, max_size=25),
    st.dictionaries(st.integers(-1, 40), logged, min_size=15, max_size=42),
)


def entries_of(history: dict[int, tuple[str, Fraction]]) -> slow.Entries:
    return {TODAY - timedelta(days=ago): day for ago, day in history.items()}


def goal_for(plan: slow.Plan) -> Goal:
    if plan.target is None:
        return goal_of(Measure.CHECK, plan.times, plan.days, None)
    return goal_of(Measure.AMOUNT, plan.times, plan.days, float(plan.target))


def marks_for(plan: slow.Plan, entries: slow.Entries) -> list[Mark]:
    return [
        Mark(day.toordinal(), State[state.upper()], None if plan.target is None else int(amount * MICRO))
        for day, (state, amount) in entries.items()
    ]


def some_days() -> list[date]:
    return [TODAY - timedelta(days=ago) for ago in range(-40, SPAN + 40)]


@settings(deadline=None)
@given(plans, histories)
def test_streaks(plan: slow.Plan, history: dict[int, tuple[str, Fraction]]) -> None:
    entries = entries_of(history)
    counters = recomputed(goal_for(plan), marks_for(plan, entries), TODAY.toordinal()).counters
    assert (counters.streak, counters.longest) == slow.streaks(plan, entries, TODAY)


@settings(deadline=None)
@given(plans, histories)
def test_strength(plan: slow.Plan, entered: dict[int, tuple[str, Fraction]]) -> None:
    entries = entries_of(entered)
    goal, marks, today = goal_for(plan), marks_for(plan, entries), TODAY.toordinal()
    expected = pytest.approx(slow.strength(plan, entries, TODAY), abs=1e-12)
    assert recomputed(goal, marks, today).counters.strength == expected
    assert history(goal, marks, [today])[today] == expected


@settings(deadline=None)
@given(plans, histories)
def test_due_done_and_windows(plan: slow.Plan, history: dict[int, tuple[str, Fraction]]) -> None:
    entries = entries_of(history)
    goal, log = goal_for(plan), log_of_marks(goal_for(plan), marks_for(plan, entries))
    start = slow.start(entries, TODAY)
    life = Life(start.toordinal(), None)
    for day in some_days():
        on = day.toordinal()
        was_due, was_done = slow.due(plan, entries, start, day), slow.done(plan, entries, day)
        assert is_due(goal, log, life, on) == was_due
        assert verdict(goal, log, life, on) == (was_due or was_done, was_done)
        last_days = [day - timedelta(days=back) for back in range(plan.days)]
        held = (
            sum(slow.done(plan, entries, one) for one in last_days)
            if plan.target is None
            else float(slow.total(plan, entries, day))
        )
        assert window_on(goal, log, on).done == pytest.approx(held)


@settings(deadline=None)
@given(plans, histories)
def test_looks(plan: slow.Plan, history: dict[int, tuple[str, Fraction]]) -> None:
    entries = entries_of(history)
    goal, log = goal_for(plan), log_of_marks(goal_for(plan), marks_for(plan, entries))
    start = slow.start(entries, TODAY)
    life = Life(start.toordinal(), None)
    for day in some_days():
        state, amount = entries.get(day, ("none", Fraction(0)))
        if slow.done(plan, entries, day):
            expected = "done"
        elif state == "done" and plan.target is not None and amount > 0:
            expected = "partial"
        else:
            expected = "skipped" if state == "skipped" else "none"
        assert state_of(log, day.toordinal()) == expected
        if expected == "none" and day <= TODAY and slow.due(plan, entries, start, day):
            expected = "missed" if day < TODAY else "open"
        assert look_of(goal, log, life, day.toordinal(), TODAY.toordinal()) == expected


@settings(deadline=None)
@given(plans, histories, st.integers(0, 100))
def test_counters_roll_forward_to_what_a_later_recomputation_gives(
    plan: slow.Plan, history: dict[int, tuple[str, Fraction]], later: int
) -> None:
    goal, marks = goal_for(plan), marks_for(plan, entries_of(history))
    today = TODAY.toordinal()
    written = recomputed(goal, marks, today)
    kept = reads_from(goal, today)
    log = log_of_months(
        [row.bits for row in written.rows if row.bits.month >= kept],
        {
            mark.day: mark.amount
            for mark in marks
            if mark.day >= kept and mark.state is State.DONE and mark.amount
        },
    )
    assert (
        rolled(goal, log, written.counters, today + later) == recomputed(goal, marks, today + later).counters
    )


@settings(deadline=None)
@given(plans, histories, histories, st.integers(0, 40))
def test_a_change_carried_on_from_a_checkpoint_equals_a_recomputation(
    plan: slow.Plan,
    before: dict[int, tuple[str, Fraction]],
    change: dict[int, tuple[str, Fraction]],
    later: int,
) -> None:
    """Only the rows from the checkpoint on are given, as a write would read them."""
    goal, today = goal_for(plan), TODAY.toordinal()
    old = marks_for(plan, entries_of(before))
    new = {mark.day: mark for mark in marks_for(plan, entries_of(change))}
    stored = {row.bits.month: row for row in recomputed(goal, old, today - later).rows}
    both = list({**{mark.day: mark for mark in old}, **new}.values())
    log = log_of_marks(goal, both)
    months = sorted({row.bits.month for row in recomputed(goal, list(new.values()), today).rows})
    if not months:
        return
    since = months[0]
    if plan.flexible:
        first = min(new)
        since = month_of(altered_from(goal, log_of_marks(goal, old), log, first, whole=True))
    start = checkpoint_month(since, today)
    from_month = max((month for month in stored if month <= start), default=start)
    given_rows = [stored[month] for month in sorted(stored) if month >= from_month]
    rows, counters = advanced(goal, log, given_rows, Touched(months, since), today)
    stored.update({row.bits.month: row for row in rows})
    expected = recomputed(goal, both, today)
    assert counters == expected.counters
    assert sorted(stored.values()) == expected.rows


@settings(deadline=None)
@given(plans, histories)
def test_months_hold_the_whole_log(plan: slow.Plan, history: dict[int, tuple[str, Fraction]]) -> None:
    goal, marks = goal_for(plan), marks_for(plan, entries_of(history))
    log = log_of_marks(goal, marks)
    again = log_of_months([row.bits for row in recomputed(goal, marks, TODAY.toordinal()).rows])
    for day in some_days():
        assert state_of(again, day.toordinal()) == state_of(log, day.toordinal())
    for mark in marks:
        first = date.fromordinal(mark.day).replace(day=1).toordinal()
        assert month_bits(log, first).amount == sum(
            amount
            for day, amount in log.amounts.items()
            if date.fromordinal(day).replace(day=1).toordinal() == first
        )
