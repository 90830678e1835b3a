"""Events are kept as long as somebody may come back for them, not for ever."""

from __future__ import annotations

from datetime import timedelta

from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload, record
from habitus.kernel.realtime import queries

FORGET = "realtime.forget_events"
KEPT_FOR = timedelta(days=7)
KEPT_MOST = 10_000
"""Of one person, if more happened in that time."""
ROWS_A_SLICE = 400
PEOPLE_A_SLICE = 50


def forget_events(tx: Tx, payload: Payload) -> None:
    """Delete a slice of what is older than a week, or too much, and come again for the rest.

    Of each person the oldest go first. So what is left is without a hole, and whoever's cursor lies before
    it is told to read everything anew.
    """
    person_key = int(payload.get("person_key", 0))
    rows = 0
    for _ in range(PEOPLE_A_SLICE):
        found = queries.next_person(tx, person_key)
        if found is None:
            return
        rows += _forget_of(tx, found, ROWS_A_SLICE - rows)
        if rows >= ROWS_A_SLICE:
            break  # this person may have more
        person_key = found
    record(tx, FORGET, {"person_key": person_key})


def _forget_of(tx: Tx, person_key: int, at_most: int) -> int:
    """Delete what is too old or too much of a person's; gives how many events."""
    spent = queries.spent(tx, person_key, tx.now - KEPT_FOR, KEPT_MOST, at_most)
    if spent.seq is not None:
        queries.forget_up_to(tx, person_key, spent.seq)
    return spent.rows
