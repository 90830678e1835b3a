"""Every statement about events."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, insert, or_, select

from habitus.kernel.db import Prepared, Tx, table_of
from habitus.kernel.realtime.models import Event

event = table_of(Event)

_ADD = Prepared(insert(event), [column.name for column in event.columns])


def add(tx: Tx, person_key: int, seq: int, topics: str) -> None:
    """Store an event: the write after which the person's sequence is `seq`."""
    tx.run(_ADD, {"person_key": person_key, "seq": seq, "at": tx.now, "topics": topics})


class Row(NamedTuple):
    """An event of a person."""

    seq: int
    at: datetime
    topics: str


def after(tx: Tx, person_key: int, seq: int, at_most: int) -> list[Row]:
    """The person's next events after one, in order."""
    rows = tx.execute(
        select(event.c.seq, event.c.at, event.c.topics)
        .where(event.c.person_key == person_key, event.c.seq > seq)
        .order_by(event.c.seq)
        .limit(at_most)
    )
    return [Row._make(row) for row in rows]


def first_after(tx: Tx, person_key: int, seq: int) -> int | None:
    """The number of the next event after one; None when there is none."""
    statement = select(func.min(event.c.seq)).where(event.c.person_key == person_key, event.c.seq > seq)
    first: int | None = tx.execute(statement).scalar_one()
    return first


def next_person(tx: Tx, person_key: int) -> int | None:
    """The first person after this one who has any event."""
    statement = select(func.min(event.c.person_key)).where(event.c.person_key > person_key)
    found: int | None = tx.execute(statement).scalar_one()
    return found


class Spent(NamedTuple):
    """Which of a person's oldest events need not be kept, and how many those are."""

    seq: int | None
    """The newest of them; None when there is none."""
    rows: int


def spent(tx: Tx, person_key: int, before: datetime, kept_most: int, at_most: int) -> Spent:
    """Among the oldest `at_most` events of a person: those of before an instant, and those in excess."""
    newest = select(func.max(event.c.seq)).where(event.c.person_key == person_key).scalar_subquery()
    oldest = (
        select(event.c.seq, event.c.at)
        .where(event.c.person_key == person_key)
        .order_by(event.c.seq)
        .limit(at_most)
        .subquery()
    )
    found = select(func.max(oldest.c.seq), func.count()).where(
        or_(oldest.c.at < before, oldest.c.seq <= newest - kept_most)
    )
    return Spent._make(tx.execute(found).one())


def forget_up_to(tx: Tx, person_key: int, seq: int) -> None:
    """Delete a person's events up to one: what is left never has a hole."""
    tx.execute(delete(event).where(event.c.person_key == person_key, event.c.seq <= seq))
