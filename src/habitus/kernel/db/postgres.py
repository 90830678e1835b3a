"""PostgreSQL: the same functions on a pool of threads, each with one pooled connection."""

from __future__ import annotations

import queue
from collections.abc import Mapping

import structlog
from sqlalchemy import Engine as CoreEngine
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from habitus.kernel.clock import Clock
from habitus.kernel.db.lane import CLOSE, Item, Lane
from habitus.kernel.db.outages import storage_full
from habitus.kernel.db.outlet import Outlet
from habitus.kernel.db.room import Fullness
from habitus.kernel.db.tx import Tx
from habitus.kernel.db.work import AnyWork, deliver
from habitus.kernel.errors import StorageFull, StorageUnavailable

QUEUE_LIMIT = 1000
ATTEMPTS = 3
_RERUN = {"40001", "40P01"}  # serialization_failure, deadlock_detected
_DISK_FULL = "53100"

log = structlog.get_logger(__name__)


def core_engine(url: str, threads: int, *, statement_seconds: int) -> CoreEngine:
    """A pool of `threads` connections; a lost connection is replaced before it is handed out."""
    limits = (
        f"-c statement_timeout={statement_seconds}s -c lock_timeout=5s"
        " -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
    )
    return create_engine(
        url,
        pool_size=threads,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": limits, "connect_timeout": 5},
    )


class PostgresEngine:
    """See `engine.Engine`."""

    def __init__(self, url: str, clock: Clock, threads: int, outlet: Outlet | None = None) -> None:
        self.outlet = outlet or Outlet()
        self._clock = clock
        self._fullness = Fullness()
        self._writes = core_engine(url, threads, statement_seconds=15)
        self._reads = core_engine(url, threads, statement_seconds=1).execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._told = _facts(self._writes)
        self._write_lane = Lane("habitus-writer", threads, QUEUE_LIMIT, self._serve_writes)
        self._read_lane = Lane("habitus-reader", threads, QUEUE_LIMIT, self._serve_reads)

    def read(self, work: AnyWork) -> None:
        self._read_lane.put(work)

    def write(self, work: AnyWork) -> None:
        self._write_lane.put(work)

    def moment(self) -> None:
        """Only a round trip could tell."""

    def facts(self) -> Mapping[str, str | int]:
        return {
            **self._told,
            "writes_waiting": self._write_lane.queue.qsize(),
            "storage": "full" if self._fullness.full else "ok",
        }

    def close(self) -> None:
        self._write_lane.close()
        self._read_lane.close()
        self._writes.dispose()
        self._reads.dispose()

    def _serve_writes(self, waiting: queue.SimpleQueue[Item]) -> None:
        while (work := waiting.get()) is not CLOSE:
            if not work.abandoned:
                self._write_until_it_holds(work)
                deliver([work])

    def _serve_reads(self, waiting: queue.SimpleQueue[Item]) -> None:
        while (work := waiting.get()) is not CLOSE:
            if not work.abandoned:
                self._attempt(work, self._reads, keep=False)
                deliver([work])

    def _write_until_it_holds(self, work: AnyWork) -> None:
        """Rerun the whole function on a serialization failure or deadlock: it has no effect but `tx`."""
        for attempt in range(1, ATTEMPTS + 1):
            work.error = None
            self._attempt(work, self._writes, keep=True)
            if not may_rerun(work.error) or attempt == ATTEMPTS:
                break
            log.info("write_rerun", attempt=attempt)
        if work.error is None:
            self._fullness.stored()
        else:
            work.fail(self._told_of(work.error))

    def _told_of(self, error: BaseException) -> BaseException:
        """What the waiter is told of an error, and the log when it is the database's own."""
        refusal = as_refusal(error)
        if isinstance(refusal, StorageFull):
            self._fullness.refused(str(refusal.__cause__))
        elif refusal is not error:
            log.warning("database_unavailable", reason=str(refusal.__cause__))
        return refusal

    def _attempt(self, work: AnyWork, engine: CoreEngine, *, keep: bool) -> None:
        tx = None
        try:
            with engine.connect() as connection:
                transaction = connection.begin()
                tx = Tx(connection, self._clock(), self.outlet)
                value = work.function(tx)
                effects = tx.settle()
                if keep:
                    transaction.commit()
                else:
                    transaction.rollback()
            work.succeed(value, effects)
        except BaseException as error:  # noqa: BLE001 - the edge: whatever it is, it belongs to the waiter
            if tx is not None:
                tx.abandon()
            work.fail(error if keep else self._told_of(error))


def _facts(engine: CoreEngine) -> Mapping[str, str | int]:
    """Read back once, at start: asked inside a read, it would wait for a second connection of its pool."""
    with engine.connect() as connection:
        version = connection.execute(text("SHOW server_version")).scalar_one()
        synchronous = connection.execute(text("SHOW synchronous_commit")).scalar_one()
    return {"engine": "postgresql", "version": str(version), "synchronous_commit": str(synchronous)}


def may_rerun(error: BaseException | None) -> bool:
    """Whether it was a conflict with another transaction, and the whole function is to be run again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _RERUN


def as_refusal(error: BaseException) -> BaseException:
    """A server that is full is 507, one gone, too slow or in conflict 503: no fault in our code."""
    if not isinstance(error, DBAPIError):
        return error
    if not (error.connection_invalidated or _is_outage(error)):
        return error
    refusal: StorageUnavailable
    if getattr(error.orig, "sqlstate", None) == _DISK_FULL:
        refusal = storage_full()
    else:
        # Not "nothing was stored": a connection that is lost in its COMMIT leaves that open.
        refusal = StorageUnavailable("This may not have been stored. Try again.", retry_after=1)
    refusal.__cause__ = error.orig
    return refusal


def _is_outage(error: DBAPIError) -> bool:
    """Whether the server said so by SQLSTATE, or could not be asked (a driver's own refusal has neither)."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, (OperationalError, InterfaceError))
    return state in _RERUN or state[:2] in {"08", "53", "55", "57", "58"}
