"""Leaving a job behind, in the transaction that makes it necessary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id
from habitus.kernel.outbox import queries


def record(
    tx: Tx,
    kind: str,
    payload: Mapping[str, object],
    *,
    person: int | None = None,
    once: str | None = None,
    due: datetime | None = None,
) -> None:
    """Have a job of this kind done after the commit, or from `due` on; gone again if this is rolled back.

    `payload` must fit JSON. `person` is the key of whom it is about. While a job of this kind, person and
    `once` waits, no second one is made and the first keeps its payload: so put nothing into the payload
    that the key does not say, and let the job read what is true when it runs.
    """
    later = due is not None and due > tx.now
    new = queries.NewJob(
        id=new_id(),
        person_key=person,
        kind=kind,
        payload=payload,
        once=None if once is None else _key(kind, person, once),
        due=due if due is not None and later else tx.now,
        handed=None if later or tx.outlet.carry is None else tx.now,
    )
    if new.once is None:
        queries.add(tx, new)
    elif not queries.add_once(tx, new):
        return
    if new.handed is not None and tx.outlet.carry is not None:
        tx.after_commit(partial(tx.outlet.carry, new.id))


def is_waiting(tx: Tx, kind: str, once: str, *, person: int | None = None) -> bool:
    """Whether a job recorded with this key waits or is at work; not when it is done, dropped or dead."""
    return queries.has_key(tx, _key(kind, person, once))


def _key(kind: str, person: int | None, once: str) -> str:
    return f"{kind} {person or '-'} {once}"
