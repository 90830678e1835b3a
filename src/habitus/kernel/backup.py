"""Copies of the database: one consistent file each, and the way back."""

from __future__ import annotations

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from habitus.kernel.db.sqlite import connect
from habitus.kernel.files import private_file, private_folder, settle, settle_folder
from habitus.kernel.settings import Settings

NIGHTLY_COPIES = 7
_NIGHTLY = f"nightly-{'?' * 8}T{'?' * 6}Z.db"


class BackupRefused(Exception):
    """Why no copy was made or brought back, and what to do; told to the operator as it is."""


def backup(settings: Settings, now: datetime, target: Path | None = None) -> Path:
    """Write a consistent copy while Habitus runs (`VACUUM INTO`) and check it; gives its path.

    The key file is never in a backup: keep a copy of it elsewhere. Raises BackupRefused.
    """
    _refuse_postgres(settings, "pg_dump")
    if not settings.sqlite_file.exists():
        raise BackupRefused(f"There is no database at {settings.sqlite_file} yet. Run: habitus serve")
    copy = target or private_folder(settings.data_dir / "backups") / f"habitus-{now:%Y%m%dT%H%M%SZ}.db"
    if copy.exists():
        raise BackupRefused(f"{copy} exists already. Give another name.")
    if not copy.parent.is_dir():
        raise BackupRefused(f"There is no folder {copy.parent}.")
    draft = copy.with_name(f".{copy.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with closing(connect(settings.sqlite_file, query_only=False)) as raw:
            raw.execute("VACUUM INTO ?", (str(private_file(draft)),))
        check(draft)
        settle(draft)
    except BaseException:
        draft.unlink(missing_ok=True)  # half a copy on a full disk would keep it full
        raise
    draft.replace(copy)
    settle_folder(copy.parent)
    return copy


def nightly(settings: Settings, now: datetime) -> Path | None:
    """Write the copy of this night and delete the nightly copies that are too old; gives its path.

    Copies that somebody made by hand are never touched. On PostgreSQL nothing is done: its own tools are
    the operator's (docs/operations/jobs.md). Raises BackupRefused.
    """
    if settings.database_url:
        return None
    folder = private_folder(settings.data_dir / "backups")
    for torn in folder.glob(f".{_NIGHTLY}.part"):  # the process ended while it wrote
        torn.unlink()
    copy = backup(settings, now, folder / f"nightly-{now:%Y%m%dT%H%M%SZ}.db")
    for old in sorted(folder.glob(_NIGHTLY))[:-NIGHTLY_COPIES]:
        old.unlink()
    return copy


def restore(settings: Settings, now: datetime, source: Path) -> Path | None:
    """Put a checked copy in the database's place; gives where the old one went, if there was one.

    Refused while Habitus runs on this data folder. Raises BackupRefused.
    """
    _refuse_postgres(settings, "pg_restore")
    if not source.is_file():
        raise BackupRefused(f"There is no file {source}.")
    check(source)
    with alone(settings):
        incoming = settings.sqlite_file.with_name(".restore.part")
        incoming.unlink(missing_ok=True)
        shutil.copyfile(source, private_file(incoming))
        settle(incoming)
        kept = _set_aside(settings.sqlite_file, now)
        incoming.replace(settings.sqlite_file)
        settle_folder(settings.data_dir)
    return kept


def check(file: Path) -> None:
    """Raises BackupRefused unless the file is a sound Habitus database."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as raw:
            verdict = raw.execute("PRAGMA integrity_check").fetchone()[0]
            raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{file} is not a Habitus database: {error}") from error
    if verdict != "ok":
        raise BackupRefused(f"{file} is damaged: {verdict}")


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the data folder as its one server does. Raises BackupRefused when somebody else does."""
    with (private_folder(settings.data_dir) / "serve.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(
                f"Habitus is running on {settings.data_dir.resolve()}. Stop it first."
            ) from error
        yield


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Move the old database away with its WAL: the two belong together."""
    if not database.exists():
        return None
    # A database that is damaged, which is why somebody restores, is kept as it is.
    with suppress(sqlite3.DatabaseError), closing(connect(database)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = database.with_name(f"{database.stem}-before-restore-{now:%Y%m%dT%H%M%S.%fZ}{database.suffix}")
    database.replace(kept)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):  # gone, once everything in it is in the database
            database.with_name(database.name + suffix).replace(kept.with_name(kept.name + suffix))
    return kept


def _refuse_postgres(settings: Settings, tool: str) -> None:
    if settings.database_url:
        raise BackupRefused(f"This is the SQLite way. For PostgreSQL use its own {tool}.")
