"""`service.apply` on both databases: what it takes, what it refuses, and what it makes true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.conftest import NOON
from tests.factories.habits import (
    change,
    check_in,
    check_off,
    course_of,
    create_habit,
    days_before,
    new_habit,
    stored_totals,
)
from tests.factories.people import create_person

from habitus.habits import lifecycle, service
from habitus.habits.errors import (
    AmountNotAllowed,
    DayNotOpen,
    HabitArchived,
    HabitIdTaken,
    HabitNotFound,
    StateNotAllowed,
)
from habitus.habits.models import SourceKey
from habitus.habits.queries import months
from habitus.habits.rules.log import Mark, State
from habitus.habits.rules.merge import Source
from habitus.habits.rules.rollup import figures, recomputed


@pytest.fixture
def me(db):
    return create_person(db)


def apply(db, me, habit_id, *changes, on: date | None = None):
    return db.run_write(lambda tx: service.apply(tx, me, habit_id, changes, totals_on=on))


def start_of(db, me, habit_id) -> date:
    return db.run_read(service.get, me, habit_id).start


def test_a_stranger_finds_no_habit(db, me) -> None:
    habit_id = create_habit(db, me)
    stranger = create_person(db, "Tomasz")
    with pytest.raises(HabitNotFound):
        apply(db, stranger, habit_id, change(me.today))
    with pytest.raises(HabitNotFound):
        db.run_read(service.get, stranger, habit_id)
    with pytest.raises(HabitNotFound):
        apply(db, me, uuid4(), change(me.today))


@pytest.mark.parametrize("ahead", [2, 400])
def test_days_after_tomorrow_are_not_open(db, me, ahead: int) -> None:
    habit_id = create_habit(db, me)
    with pytest.raises(DayNotOpen):
        apply(db, me, habit_id, change(me.today), change(me.today + timedelta(days=ahead)))
    assert db.run_read(service.get, me, habit_id).streak == 0


def test_days_from_1900_to_tomorrow_are_open(db, me) -> None:
    habit_id = create_habit(db, me)
    apply(db, me, habit_id, change(date(1900, 1, 1)), change(me.today + timedelta(days=1)))
    with pytest.raises(DayNotOpen):
        apply(db, me, habit_id, change(date(1899, 12, 31)))
    assert start_of(db, me, habit_id) == date(1900, 1, 1)


def test_a_habit_to_build_cannot_lapse(db, me) -> None:
    habit_id = create_habit(db, me)
    for state in (State.LAPSED, State.FROZEN):
        with pytest.raises(StateNotAllowed):
            apply(db, me, habit_id, change(me.today, state))


def test_a_check_has_no_amount(db, me) -> None:
    habit_id = create_habit(db, me)
    with pytest.raises(AmountNotAllowed):
        apply(db, me, habit_id, change(me.today, amount=2.0))
    with pytest.raises(AmountNotAllowed):
        apply(db, me, habit_id, change(me.today, increment=1.0, client_id="a"))


def test_an_archived_habit_takes_only_taps_from_before_the_archive(db, me) -> None:
    put_away = new_habit(archived_day=me.today - timedelta(days=9))
    habit_id = db.run_write(lifecycle.create, me, put_away).id
    apply(db, me, habit_id, change(me.today - timedelta(days=10)))
    apply(db, me, habit_id, change(me.today, at=NOON - timedelta(minutes=1)))
    apply(db, me, habit_id, change(me.today, at=NOON + timedelta(days=1), source=Source.IMPORT))
    late = NOON + timedelta(seconds=1)
    with pytest.raises(HabitArchived):
        db.run_write(lambda tx: _later(tx, me, habit_id, late))


def _later(tx, me, habit_id, now):
    tx.now = now
    return service.apply(tx, me, habit_id, [change(me.today, State.NONE, at=now)])


def test_the_habit_starts_with_its_first_mark_and_again_with_the_next_when_that_is_removed(db, me) -> None:
    habit_id = create_habit(db, me)
    assert start_of(db, me, habit_id) == me.today
    tenth, fourth = days_before(me.today, 10, 4)
    check_off(db, me, habit_id, tenth, fourth)
    assert start_of(db, me, habit_id) == tenth
    apply(db, me, habit_id, change(tenth, State.NONE, at=NOON))
    assert start_of(db, me, habit_id) == fourth
    apply(db, me, habit_id, change(fourth, State.NONE, at=NOON))
    assert start_of(db, me, habit_id) == me.today


def test_totals_are_counted_once_and_kept_by_every_later_write(db, me) -> None:
    first, second = create_habit(db, me, "Read"), create_habit(db, me, "Run")
    assert apply(db, me, first, change(me.today), on=me.today).totals == (2, 1)
    assert apply(db, me, second, change(me.today), on=me.today).totals == (2, 2)
    assert db.run_read(stored_totals, me.key, me.today.toordinal()) == (2, 2)
    apply(db, me, first, change(me.today, State.NONE, at=NOON))
    assert db.run_read(stored_totals, me.key, me.today.toordinal()) == (2, 1)


def test_a_new_habit_takes_the_totals_back_until_they_are_counted_again(db, me) -> None:
    first = create_habit(db, me, "Read")
    apply(db, me, first, change(me.today), on=me.today)
    create_habit(db, me, "Rest")
    assert db.run_read(stored_totals, me.key, me.today.toordinal()) is None
    assert db.run_read(service.agenda, me, me.today).totals == (2, 1)
    assert apply(db, me, first, change(me.today, State.NONE, at=NOON), on=me.today).totals == (2, 0)
    assert db.run_read(stored_totals, me.key, me.today.toordinal()) == (2, 0)


def test_a_backfill_makes_the_counted_days_since_due(db, me) -> None:
    read, run = create_habit(db, me, "Read"), create_habit(db, me, "Run")
    yesterday, last_week = days_before(me.today, 1, 7)
    assert apply(db, me, read, change(yesterday), on=yesterday).totals == (1, 1)
    apply(db, me, run, change(last_week))
    assert db.run_read(stored_totals, me.key, yesterday.toordinal()) == (2, 1)
    apply(db, me, run, change(last_week, State.NONE, at=NOON))
    assert db.run_read(stored_totals, me.key, yesterday.toordinal()) == (1, 1)


def test_a_weekly_goal_takes_counted_days_after_the_change_with_it(db, me) -> None:
    run = create_habit(db, me, "Run", times=1, days=7)
    yesterday, third = days_before(me.today, 1, 3)
    check_off(db, me, run, *days_before(me.today, 30))
    assert apply(db, me, run, change(yesterday, State.SKIPPED), on=yesterday).totals == (0, 0)
    assert apply(db, me, run, change(me.today, State.NONE), on=me.today).totals == (1, 0)
    assert apply(db, me, run, change(third), on=third).totals == (1, 1)
    assert db.run_read(stored_totals, me.key, me.today.toordinal()) == (0, 0)


def test_a_past_day_looks_back_over_the_whole_goal(db, me) -> None:
    deep = create_habit(db, me, "Deep clean", times=1, days=60)
    check_off(db, me, deep, date(2026, 1, 10))
    still_kept, owed = (db.run_read(service.agenda, me, date(2026, 3, day)).items[0] for day in (10, 11))
    assert (still_kept.due, still_kept.window.done, still_kept.window.needed) == (False, 1, 1)
    assert (owed.due, owed.window.done, owed.window.needed) == (True, 0, 1)


def test_amounts_before_the_month_still_count_in_it(db, me) -> None:
    pages = create_habit(db, me, "Pages", days=7, target=70.0)
    first = me.today.replace(day=1)
    apply(db, me, pages, change(first, amount=1.0))
    apply(db, me, pages, change(first - timedelta(days=6), amount=40.0))
    assert apply(db, me, pages, change(first, at=NOON, amount=30.0)).state == "done"
    assert apply(db, me, pages, change(first + timedelta(days=1), amount=30.0)).state == "partial"


def test_many_days_at_once_equal_the_same_days_one_by_one(db, me) -> None:
    together, apart = create_habit(db, me), create_habit(db, me)
    days = [me.today - timedelta(days=ago) for ago in range(200) if ago % 5 != 2]
    outcomes = apply(db, me, together, *(change(day) for day in days), change(days[0])).outcomes
    assert outcomes == ["added"] * len(days) + ["unchanged"]
    for day in reversed(days):
        apply(db, me, apart, change(day))
    one, other = (db.run_read(service.get, me, habit_id) for habit_id in (together, apart))
    assert (one.streak, one.longest_streak, one.strength) == (
        other.streak,
        other.longest_streak,
        other.strength,
    )


def test_a_repeated_create_makes_one_habit(db, me) -> None:
    new = new_habit(id=uuid4())
    first, again = (db.run_write(lifecycle.create, me, new) for _ in range(2))
    assert first == again
    with pytest.raises(HabitIdTaken):
        db.run_write(lifecycle.create, create_person(db, "Tomasz"), new)
    brought = new_habit(keys=(SourceKey("loop", "1"),))
    assert db.run_write(lifecycle.create, me, brought).id == db.run_write(lifecycle.create, me, brought).id


def test_figures_go_on_by_themselves_when_nobody_writes(db, me, clock) -> None:
    habit_id = create_habit(db, me, times=1, days=7)
    check_off(db, me, habit_id, me.today)
    for later in (3, 6, 7, 8, 200):
        then = me.today + timedelta(days=later)
        habit = db.run_read(lambda tx, day=then: service.get(tx, replace(me, today=day), habit_id))
        mark = Mark(me.today.toordinal(), State.DONE, None)
        course = course_of(check_in(1, 7), [mark], me.today.toordinal())
        again = figures(course, recomputed(course, [mark], then.toordinal()).opening, then.toordinal())
        assert (habit.streak, habit.longest_streak) == (again.streak, again.longest)
        assert habit.strength == pytest.approx(again.strength, abs=1e-12)


def test_one_habit_is_read_without_the_others(db, me) -> None:
    read = create_habit(db, me, "Read")
    water = create_habit(db, me, "Water", target=8.0)
    for habit_id in (read, water):
        check_off(db, me, habit_id, me.today)
    today = me.today.toordinal()

    def logged(tx, only):
        return months.logs(tx, me.key, today, today, amounts=True, only=only)

    both = db.run_read(logged, None)
    assert len(both) == 2
    for key in both:
        assert db.run_read(logged, key) == {key: both[key]}
    stranger = create_person(db, "Tomasz")
    key = next(iter(both))
    assert not db.run_read(lambda tx: months.logs(tx, stranger.key, today, today, amounts=True, only=key))
