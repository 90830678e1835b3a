"""What the comparison with the slow model found (tests/flows), each in its smallest form."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.habits import change, create_habit, new_habit
from tests.factories.jobs import drain
from tests.factories.people import create_person, me_again

from habitus.accounts import service as accounts
from habitus.accounts.schemas.people import ProfileWrite
from habitus.habits import lifecycle, pausing, service
from habitus.habits.errors import GoalNotAllowed, HabitArchived, SkipBudgetSpent
from habitus.habits.models import NewHabit
from habitus.habits.queries import habits
from habitus.habits.queries.tables import figures_of
from habitus.habits.refreshing import recompute
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure, Schedule
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Source
from habitus.habits.schemas.habits import HabitWrite
from habitus.habits.schemas.pauses import PauseWrite

DAY = timedelta(days=1)


@pytest.fixture
def me(db):
    return create_person(db)


def test_a_habit_cannot_end_before_it_begins_today(db, me) -> None:
    with pytest.raises(GoalNotAllowed):
        db.run_write(lifecycle.create, me, new_habit(ends_on=me.today - DAY))


def test_a_pause_gets_another_last_day(db, me) -> None:
    habit_id = create_habit(db, me)
    made = db.run_write(pausing.add, me, PauseWrite(habit_id=habit_id, first=me.today - 3 * DAY))
    ended = db.run_write(pausing.end, me, made.id, me.today - DAY)
    assert (ended.first, ended.last) == (me.today - 3 * DAY, me.today - DAY)
    assert db.run_read(service.agenda, me, me.today).totals.due == 1


def test_another_goal_on_the_first_day_leaves_the_days_before_as_they_were(db, me) -> None:
    """Days before a habit was made here are judged by its first goal, whenever that is replaced."""
    habit_id = create_habit(db, me, target=2.0)
    day = me.today - 40 * DAY
    db.run_write(service.apply, me, habit_id, [change(day, amount=2.0, source=Source.IMPORT)])
    read = db.run_write(lifecycle.set_goal, me, habit_id, NewGoal(target=5.0), None)
    assert [(goal.from_day, goal.target) for goal in read.goals] == [(day, 2.0), (me.today, 5.0)]
    assert db.run_read(service.agenda, me, day).totals == (1, 1)


def test_a_goal_from_the_first_day_on_is_that_of_the_whole_history(db, me) -> None:
    habit_id = create_habit(db, me, target=2.0)
    day = me.today - 40 * DAY
    db.run_write(service.apply, me, habit_id, [change(day, amount=2.0, source=Source.IMPORT)])
    read = db.run_write(lifecycle.set_goal, me, habit_id, NewGoal(target=5.0), day)
    assert [(goal.from_day, goal.target) for goal in read.goals] == [(day, 5.0)]
    assert db.run_read(service.agenda, me, day).totals == (1, 0)


def test_days_between_the_end_and_the_archive_stay_open(db, me, clock) -> None:
    """Only days from the archive on are refused; those after the planned end are merely not due."""
    new = new_habit(begins_on=me.today - 9 * DAY, ends_on=me.today - 5 * DAY)
    habit_id = db.run_write(lifecycle.create, me, new).id
    db.run_write(lifecycle.archive, me, habit_id)
    clock.move(hours=1)
    late = change(me.today - 2 * DAY, at=clock.now)
    assert db.run_write(service.apply, me, habit_id, [late]).outcomes == ["added"]
    with pytest.raises(HabitArchived):
        db.run_write(service.apply, me, habit_id, [change(me.today, at=clock.now)])


def test_a_skip_that_changes_nothing_is_none_too_many(db, me, clock) -> None:
    day = me.today - DAY
    habit_id = db.run_write(lifecycle.create, me, new_habit(skip_budget=1)).id
    skip = change(day, State.SKIPPED, at=clock.now)
    db.run_write(service.apply, me, habit_id, [skip])
    imported = change(day - DAY, State.SKIPPED, source=Source.IMPORT)
    db.run_write(service.apply, me, habit_id, [imported])
    assert db.run_write(service.apply, me, habit_id, [skip]).outcomes == ["unchanged"]
    db.run_write(service.apply, me, habit_id, [change(me.today, at=clock.now)])
    too_late = change(me.today, State.SKIPPED, at=clock.now - timedelta(hours=1))
    assert db.run_write(service.apply, me, habit_id, [too_late]).state == "done"


def test_skips_sent_together_are_counted_together(db, me) -> None:
    habit_id = db.run_write(lifecycle.create, me, new_habit(skip_budget=1)).id
    days = [me.today.replace(day=1), me.today.replace(day=2)]
    with pytest.raises(SkipBudgetSpent):
        db.run_write(service.apply, me, habit_id, [change(day, State.SKIPPED) for day in days])


def test_a_day_counted_before_it_was_over_is_counted_anew(db, me, clock) -> None:
    """Nobody closed the day yet, and its row says what was true while it was not over."""
    new = NewHabit("Wine", Measure.AMOUNT, NewGoal(target=0.0), kind=Kind.QUIT)
    habit_id = db.run_write(lifecycle.create, me, new).id
    wiped = change(me.today, State.NONE, at=clock.now)
    db.run_write(lambda tx: service.apply(tx, me, habit_id, [wiped], totals_on=me.today))
    clock.move(days=1)
    then, me = me.today, me_again(db, me.key)
    over = change(then, at=clock.now, amount=1.0)
    applied = db.run_write(lambda tx: service.apply(tx, me, habit_id, [over], totals_on=then))
    assert applied.totals == (1, 0)
    assert db.run_read(service.agenda, me, then).totals == (1, 0)


def test_a_habit_that_begins_later_has_an_empty_ledger(db, me) -> None:
    habit_id = db.run_write(lifecycle.create, me, new_habit(begins_on=me.today + 9 * DAY)).id
    ledger = db.run_read(service.ledger, me, habit_id)
    assert (ledger.streak, ledger.since, ledger.runs, ledger.ended_by) == (0, None, [], None)


def test_a_checkpoint_under_an_earlier_goal_is_read_with_what_that_goal_asks(db, me, clock) -> None:
    """The month before was opened under a goal that looks back further than today's."""
    goal = NewGoal(schedule=Schedule.WEEKDAYS, weekdays=(1,), target=1.0)
    clock.now = clock.now.replace(month=11, day=27)
    me = me_again(db, me.key)
    new = NewHabit("Read", Measure.AMOUNT, goal, begins_on=me.today - 60 * DAY)
    habit_id = db.run_write(lifecycle.create, me, new).id
    marks = [change(me.today - ago * DAY, amount=1.0) for ago in range(45, 5, -2)]
    db.run_write(service.apply, me, habit_id, marks)
    db.run_write(lifecycle.set_goal, me, habit_id, NewGoal(target=1.0), None)
    clock.move(days=7)
    me = me_again(db, me.key)
    db.run_write(lifecycle.delete, me, habit_id)
    db.run_write(lifecycle.undelete, me, habit_id)
    applied = db.run_write(service.apply, me, habit_id, [change(me.today - DAY, amount=1.0)])
    figures = figures_of(db.run_read(habits.one, me.key, habit_id), me)
    fresh = db.run_read(recompute, me, figures, me.today.toordinal())
    assert fresh.rows == []
    assert fresh.figures.opening == figures.opening
    assert applied.figures.strength == db.run_read(service.get, me, habit_id).strength


