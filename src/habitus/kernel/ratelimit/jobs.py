"""Limits that nobody is near any more are forgotten."""

from __future__ import annotations

from datetime import timedelta

from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload, record
from habitus.kernel.ratelimit import queries

FORGET = "ratelimit.forget_unused"
_LONG_PAST = timedelta(days=1)
_SLICE = 400


def forget_unused(tx: Tx, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Delete a slice of the subjects whose uses are paid for since a day, and come again for the rest."""
    if queries.forget_unused(tx, tx.now - _LONG_PAST, _SLICE) == _SLICE:
        record(tx, FORGET, {}, once="more")
