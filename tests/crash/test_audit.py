"""The kill test's own eyes: a clean database passes, and each kind of damage is seen."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from bench.harness.books import Audit, audit
from bench.harness.load import Lane
from bench.harness.plan import Habit, Key, Ledger, Mark, Tick
from tests.conftest import NOON
from tests.factories.habits import change, create_habit, days_before
from tests.factories.people import create_person

from habitus.accounts.models import Actor, Me
from habitus.habits import service
from habitus.kernel.db import Database, Tx

TODAY = NOON.date()


@pytest.fixture
def file(sqlite_database: Database[Actor, Me], tmp_path: Path) -> Path:
    """Three days of three habits of one person."""
    mira = create_person(sqlite_database)
    for options in ({}, {"times": 3, "days": 7}, {"target": 1.5}):
        habit = create_habit(sqlite_database, mira, **options)
        for day in days_before(TODAY, 40, 2, 1):
            sqlite_database.run_write(tap, mira, habit, day)
    return tmp_path / "habitus.db"


def tap(tx: Tx, me: Me, habit: UUID, day: date) -> None:
    """Check a day off as the check-off route does, which also counts the person's day."""
    service.apply(tx, me, habit, [change(day)], totals_on=day)


def damaged(file: Path, statement: str) -> Audit:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(statement)
    return audit(file)


def test_a_clean_database_passes(file: Path) -> None:
    books = audit(file)
    assert (books.integrity, books.foreign_key_violations, books.drifted) == ("ok", 0, [])
    assert len(books.marks) == 9
    assert books.counters > 9


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE habit SET streak = streak + 1, longest_streak = longest_streak + 1 WHERE key = 1",
        "UPDATE habit SET strength = strength + 1e-9 WHERE key = 2",
        "UPDATE habit SET start_day = start_day - 1 WHERE key = 3",
        "UPDATE habit_month SET done = done | 1 WHERE habit_key = 1",
        "DELETE FROM habit_month WHERE habit_key = 2",
        "UPDATE person_day SET due = due + 1",
        "DELETE FROM entry WHERE habit_key = 3",
    ],
)
def test_a_false_sum_is_seen(file: Path, statement: str) -> None:
    assert damaged(file, statement).drifted


def test_a_reference_to_nothing_is_seen(file: Path) -> None:
    assert damaged(file, "DELETE FROM habit WHERE key = 1").foreign_key_violations


HABIT = Habit(0, UUID(int=1), 0)
TICKS = [Tick(HABIT, TODAY - timedelta(days=ago), Mark("done", 10 + ago)) for ago in range(3)]


def booked(*statuses: int, broken: bool) -> Ledger:
    ledger = Ledger()
    ledger.settle(TICKS, Lane(statuses=list(statuses), broken=broken))
    return ledger


def stored(*ticks: Tick) -> dict[Key, Mark]:
    return {tick.key: tick.mark for tick in ticks}


def test_an_acknowledged_tap_that_is_missing_is_lost() -> None:
    ledger = booked(200, 200, 200, broken=False)
    assert ledger.acknowledged == 3
    assert ledger.lost(stored(*TICKS)) == []
    assert ledger.lost(stored(*TICKS[1:])) == [TICKS[0].key]


def test_an_older_tap_in_the_place_of_an_acknowledged_one_is_a_loss() -> None:
    ledger = booked(200, 200, 200, broken=False)
    older = stored(*TICKS) | {TICKS[2].key: Mark("done", 1)}
    assert ledger.lost(older) == [TICKS[2].key]


def test_a_tap_cut_off_in_flight_may_be_stored_or_not() -> None:
    ledger = booked(200, broken=True)
    assert ledger.acknowledged == 1
    assert ledger.lost(stored(TICKS[0])) == []
    assert ledger.lost(stored(TICKS[0], TICKS[1])) == []


def test_a_refused_tap_leaves_both_open() -> None:
    ledger = booked(200, 503, 200, broken=False)
    assert ledger.acknowledged == 2
    assert ledger.lost(stored(TICKS[0], TICKS[2])) == []
