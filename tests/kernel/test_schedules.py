"""Schedules: each slot once, whoever looks and however often; the newest one after downtime."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from tests.kernel.jobs import only, rows

from habitus.accounts.gate import PersonGate
from habitus.kernel.db import Database
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.errors import StorageUnavailable
from habitus.kernel.outbox import queries, rules
from habitus.kernel.outbox.schedules import Schedule, Timetable
from habitus.kernel.settings import Settings

MINUTELY = Schedule("tick", "* * * * *", "tick")
NIGHTLY = Schedule("night", "30 3 * * *", "night")


def timetable(db, clock, *schedules, zone="UTC"):
    return Timetable(db, schedules or (MINUTELY,), zone, clock)


def look(*tables):
    async def all_at_once():
        await asyncio.gather(*(table.look() for table in tables))

    asyncio.run(all_at_once())


def slots(db):
    return [row.payload["slot"] for row in rows(db)]


def clear(db):
    for row in rows(db):
        db.run_write(queries.remove, row.id)


def stored(db):
    return db.run_read(lambda tx: tx.execute(select(queries.slot)).one())


@pytest.fixture
def second(request, db, clock):
    """Another process on the same database, as far as the database can tell."""
    if db.facts()["engine"] == "sqlite":
        engine = SqliteEngine(request.getfixturevalue("tmp_path") / "habitus.db", clock, readers=1)
    else:
        engine = PostgresEngine(request.getfixturevalue("postgres_url"), clock, threads=1)
    other = Database(engine, PersonGate())
    yield other
    other.close()


def test_a_new_schedule_begins_with_the_slot_after_it(db, clock):
    table = timetable(db, clock)
    look(table)
    assert slots(db) == []
    clock.move(seconds=59)
    look(table)
    assert slots(db) == []
    clock.move(seconds=1)
    look(table)
    look(table)
    assert slots(db) == ["2026-11-20T12:01:00+00:00"]


def test_a_job_that_still_waits_is_not_left_twice(db, clock):
    table = timetable(db, clock)
    for _ in range(4):
        look(table)
        clock.move(minutes=1)
    assert slots(db) == ["2026-11-20T12:01:00+00:00"]


def test_of_two_processes_one_wins_each_slot(db, second, clock):
    tables = [timetable(db, clock), timetable(second, clock), timetable(second, clock)]
    for minute in range(1, 6):
        look(*tables)
        clear(db)
        clock.move(minutes=1)
        look(*tables)
        assert slots(db) == [f"2026-11-20T12:0{minute}:00+00:00"]


def test_after_downtime_only_the_newest_missed_slot_comes_and_once(db, second, clock):
    look(timetable(db, clock, NIGHTLY))
    clock.move(days=9)
    look(timetable(db, clock, NIGHTLY), timetable(second, clock, NIGHTLY))
    assert slots(db) == ["2026-11-29T03:30:00+00:00"]
    clear(db)
    look(timetable(db, clock, NIGHTLY))
    assert slots(db) == []


def test_slots_are_reckoned_in_the_zone_of_the_instance(db, clock):
    table = timetable(db, clock, NIGHTLY, zone="Europe/Berlin")
    look(table)
    clock.move(days=1)
    look(table)
    assert slots(db) == ["2026-11-21T02:30:00+00:00"]
    assert (stored(db).slot, stored(db).zone) == (datetime(2026, 11, 21, 2, 30, tzinfo=UTC), "Europe/Berlin")


def test_a_slot_that_could_not_be_asked_for_is_asked_for_again(db, clock, monkeypatch):
    table = timetable(db, clock)
    look(table)
    clock.move(minutes=1)
    with monkeypatch.context() as broken:

        def fail(*_):
            raise StorageUnavailable

        broken.setattr(queries, "win_slot", fail)
        with pytest.raises(StorageUnavailable):
            look(table)
    look(table)
    assert len(slots(db)) == 1


def test_a_slot_taken_by_a_clock_that_was_years_ahead_is_overruled(db, clock):
    table = timetable(db, clock)
    look(table)
    clock.move(days=4000)
    look(table)
    clear(db)
    clock.move(days=-4000, minutes=1)
    look(timetable(db, clock))
    assert slots(db) == ["2026-11-20T12:01:00+00:00"]


def test_what_is_skipped_by_the_clock_comes_once_and_what_is_repeated_too():
    def nights(first, count):
        found, now = [], first
        for _ in range(count):
            now = rules.next_slot("30 2 * * *", "Europe/Berlin", now)
            found.append(now)
        return found

    spring = nights(datetime(2026, 3, 28, 12, tzinfo=UTC), 2)
    assert spring == [datetime(2026, 3, 29, 1, 0, tzinfo=UTC), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)]
    autumn = nights(datetime(2026, 10, 24, 12, tzinfo=UTC), 2)
    assert autumn == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)]


@pytest.mark.parametrize("cron", ["* * * * *", "30 3 * * *", "0 0 1 * *", "15,45 8-20 * * 1-5"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"])
def test_the_newest_slot_is_the_one_whose_next_is_after_now(cron, zone):
    now = datetime(2026, 1, 1, 7, 11, 13, 5, tzinfo=UTC)
    for _ in range(40):
        newest = rules.newest_slot(cron, zone, now)
        assert newest <= now < rules.next_slot(cron, zone, now)
        assert rules.newest_slot(cron, zone, newest) == newest
        assert (
            rules.newest_slot(cron, zone, rules.next_slot(cron, zone, now) - timedelta(seconds=1)) == newest
        )
        now += timedelta(days=9, hours=5, minutes=37)


@pytest.mark.parametrize("zone", ["Mars", "", "../etc/passwd", "berlin"])
def test_the_zone_of_the_instance_is_one_there_is(zone):
    with pytest.raises(ValidationError, match="time zone"):
        Settings(zone=zone)
    assert Settings(zone="Europe/Berlin").zone == "Europe/Berlin"


def test_the_job_says_which_slot_it_is_of(db, clock):
    table = timetable(db, clock)
    look(table)
    clock.move(minutes=3, seconds=20)
    look(table)
    assert (only(db).kind, only(db).payload) == ("tick", {"slot": "2026-11-20T12:03:00+00:00"})
