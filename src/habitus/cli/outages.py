"""One sentence for the operator when a disk or the database is the reason."""

from __future__ import annotations

import errno

from habitus.kernel.db.outages import is_of_database, refusal_of
from habitus.kernel.db.postgres import as_refusal
from habitus.kernel.errors import StorageFull, StorageUnavailable
from habitus.kernel.files import FULL_ERRNOS
from habitus.kernel.settings import Settings


def words_of(error: OSError) -> str:
    """Which file, and what is the matter with it."""
    if error.filename is None and error.errno not in FULL_ERRNOS:
        return str(error)
    where = error.filename or f"the folder {Settings().data_dir.resolve()}"
    if error.errno in FULL_ERRNOS:
        return f"The disk is full: {where} cannot be written. Make room there and try again."
    if error.errno == errno.EROFS:
        return f"The disk is read-only: {where} cannot be written. Make it writable, or set HABITUS_DATA_DIR."
    return f"{where} cannot be used ({error.strerror})."


def understood(error: Exception) -> Exception:
    """A database that is full, read-only or away, told by where it lies; any other error as it is."""
    if not is_of_database(error):
        return error
    settings = Settings()
    if settings.database_url:
        where = "The PostgreSQL of HABITUS_DATABASE_URL"
        refusal: BaseException | None = as_refusal(error)
    else:
        where = f"The database {settings.sqlite_file.resolve()}"
        refusal = refusal_of(error, settings.data_dir)
    if not isinstance(refusal, StorageUnavailable):
        return error
    if isinstance(refusal, StorageFull):
        return StorageFull(f"{where} has no room left: the disk is full. Make room there and try again.")
    reason = str(refusal.__cause__).partition("\n")[0]
    return StorageUnavailable(f"{where} cannot be used: {reason}.")
