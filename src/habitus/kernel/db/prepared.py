"""Statements of the hot paths, compiled once and handed to SQLite's driver as they are.

SQLAlchemy spends about 15 µs a statement on finding the compiled form, a context and a result;
a check-off has eight of them. PostgreSQL takes the usual way, where the round trip costs more.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from sqlalchemy import CompoundSelect, Insert, Select, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECT = SQLiteDialect_pysqlite()
Query = Select[Any] | CompoundSelect[*tuple[Any, ...]]
_Convert = Callable[[Any], Any]


class Prepared:
    """A Core statement for `Tx.run`: made at import, compiled on first use.

    `columns` are the columns of an INSERT, which come from the parameters. No expanding parameters (IN).
    """

    def __init__(self, statement: Query | Insert | Update, columns: Sequence[str] = ()) -> None:
        self.statement = statement
        self._columns = list(columns) or None

    def run(self, raw: sqlite3.Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Execute on a driver connection; rows are named tuples, none for a write."""
        cursor = raw.execute(self._compiled[0], self._values(parameters))
        if self._row is None:
            return []
        make, converts = self._row
        if not converts:
            return list(map(make, cursor.fetchall()))
        rows = list(map(list, cursor.fetchall()))
        for row in rows:
            for at, convert in converts:
                row[at] = convert(row[at])
        return list(map(make, rows))

    def run_many(self, raw: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute a write once for each of the rows."""
        raw.executemany(self._compiled[0], [self._values(row) for row in rows])

    def _values(self, parameters: Mapping[str, Any]) -> list[Any]:
        _, binds, fixed = self._compiled
        return [
            fixed[name]
            if name in fixed
            else (parameters[name] if convert is None else convert(parameters[name]))
            for name, convert in binds
        ]

    @cached_property
    def _compiled(self) -> tuple[str, list[tuple[str, _Convert | None]], dict[str, Any]]:
        compiled = self.statement.compile(dialect=_DIALECT, column_keys=self._columns)
        binds: list[tuple[str, _Convert | None]] = []
        fixed: dict[str, Any] = {}
        for name in compiled.positiontup or ():
            bind = compiled.binds[name]
            convert = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            if not bind.required and name not in (self._columns or ()):
                fixed[name] = bind.value if convert is None else convert(bind.value)
            binds.append((name, convert))
        return str(compiled), binds, fixed

    @cached_property
    def _row(self) -> tuple[Callable[[Sequence[Any]], Any], list[tuple[int, _Convert]]] | None:
        if not isinstance(self.statement, Select | CompoundSelect):
            return None
        columns = list(self.statement.selected_columns)
        converts: list[tuple[int, _Convert]] = [
            (at, convert)
            for at, column in enumerate(columns)
            if (convert := column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)) is not None
        ]
        names = [column.key or "" for column in columns]
        row_of: Any = namedtuple  # noqa: PYI024 - the names are data, which type checkers cannot follow
        return partial(tuple.__new__, row_of("Row", names, rename=True)), converts
