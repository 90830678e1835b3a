"""The engine of a web process: jobs run by themselves, and what was lost is found."""

from __future__ import annotations

import asyncio
import threading

from tests.factories.people import create_person
from tests.kernel.jobs import BASIC, Renamed, crew_of, name_of, only, rows

from habitus.kernel import facts
from habitus.kernel.errors import Overloaded
from habitus.kernel.outbox import LongJob, PersonJob, Reaction, engine, queries, record
from habitus.kernel.outbox.engine import JobEngine
from habitus.kernel.outbox.inprocess import InProcess
from habitus.kernel.outbox.running import run
from habitus.kernel.outbox.schedules import Schedule, Timetable

LETTER = {"letter": "!"}


def engine_of(db, crew, clock, schedules=(), **more):
    return JobEngine(db, crew, Timetable(db, schedules, "UTC", clock), InProcess(alone=True), clock, **more)


async def until(what):
    """Wait for it; the machine may be busy, but not for half a minute."""
    async with asyncio.timeout(30):
        while not await asyncio.to_thread(what):  # noqa: ASYNC110 - it looks at the database
            await asyncio.sleep(0.01)


def with_engine(db, crew, clock, scenario, **more):
    async def whole():
        jobs = engine_of(db, crew, clock, **more)
        await jobs.start()
        try:
            await scenario()
        finally:
            await jobs.stop()

    asyncio.run(whole())


def leave(tx, me, kind="letter", **more):
    record(tx, kind, LETTER, person=me.key, **more)


def test_a_job_runs_by_itself_after_the_commit(db, clock, monkeypatch):
    monkeypatch.setattr(engine, "LOOK_SECONDS", 3600.0)  # not the sweep: the hand-over
    me = create_person(db)

    async def scenario():
        await asyncio.sleep(0.1)
        await db.public.write(leave, me)
        await until(lambda: not rows(db))

    with_engine(db, crew_of(db, *BASIC), clock, scenario)
    assert name_of(db, me) == "Mira!"
    assert db.outlet.carry is None


def test_a_thread_without_a_loop_hands_over_too(db, clock, monkeypatch):
    monkeypatch.setattr(engine, "LOOK_SECONDS", 3600.0)
    me = create_person(db)

    async def scenario():
        await asyncio.sleep(0.1)
        await asyncio.to_thread(db.run_write, leave, me)
        await until(lambda: not rows(db))

    with_engine(db, crew_of(db, *BASIC), clock, scenario)
    assert name_of(db, me) == "Mira!"


def test_what_a_killed_process_was_given_is_done_at_the_next_start(db, clock):
    me = create_person(db)
    db.outlet.carry = lambda _job: None  # it was handed out, and nobody did it
    db.run_write(leave, me)
    db.outlet.carry = None
    assert only(db).handed is not None

    async def scenario():
        await until(lambda: not rows(db))

    clock.move(seconds=1)
    with_engine(db, crew_of(db, *BASIC), clock, scenario)
    assert name_of(db, me) == "Mira!"


def test_the_sweep_finds_what_was_lost_after_ten_seconds_and_not_before(db, clock):
    me = create_person(db)
    crew = crew_of(db, *BASIC)

    async def scenario():
        jobs = engine_of(db, crew, clock)  # not started: nothing is carried
        db.outlet.carry = lambda _job: None
        clock.move(seconds=1)
        await db.public.write(leave, me)
        swept = [await jobs.sweep()]
        clock.move(seconds=9)
        swept.append(await jobs.sweep())
        clock.move(seconds=1)
        swept += [await jobs.sweep(), await jobs.sweep()]
        assert swept == [0, 0, 1, 0]
        assert only(db).handed == clock.now

    asyncio.run(scenario())


def test_what_failed_is_tried_again_by_itself(db, clock, monkeypatch):
    monkeypatch.setattr(engine, "LOOK_SECONDS", 0.02)
    me = create_person(db)
    tries = []

    def third_time(tx, person, payload):
        tries.append(1)
        if len(tries) < 3:
            raise ZeroDivisionError
        BASIC[0].run(tx, person, payload)

    async def scenario():
        await db.public.write(leave, me, "letter")
        await until(lambda: clock.move(seconds=1) or not rows(db))

    with_engine(db, crew_of(db, PersonJob("letter", third_time)), clock, scenario)
    assert (name_of(db, me), len(tries)) == ("Mira!", 3)


def test_many_facts_at_once_are_each_answered_once(db, clock):
    me = create_person(db)
    crew = crew_of(db, Reaction("count", Renamed, lambda tx, person, _: BASIC[0].run(tx, person, LETTER)))

    async def scenario():
        clock.move(seconds=1)
        fact = Renamed(me.key, "Ilse", clock.now.date())
        await asyncio.gather(*(db.public.write(facts.record, fact) for _ in range(100)))
        await until(lambda: not rows(db))

    with_engine(db, crew, clock, scenario)
    assert name_of(db, me) == "Mira" + "!" * 100


