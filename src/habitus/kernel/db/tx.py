"""The open transaction that domain functions are handed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.orm import Session

from habitus.kernel.db.outlet import Outlet
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

    __slots__ = ("_connection", "_effects", "_raw", "_session", "may_cause", "now", "outlet", "topics")

    def __init__(self, connection: Connection, now: datetime, outlet: Outlet) -> None:
        self._connection = connection
        driver = connection.connection.driver_connection
        self._raw = driver if isinstance(driver, sqlite3.Connection) else None
        self._session: Session | None = None
        self._effects: list[Effect] = []
        self.now = now
        self.outlet = outlet
        self.may_cause: tuple[type[Any], ...] | None = None
        """In a reaction: the facts it is listed to cause; None elsewhere, where every fact may be."""
        self.topics: list[str] = []
        """What moved for the person who writes (see `tell`)."""

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[Any]:
        """Run a Core statement."""
        return self._connection.execute(statement, parameters)

    def run(self, statement: Prepared, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Run a statement of a hot path; gives its rows, which have names."""
        if self._raw is not None:
            return statement.run(self._raw, parameters)
        result = self._connection.execute(statement.statement, parameters)
        return result.all() if result.returns_rows else []

    def run_many(self, statement: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a write of a hot path once for each of the rows; none is fine."""
        if self._raw is not None:
            statement.run_many(self._raw, rows)
        elif rows:
            self._connection.execute(statement.statement, rows)

    @property
    def session(self) -> Session:
        """An ORM session for plain CRUD, new for this function and closed after it."""
        if self._session is None:
            self._session = Session(
                self._connection, join_transaction_mode="create_savepoint", expire_on_commit=False
            )
        return self._session

    def tell(self, *topics: str) -> None:
        """Say what of the writing person's moved, for the event that every write of theirs leaves.

        A topic is a word, or a word and an id: `entries`, `notification:0192…`. Nothing said means that
        anything may have moved, and screens read everything they show again.
        """
        self.topics += [topic for topic in topics if topic not in self.topics]

    def after_commit(self, effect: Effect) -> None:
        """Run `effect` once this is on disk; dropped when it is rolled back. It must not raise."""
        self._effects.append(effect)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Keep what happens inside, or, when it raises, undo all of it; the error goes on.

        An ORM session asked for inside is one of its own, and effects of what is undone are dropped.
        """
        outer, effects = self._session, len(self._effects)
        self._session = None
        nested = self._connection.begin_nested()
        try:
            yield
            self._close_session()
        except BaseException:
            self.abandon()  # first, for its own savepoint lies inside
            nested.rollback()
            del self._effects[effects:]
            raise
        else:
            nested.commit()
        finally:
            self._session = outer

    def settle(self) -> list[Effect]:
        """Flush the ORM session into the transaction and hand over the effects; for `db` only."""
        self._close_session()
        return self._effects

    def abandon(self) -> None:
        """Forget the ORM session without writing; for `db` only."""
        if self._session is not None:
            self._session.close()

    def _close_session(self) -> None:
        if self._session is not None:
            self._session.commit()
            self._session.close()
