"""Statements of the hot paths, compiled once and handed to SQLite's driver as they are.

SQLAlchemy spends about 15 µs a statement on finding the compiled form, a context and a result;
a check-off has eight of them. PostgreSQL takes the usual way, where the round trip costs more.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Insert, Select, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_DIALECT = SQLiteDialect_pysqlite()
_Convert = Callable[[Any], Any]


class Prepared:
    """A Core statement for `Tx.run`: made at import, compiled on first use.

    `columns` are the columns of an INSERT, which come from the parameters. No expanding parameters (IN).
    """

    def __init__(self, statement: Select[Any] | Insert | Update, columns: Sequence[str] = ()) -> None:
        self.statement = statement
        self._columns = list(columns) or None

    def run(self, raw: sqlite3.Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """Execute on a driver connection; rows are named tuples, none for a write."""
        sql, binds, fixed = self._compiled
        values = [
            fixed[name]
            if name in fixed
            else (parameters[name] if convert is None else convert(parameters[name]))
            for name, convert in binds
        ]
        cursor = raw.execute(sql, values)
        if self._row is None:
            return []
        make, converts = self._row
        return [make(_converted(row, converts)) for row in cursor.fetchall()]

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
        if not isinstance(self.statement, Select):
            return None
        columns = list(self.statement.selected_columns)
        converts: list[tuple[int, _Convert]] = [
            (at, convert)
            for at, column in enumerate(columns)
            if (convert := column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)) is not None
        ]
        names = [column.key or "" for column in columns]
        row_of: Any = namedtuple  # noqa: PYI024 - the names are data, which type checkers cannot follow
        return row_of("Row", names, rename=True)._make, converts


def _converted(row: tuple[Any, ...], converts: Sequence[tuple[int, _Convert]]) -> Sequence[Any]:
    if not converts:
        return row
    values = list(row)
    for at, convert in converts:
        values[at] = convert(values[at])
    return values
