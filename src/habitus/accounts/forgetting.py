"""What is not kept: addresses after two weeks, and what has ended."""

from __future__ import annotations

from datetime import timedelta

from habitus.accounts.queries import audits, doors, sessions, tokens
from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload, record

FORGET = "accounts.forget"
ADDRESSES_KEPT = timedelta(days=14)
ENDED_KEPT = timedelta(days=1)
"""A session that was ended, or a token that was taken back: so long its end can be repeated. And wrong
passwords, which no longer make anybody wait then."""
_SLICE = 400
_SESSIONS_A_SLICE = 10
"""Each may have thousands of refresh tokens."""


def forget(tx: Tx, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Forget a slice of each, and come again for the rest."""
    addresses_before, ended_before = tx.now - ADDRESSES_KEPT, tx.now - ENDED_KEPT
    is_more = [
        sessions.forget_addresses(tx, addresses_before, _SLICE) == _SLICE,
        audits.forget_addresses(tx, addresses_before, _SLICE) == _SLICE,
        sessions.forget_ended(tx, tx.now, ended_before, _SESSIONS_A_SLICE) == _SESSIONS_A_SLICE,
        tokens.forget_revoked(tx, ended_before, _SLICE) == _SLICE,
        doors.forget_old_failures(tx, ended_before, _SLICE) == _SLICE,
    ]
    if any(is_more):
        record(tx, FORGET, {}, once="more")
