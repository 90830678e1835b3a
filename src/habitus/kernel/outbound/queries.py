"""Every statement about the log of calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, delete, insert, select, update

from habitus.kernel.db import Tx, table_of
from habitus.kernel.outbound.models import OutboundCall

KEPT = 100
SENDING = "sending"
"""The outcome of a call that has none yet."""

call = table_of(OutboundCall)


class Call(NamedTuple):
    """One request, for who may look at the log."""

    at: datetime
    destination: str
    host: str
    data_class: str | None
    bytes_sent: int
    bytes_received: int
    outcome: str


_NEWEST = select(*(call.c[name] for name in Call._fields)).order_by(call.c.key.desc()).limit(KEPT)


def add(tx: Tx, values: Mapping[str, object]) -> int:
    """Note a call, and forget the oldest of the same person's (or of nobody's); gives its key."""
    key = int(tx.execute(insert(call).values(**values).returning(call.c.key)).scalar_one())
    whose = call.c.person_key.is_not_distinct_from(values["person_key"])
    oldest = select(call.c.key).where(whose).order_by(call.c.key.desc()).offset(KEPT)
    tx.execute(delete(call).where(call.c.key.in_(oldest.scalar_subquery())))
    return key


def finish(tx: Tx, key: int, bytes_sent: int, bytes_received: int, outcome: str) -> None:
    tx.execute(
        update(call)
        .where(call.c.key == key)
        .values(bytes_sent=bytes_sent, bytes_received=bytes_received, outcome=outcome)
    )


def is_sending(tx: Tx, person_key: int, data_class: str, at_most: timedelta) -> bool:
    """Whether a call with this data is under way; one that began longer ago was ended with its process."""
    statement = select(call.c.key).where(
        call.c.person_key == person_key,
        call.c.data_class == data_class,
        call.c.outcome == SENDING,
        call.c.at > tx.now - at_most,
    )
    return tx.execute(statement.limit(1)).first() is not None


def calls_of(tx: Tx, person_key: int) -> Sequence[Call]:
    """The newest calls for a person, newest first."""
    return _calls(tx, _NEWEST.where(call.c.person_key == person_key))


def newest(tx: Tx) -> Sequence[Call]:
    """The newest calls for anybody, newest first."""
    return _calls(tx, _NEWEST)


def _calls(tx: Tx, statement: Select[Any]) -> Sequence[Call]:
    return [Call._make(row) for row in tx.execute(statement)]
