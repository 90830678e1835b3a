"""Databases for long comparisons: opened once, used for many people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from tests.conftest import MovableClock
from tests.flows.wishes import House

from habitus.accounts.gate import PersonGate
from habitus.kernel.db import Database
from habitus.kernel.db.engine import Engine
from habitus.kernel.db.migrate import migrate_postgres, migrate_sqlite
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.wiring import outlet


@contextmanager
def sqlite_house(file: Path) -> Iterator[House]:
    """A new SQLite file."""
    migrate_sqlite(file)
    clock = MovableClock()
    with _open(SqliteEngine(file, clock, readers=1, outlet=outlet()), clock) as house:
        yield house


@contextmanager
def postgres_house(server: str, name: str) -> Iterator[House]:
    """A new database of that name on a server."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    migrate_postgres(url)
    clock = MovableClock()
    with _open(PostgresEngine(url, clock, threads=1, outlet=outlet()), clock) as house:
        yield house


@contextmanager
def _open(engine: Engine, clock: MovableClock) -> Iterator[House]:
    database = Database(engine, PersonGate())
    try:
        yield House.of(database, clock)
    finally:
        database.close()