def test_stopping_waits_for_what_runs_and_leaves_what_waits(db, clock):
    me = create_person(db)
    begun, go_on = threading.Event(), threading.Event()

    def work(_report):
        begun.set()
        go_on.wait(20)
        return lambda tx: BASIC[0].run(tx, me, LETTER)

    crew = crew_of(db, LongJob("long", work), *BASIC)

    async def whole():
        jobs = engine_of(db, crew, clock)
        await jobs.start()
        await db.public.write(lambda tx: record(tx, "long", {}))
        await until(begun.is_set)
        stopping = asyncio.create_task(jobs.stop())
        await asyncio.sleep(0.05)
        assert not stopping.done()
        await db.public.write(leave, me)
        go_on.set()
        await stopping

    asyncio.run(whole())
    assert name_of(db, me) == "Mira!", "the long work was finished"
    assert only(db).kind == "letter", "and nothing new was begun"


def test_long_work_keeps_no_short_job_waiting(db, clock):
    me = create_person(db)
    go_on = threading.Event()
    crew = crew_of(db, LongJob("long", lambda _report: go_on.wait(20) and None), *BASIC)

    async def scenario():
        for _ in range(12):
            await db.public.write(lambda tx: record(tx, "long", {}))
        await db.public.write(leave, me)
        await until(lambda: name_of(db, me) == "Mira!")
        assert sum(row.progress is not None for row in rows(db)) <= engine.AT_ONCE
        go_on.set()

    with_engine(db, crew, clock, scenario)


def test_an_outage_is_outlived(db, clock, monkeypatch):
    monkeypatch.setattr(engine, "LOOK_SECONDS", 0.02)
    me = create_person(db)
    crew = crew_of(db, *BASIC)
    real = queries.take
    outages = []

    def fail_first(tx, job):
        if len(outages) < 2:
            outages.append(1)
            raise Overloaded
        return real(tx, job)

    monkeypatch.setattr(queries, "take", fail_first)

    async def scenario():
        await db.public.write(leave, me)
        await until(lambda: clock.move(seconds=1) or not rows(db))

    with_engine(db, crew, clock, scenario)
    assert (name_of(db, me), len(outages)) == ("Mira!", 2)


def test_a_schedule_leaves_its_job_and_the_job_runs(db, clock):
    done = threading.Event()

    def tick(_report):
        done.set()

    crew = crew_of(db, LongJob("tick", tick))

    async def scenario():
        await asyncio.sleep(0.1)
        clock.move(minutes=1)
        await until(done.is_set)
        await until(lambda: not rows(db))

    with_engine(db, crew, clock, scenario, schedules=(Schedule("tick", "* * * * *", "tick"),))


def test_an_id_is_not_carried_twice_while_it_is_here(db, clock):
    carried = []

    async def scenario():
        carrier, go_on = InProcess(alone=True), asyncio.Event()

        async def note(job):
            carried.append(job)
            await go_on.wait()

        await carrier.start(note)
        me = create_person(db)
        db.run_write(leave, me)
        for _ in range(3):
            await carrier.carry(only(db).id)
        await asyncio.sleep(0.05)
        go_on.set()
        await carrier.stop()
        await carrier.carry(only(db).id)

    asyncio.run(scenario())
    assert len(carried) == 1


def test_a_backlog_of_before_is_worked_off_as_fast_as_there_is_room(db, clock, monkeypatch):
    monkeypatch.setattr(engine, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(engine, "SWEEP_LIMIT", 20)
    monkeypatch.setattr(engine, "SWEEP_EVERY", 1_000_000)
    db.run_write(lambda tx: [record(tx, "nothing", {}) for _ in range(90)] and None)

    async def scenario():
        await until(lambda: not rows(db))

    with_engine(db, crew_of(db, *BASIC), clock, scenario)


def test_a_process_that_is_not_alone_leaves_the_leases_of_others(db, clock):
    crew = crew_of(db, LongJob("long", lambda _report: None))
    db.run_write(lambda tx: record(tx, "long", {}))
    db.run_write(run, crew, only(db).id)

    async def begin_and_end(alone):
        jobs = JobEngine(db, crew, Timetable(db, (), "UTC", clock), InProcess(alone=alone), clock)
        await jobs.start()
        if alone:
            await until(lambda: not rows(db))
        await jobs.stop()

    asyncio.run(begin_and_end(alone=False))
    assert only(db).progress is not None
    asyncio.run(begin_and_end(alone=True))
