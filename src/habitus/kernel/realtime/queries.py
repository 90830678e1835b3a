"""Every statement about events."""

from __future__ import annotations

from sqlalchemy import insert

from habitus.kernel.db import Prepared, Tx, table_of
from habitus.kernel.realtime.models import Event

event = table_of(Event)

_ADD = Prepared(insert(event), [column.name for column in event.columns])


def add(tx: Tx, person_key: int, seq: int, topics: str) -> None:
    """Store an event: the write after which the person's sequence is `seq`."""
    tx.run(_ADD, {"person_key": person_key, "seq": seq, "at": tx.now, "topics": topics})
