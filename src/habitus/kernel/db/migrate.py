"""Bringing the schema up to date at start: once, under a lock, after a copy."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text

from habitus.kernel.db.sqlite import connect, core_connection
from habitus.kernel.files import private_file, private_folder, settle

# Any fixed number: all processes that migrate one PostgreSQL database take this advisory lock.
_ADVISORY_LOCK = 4_810_711_620

log = structlog.get_logger(__name__)


def scripts_folder() -> Path:
    """The migration scripts: beside the code in a wheel, at the repository's root in a checkout."""
    package = Path(__file__).parents[2]
    inside = package / "migrations"
    return inside if inside.exists() else package.parents[1] / "migrations"


def migrate_sqlite(file: Path) -> None:
    """Create or upgrade the SQLite file.

    Foreign keys are off while tables are rebuilt (that can only be set outside a transaction) and
    checked before the commit; a database that holds something is copied beside itself first.
    Raises SchemaUnknown when a newer Habitus wrote it, and RuntimeError when a foreign key is broken
    after the scripts; nothing is changed then.
    """
    private_folder(file.parent)
    with _file_lock(file.with_name("migrate.lock")):
        raw = connect(private_file(file), foreign_keys=False)
        connection = core_connection(raw)
        try:
            if (at := current_revision(connection)) == head_revision():
                return
            _refuse_newer(at)
            if at is not None:
                _copy(raw, file.with_name(f"before-{head_revision()}.db"))
            connection.rollback()  # ends the bookkeeping that looking at the revision began
            with connection.begin():
                raw.execute("BEGIN IMMEDIATE")
                upgrade(connection)
                if broken := raw.execute("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError(f"the migration broke {len(broken)} foreign keys: {broken[:3]}")
            log.info("migrated", database="sqlite", revision=head_revision())
        finally:
            connection.close()
            raw.close()


def migrate_postgres(url: str) -> None:
    """Create or upgrade the PostgreSQL schema, one process at a time."""
    engine = create_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"options": "-c lock_timeout=30s"}
    )
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        if (at := current_revision(connection)) != head_revision():
            _refuse_newer(at)
            upgrade(connection)
            log.info("migrated", database="postgresql", revision=head_revision())
    engine.dispose()


def upgrade(connection: Connection) -> None:
    """Run the scripts that are missing, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def current_revision(connection: Connection) -> str | None:
    """The revision a database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError(f"no migrations in {scripts_folder()}")
    return head


class SchemaUnknown(Exception):
    """The database cannot be used by this release; the message says what to do."""


def _refuse_newer(at: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if at is not None and at not in known:
        raise SchemaUnknown(
            f"The database is at {at}, which this release does not know: a newer Habitus has used it."
            " Install that release again, or restore the copy that it made before it changed anything."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts_folder()))
    return config


def _copy(raw: sqlite3.Connection, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    raw.execute("VACUUM INTO ?", (str(private_file(copy)),))
    settle(copy)
    log.info("copied_before_migration", file=copy.name)


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
