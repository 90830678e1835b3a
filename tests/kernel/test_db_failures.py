"""When the database itself fails: nobody is told "stored" who is not, and the next write works."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import InvalidRequestError
from tests.factories.people import create_person

from habitus.accounts.models import Person
from habitus.accounts.queries import people
from habitus.kernel.db import Tx, sqlite, table_of
from habitus.kernel.db.sqlite import Handle
from habitus.kernel.errors import Overloaded, StorageFull, StorageUnavailable

person = table_of(Person)


def names(tx: Tx) -> list[str]:
    return list(tx.execute(select(person.c.name).order_by(person.c.key)).scalars())


def rename(tx: Tx, key: int, name: str) -> None:
    people.update_person(tx, key, {"name": name})


def end_the_transaction(tx: Tx, key: int) -> None:
    """What a full disk does: SQLite ends the whole transaction, savepoints and all."""
    tx.execute(text("INSERT OR ROLLBACK INTO person (key) VALUES (:key)"), {"key": key})


def break_the_commit(tx: Tx) -> None:
    """A deferred foreign key without its parent: nothing fails until COMMIT does."""
    tx.execute(text("PRAGMA defer_foreign_keys = ON"))
    tx.execute(text("INSERT INTO refresh_token (digest, session_key, generation) VALUES ('x', 999, 0)"))


def one_batch(db, *functions):
    """Run functions in one group commit: the writer is held until all of them wait."""
    gate = threading.Event()

    async def queue_all():
        held = asyncio.ensure_future(db.public.write(lambda _tx: gate.wait(5)))
        await asyncio.sleep(0.05)
        works = [asyncio.ensure_future(db.public.write(function)) for function in functions]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(held, *works, return_exceptions=True)

    return asyncio.run(queue_all())[1:]


def test_a_transaction_that_ends_inside_a_function_fails_the_whole_batch(sqlite_database):
    db = sqlite_database
    me = create_person(db)
    told = []

    def before(tx: Tx) -> None:
        tx.after_commit(lambda: told.append("before"))
        rename(tx, me.key, "before")

    ran_after = threading.Event()
    answers = one_batch(
        db,
        before,
        lambda tx: end_the_transaction(tx, me.key),
        lambda _tx: ran_after.set(),
    )
    assert all(isinstance(answer, StorageUnavailable) for answer in answers)
    assert not ran_after.is_set(), "nothing of a lost batch runs on outside a transaction"
    assert told == []
    assert db.run_read(names) == ["Mira"]
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_commit_that_fails_tells_everybody_in_the_batch(sqlite_database):
    db = sqlite_database
    me = create_person(db)
    told = []

    def good(tx: Tx) -> None:
        tx.after_commit(lambda: told.append("good"))
        rename(tx, me.key, "good")

    answers = one_batch(db, good, break_the_commit)
    assert all(isinstance(answer, StorageUnavailable) and answer.retry_after for answer in answers)
    assert told == []
    assert db.run_read(names) == ["Mira"]
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_full_disk_is_507_reads_go_on_and_it_recovers(sqlite_database):
    db = sqlite_database
    me = create_person(db)

    def fill(tx: Tx) -> None:
        pages = tx.execute(text("PRAGMA page_count")).scalar_one()
        tx.execute(text(f"PRAGMA max_page_count = {pages}"))
        tx.execute(text("CREATE TABLE big AS SELECT hex(zeroblob(900000)) AS x"))

    with pytest.raises(StorageFull) as told:
        db.run_write(fill)
    assert told.value.retry_after
    assert db.run_read(names) == ["Mira"]
    db.run_write(lambda tx: tx.execute(text("PRAGMA max_page_count = 1073741823")))
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_failing_function_in_a_batch_leaves_its_neighbours_stored(sqlite_database):
    db = sqlite_database
    one, two = create_person(db, "One"), create_person(db, "Two")

    def fail(tx: Tx) -> None:
        rename(tx, two.key, "never")
        raise ZeroDivisionError

    answers = one_batch(
        db, lambda tx: rename(tx, one.key, "kept"), fail, lambda tx: rename(tx, two.key, "too")
    )
    assert [type(answer) for answer in answers] == [type(None), ZeroDivisionError, type(None)]
    assert db.run_read(names) == ["kept", "too"]


def test_an_error_caught_inside_a_function_does_not_poison_it(sqlite_database):
    db = sqlite_database
    me = create_person(db)

    def clumsy(tx: Tx) -> None:
        with pytest.raises(Exception, match="no such table"):
            tx.execute(text("SELECT * FROM nowhere"))
        rename(tx, me.key, "Ilse")

    db.run_write(clumsy)
    assert db.run_read(names) == ["Ilse"]


def test_a_waiter_that_is_gone_cancels_what_has_not_started(sqlite_database):
    db = sqlite_database
    me = create_person(db)
    ran = threading.Event()
    gate = threading.Event()

    async def leave():
        held = asyncio.ensure_future(
            db.public.write(lambda tx: (gate.wait(5), rename(tx, me.key, "started")))
        )
        await asyncio.sleep(0.05)
        waiting = asyncio.ensure_future(db.public.write(lambda _tx: ran.set()))
        await asyncio.sleep(0)
        held.cancel()
        waiting.cancel()
        await asyncio.gather(held, waiting, return_exceptions=True)
        gate.set()

    asyncio.run(leave())
    assert db.run_read(lambda _tx: None) is None
    db.run_write(lambda _tx: None)  # behind the two: when it is done, they were
    assert not ran.is_set()
    assert db.run_read(names) == ["started"], "what had started is finished and stored"


def test_the_queue_is_bounded_and_says_when_to_come_back(sqlite_database, monkeypatch):
    db = sqlite_database
    gate = threading.Event()

    async def flood():
        held = asyncio.ensure_future(db.public.write(lambda _tx: gate.wait(5)))
        await asyncio.sleep(0.05)
        works = [asyncio.ensure_future(db.public.write(lambda _tx: None)) for _ in range(1000)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded) as refused:
            await db.public.write(lambda _tx: None)
        gate.set()
        await asyncio.gather(held, *works)
        return refused.value

    assert asyncio.run(flood()).retry_after == 1


def test_a_database_that_cannot_be_opened_again_is_503_until_it_can(sqlite_database, tmp_path, monkeypatch):
    db = sqlite_database
    me = create_person(db)

    def gone(*_args: object, **_options: object) -> Handle:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patched:
        patched.setattr(Handle, "open", gone)
        with pytest.raises(StorageUnavailable):
            db.run_write(break_the_commit)
        for _ in range(3):
            with pytest.raises(StorageUnavailable):
                db.run_write(rename, me.key, "never")
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_read_that_takes_too_long_is_cut_off(sqlite_database):
    slow = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)"
        " SELECT max(i) FROM n"
    )
    with pytest.raises(StorageUnavailable):
        sqlite_database.run_read(lambda tx: tx.execute(slow).scalar_one())
    assert sqlite_database.run_read(names) == []


def test_a_foreign_writer_is_waited_for(sqlite_database, tmp_path):
    db = sqlite_database
    me = create_person(db)
    other = sqlite3.connect(tmp_path / "habitus.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    timer.start()
    db.run_write(rename, me.key, "after them")
    timer.join()
    other.close()
    assert db.run_read(names) == ["after them"]


def test_postgres_reruns_a_whole_function_after_a_serialization_failure(postgres_database):
    db = postgres_database
    me = create_person(db)
    runs = []

    def unlucky(tx: Tx) -> None:
        runs.append(1)
        rename(tx, me.key, f"run {len(runs)}")
        if len(runs) < 3:
            tx.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$"))

    db.run_write(unlucky)
    assert db.run_read(names) == ["run 3"]


def test_postgres_gives_up_after_three_and_says_so(postgres_database):
    runs = []

    def hopeless(tx: Tx) -> None:
        runs.append(1)
        tx.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"))

    with pytest.raises(StorageUnavailable):
        postgres_database.run_write(hopeless)
    assert len(runs) == 3


def test_postgres_commit_that_fails_is_told(postgres_database, postgres_url):
    db = postgres_database
    me = create_person(db)
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE refresh_token ADD CONSTRAINT later CHECK (generation < 1000)"))
        connection.execute(text("ALTER TABLE refresh_token DROP CONSTRAINT later"))
        connection.execute(
            text(
                "CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON person DEFERRABLE INITIALLY DEFERRED"
                " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
            )
        )
    try:
        with pytest.raises(Exception, match=r"(?i)trigger|unavailable"):
            db.run_write(rename, me.key, "never")
        assert db.run_read(names) == ["Mira"]
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP TRIGGER at_commit ON person"))
        engine.dispose()


def test_postgres_survives_its_connections_being_cut(postgres_database, postgres_url):
    db = postgres_database
    me = create_person(db)
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
        )
    engine.dispose()
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_long_read_elsewhere_does_not_hold_up_the_next_write(sqlite_database, tmp_path, monkeypatch):
    """The idle writer truncates the WAL; waiting for a backup to end, it would not write meanwhile."""
    db = sqlite_database
    me = create_person(db)
    monkeypatch.setattr(sqlite, "IDLE_SECONDS", 0.01)
    other = sqlite3.connect(tmp_path / "habitus.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM person").fetchall()
    db.run_write(rename, me.key, "wakes the writer")
    waits = []
    for number in range(3):
        threading.Event().wait(0.1)
        started = time.monotonic()
        db.run_write(rename, me.key, f"N{number}")
        waits.append(time.monotonic() - started)
    other.close()
    assert max(waits) < sqlite.BUSY_MS / 1000 / 2


def test_the_writer_outlives_an_error_nobody_thought_of(sqlite_database, monkeypatch):
    db = sqlite_database
    me = create_person(db)

    def broken(_raw: sqlite3.Connection) -> None:
        raise InvalidRequestError("a transaction is already begun")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "core_connection", broken)
        with pytest.raises(StorageUnavailable):
            db.run_write(break_the_commit)
        with pytest.raises(StorageUnavailable):
            db.run_write(rename, me.key, "never")
    db.run_write(rename, me.key, "after")
    assert db.run_read(names) == ["after"]


def test_a_neighbour_that_hardly_ever_lets_go_does_not_starve_us(sqlite_database, tmp_path):
    """The command line beside a busy server: batch after batch, the lock is free for moments only."""
    db = sqlite_database
    me = create_person(db)
    enough = threading.Event()

    def commit_batch_after_batch() -> None:
        other = sqlite3.connect(tmp_path / "habitus.db", isolation_level=None)
        while not enough.is_set():
            other.execute("BEGIN IMMEDIATE")
            enough.wait(0.01)
            other.execute("COMMIT")
            time.sleep(0.0005)
        other.close()

    neighbour = threading.Thread(target=commit_batch_after_batch)
    neighbour.start()
    try:
        for number in range(5):
            db.run_write(rename, me.key, f"N{number}")
    finally:
        enough.set()
        neighbour.join()
    assert db.run_read(names) == ["N4"]
