"""What a check-off and the screens cost: fixed numbers of statements, and no more rows for a long history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOON
from tests.factories.counting import Cost, cost_of
from tests.factories.habits import change, check_off, create_habit
from tests.factories.jobs import drain
from tests.factories.people import create_person

from habitus.habits import service
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change

GOALS = {
    "every day": {},
    "three of seven days": {"times": 3, "days": 7},
    "an amount a day": {"target": 8.0},
    "an amount in seven days": {"target": 50.0, "days": 7},
}
SHORT, LONG = 200, 1_200
"""Days."""
LATER = NOON + timedelta(seconds=1)


@pytest.fixture
def me(db):
    return create_person(db)


@pytest.fixture(params=GOALS)
def habit_id(request, db, me):
    return create_habit(db, me, **GOALS[request.param])


def lived(db, me, habit_id, first: int, last: int) -> None:
    """Done days from `first` to `last` days ago, each counted and closed."""
    days = [me.today - timedelta(days=ago) for ago in range(first, last - 1, -1)]
    for begin in range(0, len(days), 500):
        check_off(db, me, habit_id, *days[begin : begin + 500])
    drain(db)
    written(db, me, habit_id, change(me.today, at=NOON - timedelta(hours=1)))


def written(db, me, habit_id, one: Change) -> Cost:
    return cost_of(db, lambda tx: service.apply(tx, me, habit_id, [one], totals_on=one.day))


def edited(db, me, habit_id, ago: int, **how) -> Cost:
    return written(db, me, habit_id, change(me.today - timedelta(days=ago), **how))


def test_a_check_off_takes_six_statements_and_no_more_rows_for_a_long_history(db, me, habit_id) -> None:
    lived(db, me, habit_id, SHORT, 1)
    few = edited(db, me, habit_id, 0, state=State.NONE, at=NOON)
    lived(db, me, habit_id, LONG, SHORT)
    many = edited(db, me, habit_id, 0, at=LATER)
    counts = db.run_read(service.get, me, habit_id).measure != "check"
    assert len(few.statements) == len(many.statements) == 6 + counts, many.statements
    assert many.rows == few.rows


def test_an_edit_of_the_last_weeks_takes_at_most_ten(db, me, habit_id) -> None:
    lived(db, me, habit_id, SHORT, 1)
    few = [edited(db, me, habit_id, ago, state=State.NONE, at=NOON) for ago in (1, 6, 28)]
    lived(db, me, habit_id, LONG, SHORT)
    many = [edited(db, me, habit_id, ago, at=LATER) for ago in (1, 6, 28)]
    counts = db.run_read(service.get, me, habit_id).measure != "check"
    for short, long in zip(few, many, strict=True):
        assert len(long.statements) <= 9 + counts, long.statements
        assert long.rows <= short.rows + 2  # a day of 0 of 0 has no row


READS = {
    "agenda": (3, lambda tx, me, _: service.agenda(tx, me, me.today)),
    "a past day": (3, lambda tx, me, _: service.agenda(tx, me, me.today - timedelta(days=30))),
    "month": (4, lambda tx, me, _: service.month(tx, me, "2026-11")),
    "habit": (3, service.get),
    "list": (3, lambda tx, me, _: service.list_habits(tx, me, None, 50, "active")),
    "summary": (2, lambda tx, me, habit_id: service.summary(tx, me, habit_id, 30)),
    "strength": (2, lambda tx, me, habit_id: service.strength(tx, me, habit_id, 90)),
    "notes": (3, lambda tx, me, habit_id: service.notes(tx, me, habit_id, None, 50)),
}


def test_reads_take_a_few_statements_and_no_more_rows_for_a_long_history(db, me, habit_id) -> None:
    lived(db, me, habit_id, SHORT, 1)
    few = _reads(db, me, habit_id)
    lived(db, me, habit_id, LONG, SHORT)
    many = _reads(db, me, habit_id)
    counts = db.run_read(service.get, me, habit_id).measure != "check"
    for name, (most, _) in READS.items():
        assert len(many[name].statements) <= most + counts, (name, many[name].statements)
        assert many[name].statements == few[name].statements
        assert many[name].rows == few[name].rows, name


def _reads(db, me, habit_id) -> dict[str, Cost]:
    return {
        name: cost_of(db, lambda tx, read=read: read(tx, me, habit_id)) for name, (_, read) in READS.items()
    }


def test_many_habits_are_read_with_as_many_statements_as_one(db, me) -> None:
    costs = []
    for _ in range(2):
        for goal in GOALS.values():
            check_off(db, me, create_habit(db, me, **goal), me.today)
        costs.append(cost_of(db, lambda tx: service.agenda(tx, me, me.today)))
    assert costs[0].statements == costs[1].statements


def test_a_year_is_read_in_four_statements_by_its_own_months_and_days(db, me) -> None:
    lived(db, me, create_habit(db, me), LONG, 1)
    one, two = (
        cost_of(db, lambda tx, year=year: service.heat(tx, me, year, 2026, None)) for year in (2026, 2025)
    )
    assert len(one.statements) == len(two.statements) == 4
    assert two.rows - one.rows == 365 + 12
