"""What happened, recorded where it happened; who reacts is listed in wiring, and nobody here knows them."""

from __future__ import annotations

from habitus.kernel.db import Tx
from habitus.kernel.outbox.encoding import encode
from habitus.kernel.outbox.recording import record as record_job
from habitus.kernel.outbox.table import Fact


class FactNotListed(Exception):
    """A reaction recorded a fact that wiring does not list among its `causes`."""


def record(tx: Tx, fact: Fact, once: str | None = None) -> None:
    """Leave one job for each reaction to this kind of fact; nothing, at no cost, where there is none.

    With `once`, reactions that still wait for the same key and person are not asked a second time, and
    see the fact that came first: use it where the reaction reads everything but the key from the tables.
    """
    kinds = tx.outlet.reactions.get(type(fact))
    if kinds is None:
        return
    if tx.may_cause is not None and type(fact) not in tx.may_cause:
        raise FactNotListed(type(fact).__name__)
    payload = encode(fact)
    for kind in kinds:
        record_job(tx, kind, payload, person=fact.person_key, once=once)
