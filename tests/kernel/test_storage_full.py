"""No room left: every write is told so, every read goes on, and it is over by itself.

A limit on the size of files stands in for a full volume, where no small one can be mounted: it too
hits whichever file wants to grow, the WAL in a commit or the database when the WAL is moved into it.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from habitus.accounts.gate import PersonGate
from habitus.kernel.db import Database, Tx, postgres, room, sqlite
from habitus.kernel.db.outages import refusal_of
from habitus.kernel.db.sqlite import Handle, SqliteEngine
from habitus.kernel.errors import StorageFull, StorageUnavailable

KB = 1024
PAGE = 4096
BIG = "x" * 3000


class Lines(list[str]):
    """A log that keeps what it is told."""

    def error(self, event: str, **_: object) -> None:
        self.append(event)

    warning = error


@pytest.fixture
def lines(monkeypatch) -> Lines:
    heard = Lines()
    monkeypatch.setattr(room, "log", heard)
    monkeypatch.setattr(sqlite, "log", heard)
    monkeypatch.setattr(postgres, "log", heard)
    monkeypatch.setattr(room, "QUIET_SECONDS", 0.0)
    return heard


@contextmanager
def files_of_at_most(size: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes (Python has SIGXFSZ ignored)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with monkeypatch.context() as patched:
        patched.setattr(room, "PROBE_BYTES", size + 1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def make_table(tx: Tx) -> None:
    tx.execute(text("CREATE TABLE page (number INTEGER PRIMARY KEY, content TEXT)"))


def put(tx: Tx, number: int) -> None:
    values = {"number": number, "content": f"{number} {BIG}"}
    tx.execute(text("INSERT OR REPLACE INTO page VALUES (:number, :content)"), values)


def put_ten(tx: Tx, start: int) -> None:
    for number in range(start, start + 10):
        put(tx, number)


def numbers(tx: Tx) -> list[int]:
    return list(tx.execute(text("SELECT number FROM page ORDER BY number")).scalars())


def put_until_nothing_goes(db: Database, start: int = 0) -> list[int]:
    """Write page after page until ten in a row found no room; gives the acknowledged ones."""
    stored, refused = [], 0
    for number in range(start, start + 2000):
        try:
            db.run_write(put, number)
        except StorageFull:
            refused += 1
        else:
            stored.append(number)
            refused = 0
        if refused == 10:
            return stored
    raise AssertionError("there was always room")


def until(true: Callable[[], bool]) -> bool:
    """Wait for what the writer does behind its answers."""
    for _ in range(1000):
        if true():
            return True
        time.sleep(0.01)
    return False


def test_when_files_cannot_grow_nothing_acknowledged_is_lost_and_it_recovers(
    sqlite_database, tmp_path, monkeypatch, lines
):
    db = sqlite_database
    db.run_write(make_table)
    file = tmp_path / "habitus.db"
    with files_of_at_most(file.stat().st_size + 200 * KB, monkeypatch):
        stored = put_until_nothing_goes(db)
        assert stored
        assert db.run_read(numbers) == stored, "also by readers that open only now"
        assert db.facts()["storage"] == "full"
    db.run_write(put, 5000)
    assert db.run_read(numbers) == [*stored, 5000]
    assert db.facts()["storage"] == "ok"
    assert lines == ["storage_full", "storage_back"], "a line for each change, not for each write"


def test_it_fills_and_recovers_as_often_as_you_like(sqlite_database, tmp_path, monkeypatch, lines):
    db = sqlite_database
    db.run_write(make_table)
    expected = []
    for turn in range(3):
        with files_of_at_most((tmp_path / "habitus.db").stat().st_size + 100 * KB, monkeypatch):
            expected += put_until_nothing_goes(db, turn * 10_000)
        db.run_write(put, turn * 10_000 + 9_000)
        expected.append(turn * 10_000 + 9_000)
    assert db.run_read(numbers) == expected
    assert lines == ["storage_full", "storage_back"] * 3


def test_a_wal_that_finds_no_room_is_moved_and_writing_goes_on(sqlite_database, tmp_path, monkeypatch, lines):
    """The same page again and again: only the WAL wants to grow."""
    db = sqlite_database
    db.run_write(make_table)
    db.run_write(put, 1)
    done = 0
    with files_of_at_most((tmp_path / "habitus.db").stat().st_size + 200 * KB, monkeypatch):
        for _ in range(300):
            with suppress(StorageFull):
                db.run_write(put, 1)
                done += 1
    assert done > 250, "it used to be over for good when the WAL was full for the first time"


def cannot_be_opened(*_: object, **__: object) -> Handle:
    raise sqlite3.OperationalError("unable to open database file")


def test_what_reading_needs_is_never_given_away(sqlite_database, tmp_path, monkeypatch):
    """Were the WAL's index deleted with the writer's connection, somebody else's file could take its room."""
    db = sqlite_database
    db.run_write(make_table)
    with closing(sqlite3.connect(tmp_path / "habitus.db")) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a WAL with something in it would not be deleted
    with (tmp_path / "habitus.db-shm").open("rb") as index:
        with files_of_at_most(2 * KB, monkeypatch):
            monkeypatch.setattr(Handle, "open", cannot_be_opened)
            for _ in range(3):
                with pytest.raises(StorageUnavailable):
                    db.run_write(put, 1)
        gc.collect()  # an error holds its statement, and that the connection
        assert os.fstat(index.fileno()).st_nlink == 1, "the index has been deleted meanwhile"


