"""SQLite's failures that are nobody's fault in the code: 507 for a full disk, 503 for the others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from habitus.kernel.db import room
from habitus.kernel.errors import StorageFull, StorageUnavailable

RETRY_SECONDS = 1
RETRY_WHEN_FULL_SECONDS = 30

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
# A file that cannot be made or written: for want of room, or for another reason.
_PERHAPS_FULL = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


def is_of_database(error: BaseException) -> bool:
    """Whether a driver raised it, of whichever database."""
    return isinstance(error, DBAPIError | sqlite3.Error)


def refusal_of(error: BaseException | None, folder: Path) -> StorageUnavailable | None:
    """What to tell who waited, when the database failed; None when it is our code that did.

    `folder` is where the database lies: SQLite says "full" for one kind of full only (not for a
    quota, not for its shared memory), so with other failures to write it is asked whether there is room.
    """
    if isinstance(error, StorageUnavailable):
        return error
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, sqlite3.DatabaseError) or result_code(cause) not in _OUTAGES:
        return None
    refusal = storage_full() if _is_full(cause, folder) else storage_unavailable()
    refusal.__cause__ = cause
    return refusal


def storage_full() -> StorageFull:
    return StorageFull(
        "Nothing of this was stored: the disk is full. What is stored can be read.",
        retry_after=RETRY_WHEN_FULL_SECONDS,
    )


def storage_unavailable() -> StorageUnavailable:
    return StorageUnavailable("Nothing of this was stored. Try again.", retry_after=RETRY_SECONDS)


def result_code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None for an error of the driver's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_full(error: sqlite3.DatabaseError, folder: Path) -> bool:
    code = result_code(error)
    if code in _PERHAPS_FULL:
        try:
            return not room.has_some(folder)
        except OSError:
            return False
    return code == sqlite3.SQLITE_FULL
