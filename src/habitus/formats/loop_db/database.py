"""Somebody's SQLite file opened as if its author meant harm: a private copy, read-only, tables only.

The copy is opened immutable, so that no journal beside it is believed, and checked whole before a
row of it is read. After that nothing but reading named tables is allowed, which shuts out views,
triggers and functions of its schema.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from habitus.formats.archive import Source
from habitus.formats.errors import ImportFileUnreadable, ImportTooLarge
from habitus.formats.zip_reader import MAX_UPLOAD

Value = int | float | str | bytes | None

SECONDS = 30
"""How long SQLite may work at one step: the check of the whole file, or some rows."""
_STEPS = 10_000
_ROWS_A_STEP = 10_000
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 16 * 1024**2,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA query_only = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)
_DEFENSIVE = 1010
"""SQLITE_DBCONFIG_DEFENSIVE, which Python can set from 3.12 on."""
_ENDLESS = f"The database takes longer than {SECONDS} seconds to read, which no backup does."
_DAMAGED = "The database is damaged. Make a new backup in the tool it comes from."


@dataclass(frozen=True, slots=True)
class Database:
    """An opened database: its `user_version`, and its real tables with their columns, all in lower case."""

    version: int
    tables: Mapping[str, Collection[str]]
    _connection: sqlite3.Connection
    _watch: _Watch

    def rows(self, statement: str) -> Iterator[Sequence[Value]]:
        """The rows of a SELECT. Raises ImportFileUnreadable when the file gives way under it."""
        with _refusing():
            cursor = self._connection.execute(statement)
            while True:
                self._watch.restart()
                rows = cast("list[tuple[Value, ...]]", cursor.fetchmany(_ROWS_A_STEP))
                if not rows:
                    return
                yield from rows


@contextmanager
def open_database(source: Source, name: str) -> Iterator[Database]:
    """Open a database of a source. Raises ImportFileUnreadable or ImportTooLarge."""
    with ExitStack() as stack:
        try:
            path = Path(stack.enter_context(TemporaryDirectory(prefix="habitus-import-")), "copy.db")
            _copy(source.chunks(name), path)
        except OSError as error:
            raise ImportFileUnreadable("There is no room here for a copy of the database.") from error
        with _refusing():
            connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        stack.enter_context(closing(connection))
        yield _checked(connection)


def _copy(chunks: Iterator[bytes], path: Path) -> None:
    size = 0
    with path.open("xb") as copy:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_UPLOAD:
                raise ImportTooLarge(f"It is larger than {MAX_UPLOAD // 1024**2} MiB.")
            copy.write(chunk)


def _checked(connection: sqlite3.Connection) -> Database:
    connection.text_factory = _text
    watch = _Watch()
    connection.set_progress_handler(watch, _STEPS)
    with _refusing():
        _confine(connection)
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise ImportFileUnreadable(_DAMAGED)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = _tables(connection)
        connection.set_authorizer(_only_reading)
    return Database(int(version), tables, connection, watch)


def _confine(connection: sqlite3.Connection) -> None:
    for limit, most in _LIMITS.items():
        connection.setlimit(limit, most)
    setconfig: Callable[[int, bool], None] | None = getattr(connection, "setconfig", None)
    if setconfig is not None:
        setconfig(_DEFENSIVE, True)
    for setting in _SETTINGS:
        connection.execute(setting)


def _tables(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """Ordinary tables only: a view or a virtual table of the same name is as good as none."""
    listed = connection.execute("PRAGMA table_list").fetchall()
    return {
        name.lower(): _columns(connection, name)
        for schema, name, kind, *_ in listed
        if schema == "main" and kind == "table" and name.isidentifier()
    }


def _columns(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The stored columns; `table_info` leaves computed ones out."""
    return frozenset(row[1].lower() for row in connection.execute(f'PRAGMA table_info("{table}")'))


def _only_reading(
    action: int, _first: str | None, _second: str | None, _schema: str | None, trigger: str | None
) -> int:
    fine = action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ} and trigger is None
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


class _Watch:
    """Stops SQLite when a step takes too long; a true answer interrupts it."""

    def __init__(self) -> None:
        self._deadline = 0.0
        self.restart()

    def restart(self) -> None:
        self._deadline = time.monotonic() + SECONDS

    def __call__(self) -> bool:
        return time.monotonic() > self._deadline


@contextmanager
def _refusing() -> Iterator[None]:
    """What SQLite says about a file, sometimes in the file's own broken bytes, becomes our refusal."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        stopped = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
        raise ImportFileUnreadable(_ENDLESS if stopped else _DAMAGED) from error