def test_a_function_that_meets_the_full_disk_itself_is_told_so(sqlite_database, tmp_path, monkeypatch, lines):
    """More than SQLite keeps in memory goes to the WAL before COMMIT; failing there ends the transaction."""
    db = sqlite_database
    db.run_write(make_table)

    def put_much(tx: Tx) -> None:
        for number in range(2000):
            put(tx, number)

    with (
        files_of_at_most((tmp_path / "habitus.db").stat().st_size + 200 * KB, monkeypatch),
        pytest.raises(StorageFull),
    ):
        db.run_write(put_much)
    assert db.run_read(numbers) == []
    db.run_write(put_much)
    assert len(db.run_read(numbers)) == 2000
    assert lines == ["storage_full", "storage_back"]


def test_a_full_disk_is_noticed_to_have_room_without_a_write(sqlite_database, tmp_path, monkeypatch, lines):
    db = sqlite_database
    monkeypatch.setattr(sqlite, "IDLE_SECONDS", 0.01)
    db.run_write(make_table)
    with files_of_at_most((tmp_path / "habitus.db").stat().st_size + 100 * KB, monkeypatch):
        put_until_nothing_goes(db)
        time.sleep(0.1)  # it has looked more than once, and there was no room
    assert until(lambda: db.facts()["storage"] == "ok")
    assert lines[-1] == "storage_back"


def test_where_room_is_short_no_wal_is_kept(sqlite_database, tmp_path, monkeypatch):
    db = sqlite_database
    wal = tmp_path / "habitus.db-wal"
    monkeypatch.setattr(sqlite, "IDLE_SECONDS", 60.0)
    db.run_write(make_table)
    assert wal.stat().st_size > 0
    monkeypatch.setattr(room, "RESERVE_BYTES", 2**62)
    db.run_write(put, 1)
    db.run_write(put, 2)  # taken up when what follows the first is done
    assert until(lambda: wal.stat().st_size == 0)
    assert db.run_read(numbers) == [1, 2]


def test_other_failures_to_write_stay_503(tmp_path):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    refusal = refusal_of(error, tmp_path)
    assert type(refusal) is StorageUnavailable
    assert refusal_of(error, tmp_path / "not there").status == 503
    assert refusal_of(ZeroDivisionError(), tmp_path) is None


def test_shared_memory_that_cannot_grow_is_a_full_disk(tmp_path, monkeypatch):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    with files_of_at_most(64 * KB, monkeypatch):
        assert isinstance(refusal_of(error, tmp_path), StorageFull)


@pytest.fixture
def db(sqlite_database):
    """The files of PostgreSQL are its own."""
    return sqlite_database


def test_a_full_disk_is_507_over_http_and_today_is_answered(mira, monkeypatch):
    with files_of_at_most(16 * KB, monkeypatch):
        answer = mira.patch("/me", {"name": "Mirabel"})
        today = mira.get("/today")
    assert answer.status_code == 507, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"]
    assert answer.json()["code"] == "storage_full"
    assert today.status_code == 200


@pytest.fixture
def small_volume(tmp_path: Path) -> Iterator[Path]:
    """A volume of 3 MB, where this process may mount one."""
    folder = tmp_path / "volume"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=3m", "none", str(folder)]
    if mount is None or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no volume can be mounted here")
    yield folder
    subprocess.run([shutil.which("umount") or "umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small_db(small_volume, sqlite_template, clock) -> Iterator[Database]:
    shutil.copyfile(sqlite_template, small_volume / "habitus.db")
    db = Database(SqliteEngine(small_volume / "habitus.db", clock, readers=2), PersonGate())
    db.run_write(make_table)
    yield db
    db.close()


def fill(junk: Path) -> None:
    with suppress(OSError), junk.open("ab", buffering=0) as file:
        while True:
            file.write(b"j" * PAGE)


def test_on_a_small_volume_the_wal_does_not_fill_it(small_volume, small_db, lines):
    db = small_db
    for turn in range(1500):
        db.run_write(put, turn % 50)
    junk = small_volume / "junk"
    fill(junk)
    stored = put_until_nothing_goes(db, 1000)
    assert db.run_read(numbers) == [*range(50), *stored]
    junk.unlink()
    db.run_write(put, 5000)
    assert db.run_read(numbers) == [*range(50), *stored, 5000]
    assert lines == ["storage_full", "storage_back"]


def test_new_room_is_for_what_is_in_the_wal_and_only_then_for_more(small_volume, small_db, lines):
    """The other way round, the WAL would take the room that is needed to move it, and all be stuck again."""
    db, junk = small_db, small_volume / "junk"
    reader = sqlite3.connect(small_volume / "habitus.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM page").fetchall()
    for number in range(50):  # in the WAL alone, while somebody reads what was before
        db.run_write(put, number)
    fill(junk)
    with pytest.raises(StorageFull):
        db.run_write(put_ten, 100)
    reader.close()
    with pytest.raises(StorageFull):
        db.run_write(put_ten, 100)
    time.sleep(0.2)  # let it try in vain to move the WAL
    os.truncate(junk, junk.stat().st_size - 60 * PAGE)
    for start in range(200, 250, 10):
        db.run_write(put_ten, start)
    assert db.run_read(numbers) == [*range(50), *range(200, 250)]


def test_postgres_with_a_full_disk_is_507_and_recovers(postgres_database, lines):
    db = postgres_database

    def no_room(tx: Tx) -> None:
        tx.execute(text("DO $$ BEGIN RAISE EXCEPTION 'could not extend' USING ERRCODE = '53100'; END $$"))

    for _ in range(3):
        with pytest.raises(StorageFull) as told:
            db.run_write(no_room)
        assert told.value.retry_after
    assert db.facts()["storage"] == "full"
    db.run_write(lambda tx: tx.execute(text("SELECT 1")).scalar_one())
    assert db.facts()["storage"] == "ok"
    assert lines == ["storage_full", "storage_back"]
