"""Leaving an event behind, in the transaction that made it happen."""

from __future__ import annotations

from functools import partial

from habitus.kernel.db import Tx
from habitus.kernel.realtime import queries

TOPICS_MAX = 200


def record(tx: Tx, person_key: int, seq: int) -> None:
    """Store what this transaction told (`Tx.tell`) as the person's event `seq`, and tell their sockets."""
    topics = " ".join(tx.topics)
    if len(topics) > TOPICS_MAX:
        topics = ""
    queries.add(tx, person_key, seq, topics)
    if tx.outlet.told is not None:
        tx.after_commit(partial(tx.outlet.told, person_key, seq, tx.now, topics))
