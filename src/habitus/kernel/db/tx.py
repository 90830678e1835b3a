"""The open transaction that domain functions are handed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.orm import Session

from habitus.kernel.db.prepared import Prepared
from habitus.kernel.errors import DomainError

Effect = Callable[[], None]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that must be remembered: what was written is committed, then `error` is raised.

    Raising inside the function would roll back, say, the count of wrong passwords.
    """

    error: DomainError


class Tx:
    """An open transaction. It cannot be committed from here: `db` does that, and nobody else."""

    __slots__ = ("_connection", "_effects", "_session", "now")

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._session: Session | None = None
        self._effects: list[Effect] = []
        self.now = now

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[Any]:
        """Run a Core statement."""
        return self._connection.execute(statement, parameters)

    def run(self, statement: Prepared, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Run a statement of a hot path; gives its rows, which have names."""
        raw = self._connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            return statement.run(raw, parameters)
        result = self._connection.execute(statement.statement, parameters)
        return result.all() if result.returns_rows else []

    @property
    def session(self) -> Session:
        """An ORM session for plain CRUD, new for this function and closed after it."""
        if self._session is None:
            self._session = Session(
                self._connection, join_transaction_mode="create_savepoint", expire_on_commit=False
            )
        return self._session

    def after_commit(self, effect: Effect) -> None:
        """Run `effect` once this is on disk; dropped when it is rolled back. It must not raise."""
        self._effects.append(effect)

    def settle(self) -> list[Effect]:
        """Flush the ORM session into the transaction and hand over the effects; for `db` only."""
        if self._session is not None:
            self._session.commit()
            self._session.close()
        return self._effects

    def abandon(self) -> None:
        """Forget the ORM session without writing; for `db` only."""
        if self._session is not None:
            self._session.close()
