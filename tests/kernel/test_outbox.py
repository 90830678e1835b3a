"""The outbox: what is recorded with a change is done once, whatever fails on the way."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete
from tests.factories.people import create_person
from tests.kernel.jobs import BASIC, crew_of, handed_to, name_of, only, rows, seq_of

from habitus.accounts.models import Person
from habitus.accounts.queries import people, tables
from habitus.kernel.outbox import Job, PersonJob, drain, queries, record, rules, service
from habitus.kernel.outbox.errors import JobNotFound
from habitus.kernel.outbox.running import run

LETTER = {"letter": "!"}


def leave(db, me, kind="letter", **more):
    db.run_write(lambda tx: record(tx, kind, LETTER, person=me.key, **more))


def test_a_job_is_done_once_and_its_row_is_gone(db):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    leave(db, me)
    assert name_of(db, me) == "Mira", "later, not now"
    assert drain(db, crew) == 1
    assert (name_of(db, me), rows(db)) == ("Mira!", [])
    assert drain(db, crew) == 0


def last_day_of(db, me):
    return db.run_read(lambda tx: people.person_by_key(tx, me.key).last_day)


def test_it_counts_as_a_change_of_the_persons_without_moving_their_day(db, clock):
    me = create_person(db)
    before, made = seq_of(db, me), last_day_of(db, me)
    clock.move(days=3)
    leave(db, me)
    drain(db, crew_of(db, *BASIC))
    assert seq_of(db, me) == before + 1
    assert last_day_of(db, me) == made


def test_what_is_rolled_back_leaves_no_job_and_nobody_is_told(db):
    me = create_person(db)
    handed = handed_to(db)

    def record_and_fail(tx):
        record(tx, "letter", LETTER, person=me.key)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.run_write(record_and_fail)
    assert (rows(db), handed) == ([], [])


def test_ids_are_handed_out_after_the_commit_and_only_then(db):
    me = create_person(db)
    handed = handed_to(db)

    def record_and_look(tx):
        record(tx, "letter", LETTER, person=me.key)
        record(tx, "letter", LETTER, person=me.key)
        assert handed == []

    db.run_write(record_and_look)
    assert handed == [row.id for row in rows(db)]
    assert all(row.handed is not None for row in rows(db))


def test_without_an_engine_a_job_waits_for_a_sweep(db):
    leave(db, create_person(db))
    assert only(db).handed is None


def test_a_job_for_later_is_left_until_then(db, clock):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    handed = handed_to(db)
    leave(db, me, due=clock.now + timedelta(minutes=5))
    assert (handed, drain(db, crew)) == ([], 0)
    clock.move(minutes=5)
    assert drain(db, crew) == 1


def test_with_once_a_waiting_job_is_not_made_twice(db):
    me, other = create_person(db), create_person(db, "Ilse")
    crew = crew_of(db, *BASIC)
    handed = handed_to(db)
    for person in (me, me, other, me):
        leave(db, person, once="today")
    leave(db, me, once="tomorrow")
    assert (len(rows(db)), len(handed)) == (3, 3)
    drain(db, crew)
    assert (name_of(db, me), name_of(db, other)) == ("Mira!!", "Ilse!")
    leave(db, me, once="today")
    assert len(rows(db)) == 1, "what is done does not stand in the way"


def test_run_twice_is_run_once(db):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    leave(db, me)
    job = only(db).id
    for _ in range(2):
        db.run_write(run, crew, job)
    assert name_of(db, me) == "Mira!"


def test_run_by_many_at_once_is_run_once(db):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    for _ in range(5):
        leave(db, me)
    jobs = [row.id for row in rows(db)]

    async def all_at_once():
        await asyncio.gather(*(db.public.write(run, crew, job) for job in jobs * 4))

    asyncio.run(all_at_once())
    assert (name_of(db, me), rows(db)) == ("Mira!!!!!", [])


def test_a_key_that_is_recorded_while_its_job_runs_is_not_lost(db):
    """The running one might have read before that: whoever records waits for it, and then adds a row."""
    me = create_person(db)
    runs, records = threading.Event(), threading.Event()

    def slow(_tx, _me, _payload):
        runs.set()
        records.wait(0.5)  # as long as the other can be at it: SQLite lets it begin only after this

    def change(tx):
        records.set()
        record(tx, "slow", {}, person=me.key, once="today")

    crew = crew_of(db, PersonJob("slow", slow))
    leave(db, me, "slow", once="today")
    first = only(db).id

    async def both():
        running = asyncio.ensure_future(db.public.write(run, crew, first))
        await asyncio.to_thread(runs.wait, 5)
        await asyncio.gather(running, db.public.write(change))

    asyncio.run(both())
    assert only(db).id != first


def test_a_failure_is_undone_noted_and_tried_again(db, clock):
    me = create_person(db)
    broken = crew_of(db, *BASIC)
    leave(db, me, "broken")
    told = []
    db.run_write(lambda tx: tx.after_commit(lambda: told.append("other")))
    assert drain(db, broken) == 1
    row = only(db)
    assert name_of(db, me) == "Mira"
    assert (row.attempts, row.dead, row.handed) == (1, False, None)
    assert row.error == "ZeroDivisionError: the third cup", "and not the lines below, which may be private"
    assert timedelta(seconds=1.6) <= row.due - clock.now <= timedelta(seconds=2.4)
    assert drain(db, broken) == 0, "not before its time"
    clock.move(seconds=3)
    mended = crew_of(db, PersonJob("broken", BASIC[0].run))
    assert drain(db, mended) == 1
    assert (name_of(db, me), rows(db)) == ("Mira!", [])


def test_effects_and_orm_rows_of_a_failure_are_dropped_too(db):
    me = create_person(db)
    told = []

    def half(tx, _payload):
        tx.after_commit(lambda: told.append("half"))
        tx.session.get(Person, me.key).name = "Half"
        tx.session.flush()
        record(tx, "letter", LETTER, person=me.key)
        raise ZeroDivisionError

    crew = crew_of(db, Job("half", half), *BASIC)
    db.run_write(lambda tx: record(tx, "half", {}))
    drain(db, crew)
    assert (told, name_of(db, me), only(db).kind) == ([], "Mira", "half")


def test_orm_rows_of_a_success_are_kept(db):
    me = create_person(db)

    def whole(tx, _payload):
        tx.session.get(Person, me.key).name = "Whole"

    crew = crew_of(db, Job("whole", whole))
    db.run_write(lambda tx: record(tx, "whole", {}))
    drain(db, crew)
    assert (name_of(db, me), rows(db)) == ("Whole", [])


def test_after_eight_failures_a_job_is_dead_until_somebody_retries_it(db, clock):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    leave(db, me, "broken", once="x")
    for _ in range(rules.ATTEMPTS):
        assert drain(db, crew) == 1
        clock.move(seconds=400)
    assert (only(db).dead, only(db).attempts, drain(db, crew)) == (True, 8, 0)
    assert db.run_read(service.overview).counts == (0, 0, 1)
    leave(db, me, "broken", once="x")
    assert len(rows(db)) == 2, "a dead job does not keep a new one from being made"
    db.run_write(queries.remove, rows(db)[1].id)
    db.run_write(service.retry, only(db).id)
    assert (only(db).dead, only(db).attempts) == (False, 0)
    assert drain(db, crew_of(db, PersonJob("broken", BASIC[0].run))) == 1
    assert name_of(db, me) == "Mira!"


def test_what_failed_can_be_listed_retried_and_dropped(db, clock):
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    leave(db, me, "broken")
    leave(db, me)
    db.run_write(lambda tx: record(tx, "gone", {}))
    drain(db, crew)
    leave(db, me)
    found = db.run_read(service.overview)
    assert found.counts == (1, 2, 0)
    assert [(job.kind, job.person_key) for job in found.failed] == [("broken", me.key), ("gone", None)]
    assert found.failed[1].error == "KindUnknown: gone"
    assert db.run_write(service.retry_all) == 2
    assert drain(db, crew) == 3
    for job in db.run_read(service.overview).failed:
        db.run_write(service.drop, job.id)
    assert rows(db) == []
    for refused in (service.retry, service.drop):
        with pytest.raises(JobNotFound):
            db.run_write(refused, uuid4())


def test_a_job_about_a_person_that_names_nobody_fails(db):
    crew = crew_of(db, *BASIC)
    db.run_write(lambda tx: record(tx, "letter", LETTER))
    drain(db, crew)
    assert "without" in only(db).error


def test_a_persons_jobs_go_with_them(db):
    me = create_person(db)
    leave(db, me)
    db.run_write(lambda tx: tx.execute(delete(tables.person).where(tables.person.c.key == me.key)))
    assert rows(db) == []


def test_a_job_leaves_jobs(db):
    me = create_person(db)

    def begin(tx, _payload):
        record(tx, "letter", LETTER, person=me.key)

    crew = crew_of(db, Job("begin", begin), *BASIC)
    db.run_write(lambda tx: record(tx, "begin", {}))
    assert drain(db, crew) == 2
    assert name_of(db, me) == "Mira!"


@pytest.mark.parametrize("attempts,seconds", [(1, 2), (2, 4), (3, 8), (7, 128)])
def test_waits_double_and_vary_by_a_fifth(attempts, seconds):
    assert rules.back_off(attempts, 0.0) == timedelta(seconds=seconds * 0.8)
    assert rules.back_off(attempts, 0.5) == timedelta(seconds=seconds)
    assert rules.back_off(attempts, 0.999) < timedelta(seconds=seconds * 1.2)


def test_two_jobs_of_one_kind_are_refused(db):
    with pytest.raises(ValueError, match="two jobs of the kind nothing"):
        crew_of(db, *BASIC, *BASIC[2:])
