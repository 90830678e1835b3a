"""SQLite: one writer thread with group commit, and a few readers that cannot write.

Measured before it was chosen (reference in docs/adr/0003-one-writer-thread.md): with
`synchronous=FULL` a commit a request costs 30 times more at 16 at once; up to 64 functions
share one fsync here and are answered only after it.
"""

from __future__ import annotations

import queue
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from habitus.kernel.clock import Clock
from habitus.kernel.db import room
from habitus.kernel.db.lane import CLOSE, Item, Lane
from habitus.kernel.db.outages import refusal_of, result_code, storage_full, storage_unavailable
from habitus.kernel.db.outlet import Outlet
from habitus.kernel.db.tx import Tx
from habitus.kernel.db.watch import Moment, Watch
from habitus.kernel.db.work import AnyWork, deliver
from habitus.kernel.errors import StorageFull, StorageUnavailable

BATCH = 64
QUEUE_LIMIT = 1000
IDLE_SECONDS = 2.0
READ_SECONDS = 1.0
BUSY_MS = 5000
TRUNCATE_MS = 50
_PROGRESS_STEPS = 20_000

log = structlog.get_logger(__name__)

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 1000",
)


def connect(file: Path, *, query_only: bool = False, foreign_keys: bool = True) -> sqlite3.Connection:
    """A driver connection with our pragmas; `isolation_level=None`, so every BEGIN is ours."""
    raw = sqlite3.connect(file, isolation_level=None, check_same_thread=False, cached_statements=512)
    for pragma in _PRAGMAS:
        raw.execute(pragma)
    if not foreign_keys:
        raw.execute("PRAGMA foreign_keys = OFF")
    if query_only:
        raw.execute("PRAGMA query_only = ON")
    return raw


