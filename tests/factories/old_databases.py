"""Databases of earlier releases, for tests of migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.engine import URL, make_url

from habitus.kernel.db import migrate
from habitus.kernel.db.sqlite import connect, core_connection


@contextmanager
def empty_database(kind: str, folder: Path, fixture: Callable[[str], Any]) -> Iterator[Connection]:
    """A connection to a new database without any table: `sqlite` or `postgresql`."""
    databases = _sqlite(folder) if kind == "sqlite" else _postgresql(make_url(fixture("postgres_url")))
    with databases as connection:
        yield connection


def upgraded(connection: Connection, to: str) -> None:
    """Run the scripts up to a revision."""
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@contextmanager
def _sqlite(folder: Path) -> Iterator[Connection]:
    raw = connect(folder / "old.db", foreign_keys=False)
    connection = core_connection(raw)
    yield connection
    connection.close()
    raw.close()


@contextmanager
def _postgresql(url: URL) -> Iterator[Connection]:
    name = f"old_{uuid4().hex}"
    server = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(url.set(database=name), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
