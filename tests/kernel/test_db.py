"""Transactions on both databases: what is kept, what is undone, what is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError
from tests.factories.people import create_person

from habitus.accounts.errors import AccountDisabled, CredentialsWrong, Unauthenticated
from habitus.accounts.models import Actor, Me, Person, Session
from habitus.accounts.queries import people, sessions
from habitus.kernel.db import Database, Refusal, Tx, table_of
from habitus.kernel.errors import StorageUnavailable
from habitus.kernel.ids import new_id

Db = Database[Actor, Me]
person = table_of(Person)


def names(tx: Tx) -> list[str]:
    return list(tx.execute(select(person.c.name).order_by(person.c.key)).scalars())


def rename(tx: Tx, key: int, name: str) -> str:
    people.update_person(tx, key, {"name": name})
    return name


def rename_and_fail(tx: Tx, key: int, name: str) -> str:
    rename(tx, key, name)
    raise ZeroDivisionError(name)


def signed_in(db: Db, me: Me) -> Actor:
    session_id = new_id()
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    db.run_write(
        lambda tx: sessions.add_session(
            tx,
            {
                "id": session_id,
                "person_key": me.key,
                "client": "api",
                "created_at": now,
                "idle_ends_at": now.replace(day=30),
                "ends_at": now.replace(day=29),
            },
        )
    )
    return Actor(session_id)


def seq(db: Db, me: Me) -> int:
    return int(db.run_read(lambda tx: people.person_by_key(tx, me.key).seq))


def test_a_write_is_there_for_the_next_read(db):
    me = create_person(db)
    assert db.run_write(rename, me.key, "Ilse") == "Ilse"
    assert db.run_read(names) == ["Ilse"]


def test_a_failing_function_is_rolled_back_and_its_own_error_comes_back(db):
    me = create_person(db)
    with pytest.raises(ZeroDivisionError, match="Ilse"):
        db.run_write(rename_and_fail, me.key, "Ilse")
    assert db.run_read(names) == ["Mira"]


def test_of_many_functions_at_once_only_the_failing_ones_are_undone(db):
    people = [create_person(db, f"P{number}") for number in range(12)]

    async def all_at_once() -> list[object]:
        works = [
            db.public.write(rename_and_fail if number % 3 == 0 else rename, me.key, f"N{number}")
            for number, me in enumerate(people)
        ]
        return await asyncio.gather(*works, return_exceptions=True)

    answers = asyncio.run(all_at_once())
    assert [isinstance(answer, ZeroDivisionError) for answer in answers] == [n % 3 == 0 for n in range(12)]
    assert db.run_read(names) == [f"P{n}" if n % 3 == 0 else f"N{n}" for n in range(12)]


def test_a_read_cannot_write(db):
    me = create_person(db)
    with pytest.raises(Exception, match=r"(?i)read.?only|unavailable|Nothing of this was stored"):
        db.run_read(rename, me.key, "Ilse")
    assert db.run_read(names) == ["Mira"]


def test_an_orm_session_joins_the_transaction_and_is_undone_with_it(db):
    me = create_person(db)

    def by_session(tx: Tx, *, fail: bool) -> None:
        tx.session.get_one(Person, me.key).name = "Ilse"
        tx.session.flush()
        if fail:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.run_write(lambda tx: by_session(tx, fail=True))
    assert db.run_read(names) == ["Mira"]
    db.run_write(lambda tx: by_session(tx, fail=False))
    assert db.run_read(names) == ["Ilse"]


def test_a_remembered_refusal_is_committed_and_then_raised(db):
    me = create_person(db)

    def refuse(tx: Tx) -> Refusal:
        rename(tx, me.key, "counted")
        return Refusal(CredentialsWrong())

    with pytest.raises(CredentialsWrong):
        db.run_write(refuse)
    assert db.run_read(names) == ["counted"]


def test_after_commit_runs_once_on_the_loop_and_only_when_it_held(db):
    me = create_person(db)
    told: list[str] = []

    def write(tx: Tx, name: str, *, fail: bool) -> None:
        rename(tx, me.key, name)
        tx.after_commit(lambda: told.append(name))
        if fail:
            raise ZeroDivisionError

    async def both() -> None:
        await db.public.write(lambda tx: write(tx, "kept", fail=False))
        with pytest.raises(ZeroDivisionError):
            await db.public.write(lambda tx: write(tx, "undone", fail=True))

    asyncio.run(both())
    assert told == ["kept"]


def test_an_effect_that_fails_is_logged_and_harms_nobody(db, capsys):
    me = create_person(db)

    def write(tx: Tx) -> str:
        tx.after_commit(lambda: 1 / 0)
        return rename(tx, me.key, "Ilse")

    assert db.run_write(write) == "Ilse"
    assert db.run_read(names) == ["Ilse"]


def test_every_write_of_a_person_bumps_their_sequence_and_a_read_does_not(db):
    me, other = create_person(db), create_person(db, "Tomasz")
    actor = signed_in(db, me)

    async def some() -> None:
        await db.write(actor, lambda _tx, proven: proven.name)
        await db.write(actor, lambda _tx, proven: proven.name)
        await db.read(actor, lambda _tx, proven: proven.name)

    asyncio.run(some())
    assert (seq(db, me), seq(db, other)) == (2, 0)


def test_a_refused_write_does_not_bump_the_sequence(db):
    me = create_person(db)
    actor = signed_in(db, me)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(_write(db, actor, lambda _tx, _me: 1 // 0))
    assert seq(db, me) == 0


async def _write(db, actor, fn):
    return await db.write(actor, fn)


async def _read(db, actor, fn):
    return await db.read(actor, fn)


def test_the_proof_refuses_unknown_revoked_ended_and_disabled(db, clock):
    me = create_person(db)
    actor = signed_in(db, me)
    assert asyncio.run(_read(db, actor, lambda _tx, proven: proven.key)) == me.key
    with pytest.raises(Unauthenticated):
        asyncio.run(_read(db, Actor(new_id()), lambda _tx, _me: None))
    clock.move(days=10)
    with pytest.raises(Unauthenticated):
        asyncio.run(_read(db, actor, lambda _tx, _me: None))
    clock.move(days=-10)
    db.run_write(lambda tx: people.update_person(tx, me.key, {"disabled_at": clock.now}))
    for attempt in (_read, _write):
        with pytest.raises(AccountDisabled):
            asyncio.run(attempt(db, actor, lambda _tx, _me: None))
    db.run_write(lambda tx: people.update_person(tx, me.key, {"disabled_at": None}))
    session = table_of(Session)
    db.run_write(lambda tx: tx.execute(session.update().values(revoked_at=clock.now)))
    with pytest.raises(Unauthenticated):
        asyncio.run(_write(db, actor, lambda _tx, _me: None))


def test_increments_of_many_at_once_are_all_counted(db):
    me = create_person(db)
    actor = signed_in(db, me)

    async def flood() -> None:
        await asyncio.gather(*(db.write(actor, lambda _tx, _me: None) for _ in range(200)))

    asyncio.run(flood())
    assert seq(db, me) == 200


def test_a_cancelled_waiter_cancels_only_what_has_not_started(db):
    me = create_person(db)

    async def cancel_one() -> None:
        works = [asyncio.ensure_future(db.public.write(rename, me.key, f"N{n}")) for n in range(3)]
        works[2].cancel()
        await asyncio.gather(*works, return_exceptions=True)

    asyncio.run(cancel_one())
    assert db.run_read(names)[0] in {"N0", "N1"}


def test_a_naive_instant_never_reaches_the_database(db):
    me = create_person(db)
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the point of the test
    with pytest.raises(Exception, match="naive datetime"):
        db.run_write(lambda tx: people.update_person(tx, me.key, {"disabled_at": naive}))


def test_a_constraint_of_the_database_is_a_fault_of_ours_not_an_outage(db):
    me = create_person(db)

    def break_it(tx: Tx) -> None:
        tx.execute(insert(person).values(key=me.key))

    with pytest.raises(Exception, match=r"(?i)constraint") as caught:
        db.run_write(break_it)
    assert not isinstance(caught.value, StorageUnavailable)
    assert db.run_read(lambda tx: tx.execute(select(func.count()).select_from(person)).scalar_one()) == 1


def test_facts_are_read_back_from_the_database(db):
    facts = db.facts()
    assert facts["engine"] in {"sqlite", "postgresql"}
    assert facts.get("synchronous", 2) == 2
    assert facts.get("synchronous_commit", "on") == "on"


class Stop(BaseException):
    """Not even an Exception: what a thread must survive too."""


def test_the_database_threads_outlive_whatever_a_function_raises(db):
    me = create_person(db)

    def stop(_tx: Tx) -> None:
        raise Stop

    for run in (db.run_write, db.run_read):
        for _ in range(5):
            with pytest.raises(Stop):
                run(stop)
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_function_that_raises_stop_iteration_leaves_nobody_waiting(db):
    """A future refuses that exception; the waiter, and all behind it in the batch, would wait for ever."""
    me = create_person(db)

    async def both() -> list[object]:
        works = [db.public.write(lambda _tx: next(iter(()))), db.public.write(rename, me.key, "after")]
        return await asyncio.wait_for(asyncio.gather(*works, return_exceptions=True), 5)

    failed, name = asyncio.run(both())
    assert isinstance(failed, RuntimeError)
    assert name == "after"


def test_a_statement_that_is_wrong_is_a_fault_of_ours_not_an_outage(db):
    for run in (db.run_write, db.run_read):
        with pytest.raises(DBAPIError):
            run(lambda tx: tx.execute(text("SELECT nonsense FROM nowhere")))


def test_errors_do_not_quote_what_people_wrote(db):
    create_person(db, "Mira")
    secret = {"key": 1, "email": "secret@home.example.com", "password_hash": "secret"}
    with pytest.raises(DBAPIError) as caught:
        db.run_write(lambda tx: tx.execute(insert(person).values(**secret)))
    assert "secret" not in str(caught.value).partition("DETAIL")[0]


def test_facts_can_be_asked_by_everybody_at_once(db):
    """Asked inside a read, they must not need a second connection: with all in use nobody gets one."""

    async def flood() -> list[object]:
        asked = [db.public.read(lambda _tx: db.facts()) for _ in range(50)]
        return await asyncio.wait_for(asyncio.gather(*asked), 10)

    assert len(asyncio.run(flood())) == 50