def core_connection(raw: sqlite3.Connection) -> Connection:
    """SQLAlchemy over one driver connection, told not to begin or commit anything itself."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,  # an error is logged, and the parameters are what people wrote
    )
    return engine.connect()


class SqliteEngine:
    """See `engine.Engine`."""

    def __init__(self, file: Path, clock: Clock, readers: int, outlet: Outlet | None = None) -> None:
        self.outlet = outlet or Outlet()
        self._file = file
        self._fullness = room.Fullness(lambda: room.has_some(file.parent))
        self._writer = Writer(file, clock, self.outlet, self._fullness)
        # The last connection to close takes the WAL and its index along, and on a full disk nobody
        # could make them again, not even to read: so one stays open.
        self._anchor = Handle.open(file, query_only=True)
        self._anchor.raw.execute("SELECT 1 FROM sqlite_schema").fetchall()
        self._watch = Watch(connect(file, query_only=True), clock)
        reader = Reader(file, clock, self.outlet, self._fullness)
        self._write_lane = Lane("habitus-writer", 1, QUEUE_LIMIT, self._writer.serve)
        self._read_lane = Lane("habitus-reader", readers, QUEUE_LIMIT, reader.serve)

    def read(self, work: AnyWork) -> None:
        self._read_lane.put(work)

    def write(self, work: AnyWork) -> None:
        self._write_lane.put(work)

    def moment(self) -> Moment | None:
        return self._watch.moment()

    def facts(self) -> Mapping[str, str | int]:
        wal = self._file.with_name(self._file.name + "-wal")
        return {
            "engine": "sqlite",
            "version": sqlite3.sqlite_version,
            "journal_mode": self._writer.journal_mode,
            "synchronous": self._writer.synchronous,
            "wal_bytes": wal.stat().st_size if wal.exists() else 0,
            "writes_waiting": self._write_lane.queue.qsize(),
            "storage": "full" if self._fullness.full else "ok",
        }

    def close(self) -> None:
        self._write_lane.close()
        self._read_lane.close()
        self._watch.close()
        self._anchor.close()


@dataclass(frozen=True, slots=True)
class Handle:
    """One open connection, as the driver and as SQLAlchemy see it."""

    raw: sqlite3.Connection
    core: Connection

    @classmethod
    def open(cls, file: Path, *, query_only: bool = False) -> Handle:
        raw = connect(file, query_only=query_only)
        raw.execute("PRAGMA temp_store = MEMORY")  # a full /tmp is no reason to fail
        return cls(raw, core_connection(raw))

    def close(self) -> None:
        try:
            # Where an error still holds a statement, closing alone is put off, and the lock kept.
            self.raw.rollback()
            self.raw.close()
            self.core.invalidate()
            self.core.close()
        except (sqlite3.Error, SQLAlchemyError):
            log.warning("close_failed", exc_info=True)


class Writer:
    """The one thread that writes. Its rules (each has a test in tests/kernel/test_db_failures.py):

    - a function that fails is rolled back alone, to its SAVEPOINT;
    - if the whole transaction has ended under it (disk full), or COMMIT fails, everybody in the
      batch is told 503 (507 when the disk is full), nothing of it runs on, and the connection is
      opened anew;
    - where room is short, the WAL is moved into the database after each batch: left to grow, it
      would fill the volume itself, and moving it then needs the room that it took;
    - a waiter that is gone cancels only what has not started;
    - the thread outlives whatever a function raises: were it gone, every later write would hang.
    """

    def __init__(self, file: Path, clock: Clock, outlet: Outlet, fullness: room.Fullness) -> None:
        self._file = file
        self._clock = clock
        self._outlet = outlet
        self._fullness = fullness
        self._handle: Handle | None = self._open()
        self.journal_mode = str(self._handle.raw.execute("PRAGMA journal_mode").fetchone()[0])
        self.synchronous = int(self._handle.raw.execute("PRAGMA synchronous").fetchone()[0])

    def _open(self) -> Handle:
        """Never waiting inside SQLite: `_begin` waits better, and truncating the WAL not at all."""
        handle = Handle.open(self._file)
        handle.raw.execute("PRAGMA busy_timeout = 0")
        return handle

    def serve(self, waiting: queue.SimpleQueue[Item]) -> None:
        restless = False
        closing = False
        while not closing:
            try:
                first = waiting.get(timeout=IDLE_SECONDS if restless else None)
            except queue.Empty:
                self._rest()
                restless = self._fullness.full
                continue
            if first is CLOSE:
                break
            batch, closing = _drain(first, waiting)
            self._run_batch(batch)
            deliver(batch)
            self._keep_room()
            restless = True
        if self._handle is not None:
            self._handle.close()

    def _run_batch(self, batch: list[AnyWork]) -> None:
        try:
            handle = self._handle = self._handle or self._open()
            if self._fullness.full:
                _checkpoint(handle.raw, wait_ms=TRUNCATE_MS)  # new room is for what is stored, then for new
            outer = handle.core.begin()  # bookkeeping, so that ORM sessions join with a savepoint
            _begin(handle.raw)
            for work in batch:
                self._run_one(work, handle)
            outer.commit()
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, this thread must live on
            self._lose(batch, error)
        else:
            self._fullness.stored()

    def _run_one(self, work: AnyWork, handle: Handle) -> None:
        if work.abandoned:
            return
        raw = handle.raw
        raw.execute("SAVEPOINT work")
        tx = Tx(handle.core, self._clock(), self._outlet)
        try:
            value = work.function(tx)
            work.succeed(value, tx.settle())
        except BaseException as error:  # noqa: BLE001 - the edge: whatever it is, it belongs to the waiter
            if raw.in_transaction:
                tx.abandon()
                raw.execute("ROLLBACK TO work")
            work.fail(_told(error, self._file.parent, self._fullness))
        if not raw.in_transaction:
            raise TransactionEnded("the transaction ended inside a function") from work.error
        raw.execute("RELEASE work")

    def _lose(self, batch: list[AnyWork], error: Exception) -> None:
        cause = error.__cause__ if isinstance(error, TransactionEnded) else error
        refusal = refusal_of(cause, self._file.parent)
        refuse: Callable[[], StorageUnavailable] = storage_unavailable
        if isinstance(refusal, StorageFull):
            self._fullness.refused(str(refusal.__cause__))
            refuse = storage_full
        else:
            log.error("batch_lost", reason=str(error), functions=len(batch))
        for work in batch:
            work.fail(refuse())
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _rest(self) -> None:
        """Nothing to do for a while: give the WAL's room back, and see whether a full disk still is."""
        if self._truncate_wal(wait_ms=0):
            self._fullness.stored()

    def _keep_room(self) -> None:
        """Leave no room to the WAL where there is little, so that what is in it can always be moved."""
        try:
            if self._fullness.full or room.is_short(self._file.parent):
                self._truncate_wal(wait_ms=TRUNCATE_MS)
        except OSError as error:
            log.warning("room_unknown", reason=str(error))

    def _truncate_wal(self, *, wait_ms: int) -> bool:
        """Whether it could be: readers are waited for as long as told, and the database may have to grow."""
        try:
            handle = self._handle = self._handle or self._open()
            return _checkpoint(handle.raw, wait_ms=wait_ms)
        except (sqlite3.Error, SQLAlchemyError) as error:
            if not self._fullness.full:
                log.warning("wal_not_truncated", reason=str(error))
            return False


