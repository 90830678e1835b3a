"""Tickets for the live socket, and whether who holds one open may still do so.

A socket cannot send the token's header from a browser, and an address is logged by proxies: so what
opens it is a ticket of seconds, in its first frame.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from habitus.accounts.errors import Unauthenticated
from habitus.accounts.models import Me
from habitus.accounts.queries import tickets
from habitus.accounts.tokens import digest
from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload, record
from habitus.kernel.ratelimit import service as limits
from habitus.kernel.ratelimit.rules import Limit
from habitus.kernel.realtime.standing import Standing

TICKETS = Limit("tickets", 600, timedelta(minutes=1), 1_000)
"""Of one person: lines that break again and again are no fault of theirs."""
TICKET_LIFE = timedelta(seconds=30)
FORGET = "accounts.forget_tickets"
_SLICE = 400


def make(tx: Tx, me: Me) -> str:
    """A ticket of 256 bits for the session that asks: good once, for 30 seconds. Only its digest is kept.

    Raises RateLimited.
    """
    if me.session_key is None:
        raise Unauthenticated
    limits.spend(tx, TICKETS, str(me.key))
    ticket = secrets.token_urlsafe(32)
    tickets.forget_over_of(tx, me.session_key, tx.now)
    tickets.add(tx, digest(ticket), me.session_key, tx.now + TICKET_LIFE)
    return ticket


def take(tx: Tx, ticket: str) -> Standing | None:
    """See `kernel.realtime.standing.Authenticate`."""
    taken = tickets.take(tx, digest(ticket))
    if taken is None or tx.now >= taken.ends_at:
        return None
    return next(iter(standings(tx, [taken.session_key])), None)


def standings(tx: Tx, session_keys: Collection[int]) -> list[Standing]:
    """See `kernel.realtime.standing.Look`."""
    return [
        Standing(row.key, row.id, row.person_key, row.seq, row.state)
        for row in tickets.standings(tx, session_keys)
    ]


def forget(tx: Tx, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Delete tickets that nobody used, a slice at a time."""
    if tickets.forget_over(tx, tx.now, _SLICE) == _SLICE:
        record(tx, FORGET, {}, once="more")
