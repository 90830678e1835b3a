"""A change of a flexible check may move days that are filled in long before it: rows follow exactly."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOON
from tests.factories.habits import change, create_habit
from tests.factories.people import create_person

from habitus.habits import pasts, refreshing, service
from habitus.habits.queries import habits
from habitus.habits.queries.tables import figures_of
from habitus.habits.rules.log import State

TODAY = NOON.date()
LATER = NOON + timedelta(seconds=1)
names = itertools.count()
RHYTHMS = {
    "every seventh day": (1, 7, lambda day: day % 7 == 0),
    "every sixth day": (1, 7, lambda day: day % 6 == 0),
    "uneven weeks": (1, 7, lambda day: day % 15 in {0, 8}),
    "three of five days": (3, 7, lambda day: day % 5 < 3),
    "Monday, Wednesday, Friday": (3, 7, lambda day: day % 7 in {0, 2, 4}),
    "once a month": (1, 30, lambda day: day % 29 == 0),
    "twice in sixty days": (2, 60, lambda day: day % 31 == 0),
    "with breaks": (2, 7, lambda day: day % 7 in {0, 3} and day % 90 > 12),
}


def check_rows(db, me, habit_id) -> None:
    figures = figures_of(db.run_read(habits.one, me.key, habit_id), me)
    again = db.run_read(refreshing.recompute, me, figures, TODAY.toordinal())
    assert again.rows == []
    assert again.figures == figures


def fill(db, me, rhythm: str, days: int):
    times, window, done = RHYTHMS[rhythm]
    habit_id = create_habit(db, me, times=times, days=window)
    changes = [change(TODAY - timedelta(days=day)) for day in range(days, 0, -1) if done(day)]
    for first in range(0, len(changes), 100):
        db.run_write(service.apply, me, habit_id, changes[first : first + 100])
    return habit_id


edits = st.lists(
    st.tuples(
        st.one_of(st.integers(-1, 12), st.integers(0, 900)),
        st.sampled_from([State.DONE, State.DONE, State.NONE, State.SKIPPED]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(RHYTHMS)), edits)
def test_any_edit_of_a_long_history(sqlite_database, rhythm: str, edits: list[tuple[int, State]]) -> None:
    db = sqlite_database
    me = create_person(db, f"Person{next(names)}")
    habit_id = fill(db, me, rhythm, 800)
    check_rows(db, me, habit_id)
    for number, (ago, state) in enumerate(edits):
        at = NOON + timedelta(microseconds=number)
        db.run_write(service.apply, me, habit_id, [change(TODAY - timedelta(days=ago), state, at=at)])
        check_rows(db, me, habit_id)


@pytest.mark.parametrize("rhythm", sorted(RHYTHMS))
def test_a_check_off_today(db, rhythm: str) -> None:
    me = create_person(db)
    habit_id = fill(db, me, rhythm, 800)
    db.run_write(service.apply, me, habit_id, [change(TODAY)])
    check_rows(db, me, habit_id)


@pytest.mark.parametrize("rhythm", ["every sixth day", "uneven weeks", "once a month"])
@pytest.mark.parametrize("day", [1, 2, 4, 6])
def test_a_check_at_the_beginning_of_a_month(sqlite_database, rhythm: str, day: int) -> None:
    """The days it moves lie in the month before, whose next opening changes."""
    db = sqlite_database
    me = create_person(db)
    habit_id = fill(db, me, rhythm, 400)
    for month in (11, 10, 5):
        db.run_write(service.apply, me, habit_id, [change(date(2026, month, day), at=NOON)])
        check_rows(db, me, habit_id)
        db.run_write(service.apply, me, habit_id, [change(date(2026, month, day), State.NONE, at=LATER)])
        check_rows(db, me, habit_id)


def test_a_settled_rhythm_reads_some_months_only(db, monkeypatch: pytest.MonkeyPatch) -> None:
    me = create_person(db)
    habit_id = fill(db, me, "three of five days", 800)
    read: list[date] = []
    monkeypatch.setattr(pasts.months, "months", lambda *_: read.append(TODAY))
    db.run_write(service.apply, me, habit_id, [change(TODAY)])
    assert not read, "the whole history was read"
