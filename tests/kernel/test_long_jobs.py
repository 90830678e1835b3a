"""Long work: outside transactions, by a lease, and written only while it is still ours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories.people import create_person
from tests.kernel.jobs import crew_of, only, rows

from habitus.accounts.queries import people
from habitus.kernel.outbox import LongJob, drain, is_waiting, queries, record, rules, service
from habitus.kernel.outbox.running import run, work_on

LEASE = timedelta(minutes=10)


@pytest.fixture
def me(db):
    return create_person(db)


def leave(db):
    db.run_write(lambda tx: record(tx, "long", {"pages": 3}))
    return only(db).id


def rename(me, name):
    return lambda tx: people.update_person(tx, me.key, {"name": name})


def name_of(db, me):
    return db.run_read(lambda tx: people.person_by_key(tx, me.key).name)


def test_it_works_outside_a_transaction_reports_and_writes_its_result(db, me, clock):
    seen = []

    def work(report):
        report.progress(40)
        row = only(db)
        seen.append((report.payload, report.now, row.progress, row.fence))
        return rename(me, "Done")

    crew = crew_of(db, LongJob("long", work))
    leave(db)
    assert drain(db, crew) == 1
    assert seen == [({"pages": 3}, clock.now, 40, 1)]
    assert (name_of(db, me), rows(db)) == ("Done", [])


def test_while_it_is_leased_nobody_else_takes_it(db, clock):
    crew = crew_of(db, LongJob("long", lambda _report: None, LEASE))
    job = leave(db)
    assert db.run_write(run, crew, job) is not None
    assert db.run_write(run, crew, job) is None
    clock.move(minutes=11)
    assert db.run_write(run, crew, job).fence == 2


def test_whoever_lost_the_lease_writes_nothing(db, me, clock):
    crew = crew_of(db, LongJob("long", lambda _report: rename(me, "Late"), LEASE))
    job = leave(db)
    slow = db.run_write(run, crew, job)
    clock.move(minutes=11)
    fast = db.run_write(run, crew, job)
    work_on(db, slow)
    assert (name_of(db, me), only(db).fence) == ("Mira", 2)
    work_on(db, fast)
    assert (name_of(db, me), rows(db)) == ("Late", [])


def test_who_is_late_and_fails_leaves_no_mark_on_the_work_of_another(db, clock):
    def fail(_report):
        raise OSError("no room")

    crew = crew_of(db, LongJob("long", fail, LEASE))
    job = leave(db)
    slow = db.run_write(run, crew, job)
    clock.move(minutes=11)
    db.run_write(run, crew, job)
    work_on(db, slow)
    assert only(db).error is None


def test_dropping_it_cancels_it_at_its_next_report(db, me):
    reached = []

    def work(report):
        db.run_write(service.drop, only(db).id)
        report.progress(50)
        reached.append("the end")

    leave(db)
    drain(db, crew_of(db, LongJob("long", work)))
    assert (reached, rows(db)) == ([], [])


def test_a_failure_is_noted_as_of_any_job(db, clock):
    def fail(_report):
        raise OSError("no room")

    crew = crew_of(db, LongJob("long", fail))
    leave(db)
    drain(db, crew)
    row = only(db)
    assert (row.attempts, row.error, row.progress) == (1, "OSError: no room", None)
    for _ in range(7):
        clock.move(seconds=400)
        drain(db, crew)
    assert (only(db).attempts, only(db).dead) == (8, True)


def test_work_that_ends_its_process_each_time_is_dead_in_the_end(db, clock):
    crew = crew_of(db, LongJob("long", lambda _report: None, LEASE))
    job = leave(db)
    for _ in range(rules.ATTEMPTS):
        assert db.run_write(run, crew, job) is not None
        clock.move(minutes=11)
    assert db.run_write(run, crew, job) is None
    assert only(db).dead


def test_leases_of_a_process_that_was_killed_end_when_the_next_one_begins(db):
    crew = crew_of(db, LongJob("long", lambda _report: None, LEASE))
    job = leave(db)
    db.run_write(run, crew, job)
    db.run_write(queries.release)
    assert drain(db, crew) == 1
    assert rows(db) == []


def test_a_process_that_is_told_to_stop_leaves_it_to_the_next_and_no_attempt_is_counted(db, me):
    reached = []

    def work(report):
        report.progress(50)
        reached.append("the end")
        return rename(me, "Done")

    crew = crew_of(db, LongJob("long", work))
    job = leave(db)
    for _ in range(rules.ATTEMPTS + 1):
        work_on(db, db.run_write(run, crew, job), lambda: True)
        assert (only(db).attempts, only(db).progress, only(db).error) == (0, None, None)
    assert reached == []
    drain(db, crew)
    assert (reached, name_of(db, me)) == (["the end"], "Done")


def test_who_was_overtaken_puts_nothing_off(db, clock):
    crew = crew_of(db, LongJob("long", lambda report: report.progress(50), LEASE))
    job = leave(db)
    slow = db.run_write(run, crew, job)
    clock.move(minutes=11)
    db.run_write(run, crew, job)
    work_on(db, slow, lambda: True)
    assert (only(db).attempts, only(db).fence, only(db).progress) == (2, 2, 0)


def test_whether_one_waits_is_told_by_its_key(db, me, clock):
    crew = crew_of(db, LongJob("long", lambda _report: None))
    assert not db.run_read(lambda tx: is_waiting(tx, "long", "a", person=me.key))
    db.run_write(lambda tx: record(tx, "long", {}, person=me.key, once="a"))
    assert db.run_read(lambda tx: is_waiting(tx, "long", "a", person=me.key))
    assert not db.run_read(lambda tx: is_waiting(tx, "long", "a"))
    db.run_write(run, crew, only(db).id)
    assert db.run_read(lambda tx: is_waiting(tx, "long", "a", person=me.key)), "while it is at work too"
    db.run_write(queries.bury, only(db).id, 8, "in vain")
    assert not db.run_read(lambda tx: is_waiting(tx, "long", "a", person=me.key))


def test_it_may_read_and_write_on_its_way(db, me):
    def work(report):
        report.database.run_write(rename(me, "Meanwhile"))

    leave(db)
    drain(db, crew_of(db, LongJob("long", work)))
    assert name_of(db, me) == "Meanwhile"
