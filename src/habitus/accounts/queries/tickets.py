"""Every statement about live sockets: what opens one, and whether it may stay open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, case, delete, insert, or_, select

from habitus.accounts.queries.tables import person, session, socket_ticket
from habitus.kernel.db import Tx


def add(tx: Tx, digest: str, session_key: int, ends_at: datetime) -> None:
    tx.execute(insert(socket_ticket).values(digest=digest, session_key=session_key, ends_at=ends_at))


class Ticket(NamedTuple):
    """What a ticket was made for."""

    session_key: int
    ends_at: datetime


def take(tx: Tx, digest: str) -> Ticket | None:
    """Use a ticket up, over or not; of many who try at once, one gets it."""
    row = tx.execute(
        delete(socket_ticket)
        .where(socket_ticket.c.digest == digest)
        .returning(socket_ticket.c.session_key, socket_ticket.c.ends_at)
    ).one_or_none()
    return None if row is None else Ticket._make(row)


def forget_over_of(tx: Tx, session_key: int, now: datetime) -> None:
    """Delete a session's tickets that are over."""
    tx.execute(
        delete(socket_ticket).where(socket_ticket.c.session_key == session_key, socket_ticket.c.ends_at < now)
    )


def forget_over(tx: Tx, now: datetime, at_most: int) -> int:
    """Delete some of the tickets that are over, whoever's; gives how many."""
    over = select(socket_ticket.c.digest).where(socket_ticket.c.ends_at < now).limit(at_most)
    return int(tx.execute(delete(socket_ticket).where(socket_ticket.c.digest.in_(over))).rowcount)


_IS_OVER = or_(
    session.c.revoked_at.is_not(None),
    session.c.ends_at <= bindparam("now", type_=session.c.ends_at.type),
    session.c.idle_ends_at <= bindparam("now", type_=session.c.ends_at.type),
)

# Built once: while sockets are open it may run five times a second.
_STANDINGS = (
    select(
        session.c.key,
        session.c.id,
        session.c.person_key,
        person.c.seq,
        case((person.c.disabled_at.is_not(None), "paused"), (_IS_OVER, "over"), else_="alive").label("state"),
    )
    .join(person, person.c.key == session.c.person_key)
    .where(session.c.key.in_(bindparam("keys", expanding=True)))
)


def standings(tx: Tx, session_keys: Collection[int]) -> Sequence[Row[Any]]:
    """Of each of these sessions: `key`, `id`, `person_key`, the person's `seq`, and its `state`."""
    return tx.execute(_STANDINGS, {"keys": list(session_keys), "now": tx.now}).all()