def test_a_week_with_a_day_never_lived_asks_less_at_once(db, clock) -> None:
    """Four of seven days are three of six, and those were done before anybody knew."""
    clock.now = datetime(2026, 11, 18, 12, tzinfo=UTC)
    me = create_person(db, zone="Pacific/Honolulu")
    goal = NewGoal(schedule=Schedule.WEEKLY, times=4)
    new = NewHabit("Swim", Measure.CHECK, goal, begins_on=date(2026, 11, 16))
    habit_id = db.run_write(lifecycle.create, me, new).id
    clock.move(days=1)
    me = me_again(db, me.key)
    marks = [change(date(2026, 11, day)) for day in (16, 17, 19)]
    assert db.run_write(service.apply, me, habit_id, marks).figures.streak == 0
    db.run_write(accounts.touch, me)
    db.run_write(accounts.update_profile, me, ProfileWrite(zone="Pacific/Kiritimati"))
    clock.move(days=1)
    me = me_again(db, me.key)
    assert (me.today, me.unlived) == (date(2026, 11, 21), (date(2026, 11, 20).toordinal(),))
    assert db.run_read(service.get, me, habit_id).streak == 1
    drain(db)
    assert db.run_read(service.get, me, habit_id).streak == 1


def test_a_first_checklist_leaves_a_habit_waiting_that_a_pause_has_made_stale(db, me) -> None:
    ids = [create_habit(db, me, name) for name in ("One", "Two", "Three")]
    for habit_id in ids:
        for ago in (1, 2, 4):
            db.run_write(service.apply, me, habit_id, [change(me.today - ago * DAY)])
    pause = PauseWrite(first=me.today - 5 * DAY, last=me.today - 3 * DAY)
    db.run_write(pausing.add, me, pause)
    steps = HabitWrite.model_validate({"steps": [{"id": "a", "name": "A"}]})
    figures = [db.run_write(lifecycle.edit, me, habit_id, steps).streak for habit_id in ids]
    assert figures == [3, 3, 3]
