"""Whether anything was committed since: asked of SQLite in 3 µs, without a transaction or a thread."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from habitus.kernel.clock import Clock


class Moment(NamedTuple):
    """An instant and a stamp: while the stamp is the same, nobody has committed anything."""

    now: datetime
    stamp: int


class Watch:
    """Asked on the event loop, so it never waits; where it would have to, nothing is known."""

    def __init__(self, raw: sqlite3.Connection, clock: Clock) -> None:
        """`raw` is a connection of its own: one that writes does not notice its own commits."""
        raw.execute("PRAGMA busy_timeout = 0")
        self._raw = raw
        self._clock = clock

    def moment(self) -> Moment | None:
        try:
            stamp: int = self._raw.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error:
            return None
        return Moment(self._clock(), stamp)

    def close(self) -> None:
        self._raw.close()
