"""SQLite: one writer thread with group commit, and a few readers that cannot write.

Measured before it was chosen (reference in docs/adr/0003-one-writer-thread.md): with
`synchronous=FULL` a commit a request costs 30 times more at 16 at once; up to 64 functions
share one fsync here and are answered only after it.
"""

from __future__ import annotations

import queue
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from habitus.kernel.clock import Clock
from habitus.kernel.db.lane import CLOSE, Item, Lane
from habitus.kernel.db.tx import Tx
from habitus.kernel.db.work import AnyWork, deliver
from habitus.kernel.errors import StorageUnavailable

BATCH = 64
QUEUE_LIMIT = 1000
IDLE_SECONDS = 2.0
READ_SECONDS = 1.0
BUSY_MS = 5000
_PROGRESS_STEPS = 20_000

log = structlog.get_logger(__name__)

# SQLITE_ERROR is not among them: a statement that is wrong is our fault, and must not look like an outage.
_OUTAGES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}

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

    def __init__(self, file: Path, clock: Clock, readers: int) -> None:
        self._file = file
        self._writer = Writer(file, clock)
        self._write_lane = Lane("habitus-writer", 1, QUEUE_LIMIT, self._writer.serve)
        self._read_lane = Lane("habitus-reader", readers, QUEUE_LIMIT, Reader(file, clock).serve)

    def read(self, work: AnyWork) -> None:
        self._read_lane.put(work)

    def write(self, work: AnyWork) -> None:
        self._write_lane.put(work)

    def facts(self) -> Mapping[str, str | int]:
        wal = self._file.with_name(self._file.name + "-wal")
        return {
            "engine": "sqlite",
            "version": sqlite3.sqlite_version,
            "journal_mode": self._writer.journal_mode,
            "synchronous": self._writer.synchronous,
            "wal_bytes": wal.stat().st_size if wal.exists() else 0,
            "writes_waiting": self._write_lane.queue.qsize(),
        }

    def close(self) -> None:
        self._write_lane.close()
        self._read_lane.close()


@dataclass(frozen=True, slots=True)
class Handle:
    """One open connection, as the driver and as SQLAlchemy see it."""

    raw: sqlite3.Connection
    core: Connection

    @classmethod
    def open(cls, file: Path, *, query_only: bool = False) -> Handle:
        raw = connect(file, query_only=query_only)
        return cls(raw, core_connection(raw))

    def close(self) -> None:
        try:
            self.raw.close()
            self.core.invalidate()
            self.core.close()
        except (sqlite3.Error, SQLAlchemyError):
            log.warning("close_failed", exc_info=True)


class Writer:
    """The one thread that writes. Its rules (each has a test in tests/kernel/test_db_failures.py):

    - a function that fails is rolled back alone, to its SAVEPOINT;
    - if the whole transaction has ended under it (disk full), or COMMIT fails, everybody in the
      batch is told 503, nothing of it runs on, and the connection is opened anew;
    - a waiter that is gone cancels only what has not started;
    - the thread outlives whatever a function raises: were it gone, every later write would hang.
    """

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self._handle: Handle | None = self._open()
        self.journal_mode = str(self._handle.raw.execute("PRAGMA journal_mode").fetchone()[0])
        self.synchronous = int(self._handle.raw.execute("PRAGMA synchronous").fetchone()[0])

    def _open(self) -> Handle:
        """Never waiting inside SQLite: `_begin` waits better, and truncating the WAL not at all."""
        handle = Handle.open(self._file)
        handle.raw.execute("PRAGMA busy_timeout = 0")
        return handle

    def serve(self, waiting: queue.SimpleQueue[Item]) -> None:
        wrote = False
        closing = False
        while not closing:
            try:
                first = waiting.get(timeout=IDLE_SECONDS if wrote else None)
            except queue.Empty:
                self._truncate_wal()
                wrote = False
                continue
            if first is CLOSE:
                break
            batch, closing = _drain(first, waiting)
            self._run_batch(batch)
            deliver(batch)
            wrote = True
        if self._handle is not None:
            self._handle.close()

    def _run_batch(self, batch: list[AnyWork]) -> None:
        try:
            handle = self._handle = self._handle or self._open()
            outer = handle.core.begin()  # bookkeeping, so that ORM sessions join with a savepoint
            _begin(handle.raw)
            for work in batch:
                self._run_one(work, handle)
            outer.commit()
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is, this thread must live on
            self._lose(batch, error)

    def _run_one(self, work: AnyWork, handle: Handle) -> None:
        if work.abandoned:
            return
        raw = handle.raw
        raw.execute("SAVEPOINT work")
        tx = Tx(handle.core, self._clock())
        try:
            value = work.function(tx)
            work.succeed(value, tx.settle())
        except BaseException as error:  # noqa: BLE001 - the edge: whatever it is, it belongs to the waiter
            if raw.in_transaction:
                tx.abandon()
                raw.execute("ROLLBACK TO work")
            work.fail(as_refusal(error))
        if not raw.in_transaction:
            raise sqlite3.OperationalError("the transaction ended inside a function")
        raw.execute("RELEASE work")

    def _lose(self, batch: list[AnyWork], error: Exception) -> None:
        log.error("batch_lost", reason=str(error), functions=len(batch))
        for work in batch:
            work.fail(StorageUnavailable("Nothing of this was stored. Try again.", retry_after=1))
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _truncate_wal(self) -> None:
        if self._handle is None:
            return
        try:
            self._handle.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            log.warning("wal_not_truncated", reason=str(error))


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
            if _result_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
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

    def __init__(self, file: Path, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    def serve(self, waiting: queue.SimpleQueue[Item]) -> None:
        handle: Handle | None = None
        while (work := waiting.get()) is not CLOSE:
            if work.abandoned:
                continue
            try:
                handle = handle or Handle.open(self._file, query_only=True)
                self._run(work, handle)
            except Exception as error:  # noqa: BLE001 - the edge: whatever it is, this thread must live on
                work.fail(as_refusal(error))
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
        tx = Tx(handle.core, self._clock())
        try:
            value = work.function(tx)
            work.succeed(value, tx.settle())
        except BaseException as error:  # noqa: BLE001 - the edge: whatever it is, it belongs to the waiter
            tx.abandon()
            work.fail(as_refusal(error))
        finally:
            handle.raw.set_progress_handler(None, 0)
            outer.rollback()


def as_refusal(error: BaseException) -> BaseException:
    """A database that is full, locked or too slow is 503, not a fault in our code."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.DatabaseError) or _result_code(cause) not in _OUTAGES:
        return error
    log.warning("database_unavailable", reason=str(cause))
    refusal = StorageUnavailable("Nothing of this was stored. Try again.", retry_after=1)
    refusal.__cause__ = error
    return refusal


def _result_code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None for an error of the driver's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