class TransactionEnded(Exception):
    """A function has returned, and its transaction is not there any more."""


def _checkpoint(raw: sqlite3.Connection, *, wait_ms: int) -> bool:
    """Move the WAL into the database and truncate it; False when readers were in the way too long."""
    raw.execute(f"PRAGMA busy_timeout = {wait_ms}")
    try:
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        raw.execute("PRAGMA busy_timeout = 0")


def _begin(raw: sqlite3.Connection) -> None:
    """Take the write lock, asking every millisecond for as long as `busy_timeout` would wait.

    SQLite's own waiting asks ten times a second in the end, and a busy process that commits batch
    after batch is hardly ever met without the lock: a command line beside it would starve.
    """
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if result_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.001)
        else:
            return


def _drain(first: AnyWork, waiting: queue.SimpleQueue[Item]) -> tuple[list[AnyWork], bool]:
    """What waits behind `first`, up to a batch; and whether the lane is to close after it."""
    batch = [first]
    while len(batch) < BATCH:
        try:
            work = waiting.get_nowait()
        except queue.Empty:
            break
        if work is CLOSE:
            return batch, True
        batch.append(work)
    return batch, False


class Reader:
    """The reading threads: `query_only`, an explicit transaction each, always rolled back, 1 s at most."""

    def __init__(self, file: Path, clock: Clock, outlet: Outlet, fullness: room.Fullness) -> None:
        self._file = file
        self._clock = clock
        self._outlet = outlet
        self._fullness = fullness

    def serve(self, waiting: queue.SimpleQueue[Item]) -> None:
        handle: Handle | None = None
        while (work := waiting.get()) is not CLOSE:
            if work.abandoned:
                continue
            try:
                handle = handle or Handle.open(self._file, query_only=True)
                self._run(work, handle)
            except Exception as error:  # noqa: BLE001 - the edge: whatever it is, this thread must live on
                work.fail(_told(error, self._file.parent, self._fullness))
                if handle is not None:
                    handle.close()
                handle = None
            deliver([work])
        if handle is not None:
            handle.close()

    def _run(self, work: AnyWork, handle: Handle) -> None:
        deadline = time.monotonic() + READ_SECONDS
        handle.raw.set_progress_handler(lambda: time.monotonic() > deadline, _PROGRESS_STEPS)
        outer = handle.core.begin()
        handle.raw.execute("BEGIN")
        tx = Tx(handle.core, self._clock(), self._outlet)
        try:
            value = work.function(tx)
            work.succeed(value, tx.settle())
        except BaseException as error:  # noqa: BLE001 - the edge: whatever it is, it belongs to the waiter
            tx.abandon()
            work.fail(_told(error, self._file.parent, self._fullness))
        finally:
            handle.raw.set_progress_handler(None, 0)
            outer.rollback()


def _told(error: BaseException, folder: Path, fullness: room.Fullness) -> BaseException:
    """What the waiter is told of an error, and the log when it is the database's own."""
    refusal = refusal_of(error, folder)
    if refusal is None:
        return error
    if isinstance(refusal, StorageFull):
        fullness.refused(str(refusal.__cause__))
    else:
        log.warning("database_unavailable", reason=str(refusal.__cause__))
    return refusal
