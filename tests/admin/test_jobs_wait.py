"""While an account is paused nothing is done for it; when it is resumed, everything is."""

from __future__ import annotations

import pytest
from tests.factories.habit_api import create
from tests.factories.people import create_person, me_again, sign_in_again
from tests.kernel.jobs import (
    Renamed,
    crew_of,
    handed_to,
    name_of,
    only,
    rows,
    write_name,
    write_name_and_fail,
)

from habitus.accounts.pausing import Reason
from habitus.accounts.queries import people as people_rows
from habitus.admin import people
from habitus.habits.queries import days
from habitus.kernel import facts
from habitus.kernel.outbox import LongJob, PersonJob, Reaction, drain, queries, record, service
from habitus.kernel.outbox.running import run, work_on

WHY = Reason("other", "Asked for it")


@pytest.fixture
def me(db):
    return create_person(db)


def pause(db, me):
    db.run_write(people.pause_by_command, me.email, WHY)


def resume(db, me):
    db.run_write(people.resume_by_command, me.email)


def rename_to(tx, me, fact):
    people_rows.update_person(tx, me.key, {"name": fact.name})


def test_jobs_and_reactions_wait_and_go_on_at_once(db, me):
    crew = crew_of(db, PersonJob("letter", write_name), Reaction("rename", Renamed, rename_to))
    pause(db, me)
    db.run_write(lambda tx: record(tx, "letter", {"letter": "!"}, person=me.key))
    db.run_write(lambda tx: facts.record(tx, Renamed(me.key, "Mirabell", me.today)))
    assert drain(db, crew) == 2
    assert drain(db, crew) == 0
    assert name_of(db, me) == "Mira"
    assert [(row.attempts, row.dead, row.error) for row in rows(db)] == [(0, False, None)] * 2
    handed = handed_to(db)
    resume(db, me)
    assert set(handed) == {row.id for row in rows(db)}
    drain(db, crew)
    assert (name_of(db, me), rows(db)) == ("Mirabell", [])


def test_jobs_of_others_and_of_nobody_go_on(db, me):
    other = create_person(db, "Tomasz")
    crew = crew_of(db, PersonJob("letter", write_name))
    pause(db, me)
    db.run_write(lambda tx: record(tx, "letter", {"letter": "!"}, person=other.key))
    drain(db, crew)
    assert name_of(db, other) == "Tomasz!"


def test_a_job_for_later_is_not_done_earlier_for_the_pause(db, me, clock):
    crew = crew_of(db, PersonJob("letter", write_name))
    db.run_write(
        lambda tx: record(tx, "letter", {"letter": "!"}, person=me.key, due=clock.now.replace(hour=20))
    )
    pause(db, me)
    resume(db, me)
    drain(db, crew)
    assert name_of(db, me) == "Mira"
    clock.move(hours=8)
    drain(db, crew)
    assert name_of(db, me) == "Mira!"


def test_a_failed_job_that_is_retried_while_paused_waits_on(db, me, clock):
    crew = crew_of(db, PersonJob("broken", write_name_and_fail))
    db.run_write(lambda tx: record(tx, "broken", {"letter": "!"}, person=me.key))
    drain(db, crew)
    pause(db, me)
    db.run_write(service.retry_all)
    drain(db, crew)
    (failed,) = db.run_read(service.overview).failed
    assert (failed.attempts, failed.next_try) == (0, None)
    resume(db, me)
    drain(db, crew)
    assert only(db).attempts == 1


def test_long_work_that_runs_is_fenced_off_and_begins_anew(db, me):
    ends = []

    def work(report):
        pause(db, me)
        report.progress(50)

    crew = crew_of(db, LongJob("long", lambda report: (ends.append(report.now), work(report))[0]))
    db.run_write(lambda tx: record(tx, "long", {}, person=me.key))
    drain(db, crew)
    row = only(db)
    assert (len(ends), row.attempts, row.progress, row.error) == (1, 0, None, None)
    done = crew_of(db, LongJob("long", lambda _report: None))
    assert drain(db, done) == 0
    resume(db, me)
    assert drain(db, done) == 1
    assert rows(db) == []


def test_long_work_that_says_nothing_writes_no_result(db, me):
    def work(_report):
        pause(db, me)
        return lambda tx: people_rows.update_person(tx, me.key, {"name": "Late"})

    crew = crew_of(db, LongJob("long", work))
    db.run_write(lambda tx: record(tx, "long", {}, person=me.key))
    drain(db, crew)
    assert (name_of(db, me), only(db).attempts) == ("Mira", 0)


def test_long_work_that_writes_on_its_way_writes_no_more(db, me):
    def work(report):
        pause(db, me)

        def step(tx):
            report.confirm(tx)
            people_rows.update_person(tx, me.key, {"name": "Late"})

        report.database.run_write(step)

    crew = crew_of(db, LongJob("long", work))
    db.run_write(lambda tx: record(tx, "long", {}, person=me.key))
    drain(db, crew)
    assert (name_of(db, me), only(db).error) == ("Mira", None)


def test_long_work_about_somebody_paused_is_not_begun(db, me):
    crew = crew_of(db, LongJob("long", lambda _report: pytest.fail("it began")))
    db.run_write(lambda tx: record(tx, "long", {}, person=me.key))
    pause(db, me)
    assert db.run_write(run, crew, only(db).id) is None
    assert (only(db).attempts, only(db).due) == (0, queries.HELD_BACK)


def test_long_work_of_another_is_left_alone(db, me):
    other = create_person(db, "Tomasz")

    def work(report):
        pause(db, me)
        report.progress(50)
        return lambda tx: people_rows.update_person(tx, other.key, {"name": "Done"})

    crew = crew_of(db, LongJob("long", work))
    db.run_write(lambda tx: record(tx, "long", {}, person=other.key))
    claim = db.run_write(run, crew, only(db).id)
    work_on(db, claim)
    assert name_of(db, other) == "Done"


def test_the_days_of_the_paused_are_closed_when_they_are_back(db, mira, stranger, clock):
    create(mira)
    create(stranger)
    clock.move(days=2)
    pause(db, mira.me)
    assert db.run_read(days.late, clock.now, 9) == [stranger.me.key]
    resume(db, mira.me)
    assert set(db.run_read(days.late, clock.now, 9)) == {mira.me.key, stranger.me.key}


def test_only_who_a_job_is_about_is_seen_as_paused(db, mira):
    pause(db, mira.me)
    assert me_again(db, mira.me.key).is_paused
    resume(db, mira.me)
    assert not sign_in_again(db, mira).me.is_paused
