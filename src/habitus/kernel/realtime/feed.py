"""A person's events on their way to one socket: in order, each once, none left out.

What this process hears of right after a commit is sent at once when it is the next one. Whatever is not
(another process wrote, two threads told in another order, the socket was away) is read from the table.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from habitus.kernel.db import Tx
from habitus.kernel.realtime import frames, queries
from habitus.kernel.realtime.frames import Code
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.line import Line
from habitus.kernel.realtime.standing import Look, Standing

Read = Callable[[int, int], Awaitable[Sequence[queries.Row]]]
"""The events of a person after a number, at most so many."""


class Hole(Exception):
    """Events are gone that were still to be sent: the client comes again, and is told to read everything."""


class Feed:
    """For the event loop's thread alone."""

    def __init__(self, line: Line, limits: Limits) -> None:
        self._line = line
        self._limits = limits
        self._cursor = 0
        """The last event that was given to the line."""
        self._heard = 0
        """The newest there is, as far as is known."""
        self._is_live = False
        """Nothing between the cursor and what is heard of next has to be read first."""
        self._has_begun = False
        self._fell_behind_at = 0
        """The newest there was when something had to be read."""
        self._is_reading = False

    def begin(self, cursor: int, seq: int) -> None:
        """Begin behind `cursor`; `seq` is the person's sequence, and may have been passed meanwhile."""
        self._cursor = cursor
        self._heard = max(self._heard, seq)
        self._fell_behind_at = self._heard
        self._has_begun = True
        self._is_live = self._heard <= cursor
        self._line.wake()

    def tell(self, seq: int, frame: str) -> None:
        """Hear of an event right after its commit."""
        self._heard = max(self._heard, seq)
        if self._is_live and seq == self._cursor + 1:
            self._cursor = seq
            self._line.put(frame)
        else:
            self._look_up()

    def hear(self, seq: int) -> None:
        """Hear that the person's sequence is `seq`."""
        self._heard = max(self._heard, seq)
        self._look_up()

    def _look_up(self) -> None:
        if not self._has_begun or self._heard <= self._cursor:
            return
        if self._is_live:
            self._is_live = False
            self._fell_behind_at = self._heard
        elif not self._is_reading and self._heard - self._fell_behind_at > self._limits.queued_frames:
            self._line.close(Code.SLOW)  # what was sent before is not even taken
        self._line.wake()

    @property
    def is_behind(self) -> bool:
        return self._has_begun and not self._is_live

    async def catch_up(self, read: Read, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what the table holds, until nothing more is known of. Raises Hole."""
        self._is_reading = True
        while not self._is_live:
            rows = await read(self._cursor, self._limits.page)
            if not rows and self._heard > self._cursor:
                raise Hole
            for row in rows:
                if row.seq != self._cursor + 1:
                    raise Hole
                await send(frames.event(row.seq, row.at, row.topics))
                self._cursor = row.seq
            self._is_live = len(rows) < self._limits.page and self._heard <= self._cursor
        self._is_reading = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a socket's events go on."""

    standing: Standing
    cursor: int
    is_known: bool
    """Whether all after the client's cursor is kept; else it is to read everything anew."""


def beginning(tx: Tx, look: Look, session_key: int, cursor: int | None) -> Beginning | None:
    """Where the events of a session's person go on for who had them up to `cursor`; None when it is gone."""
    standing = next(iter(look(tx, [session_key])), None)
    if standing is None:
        return None
    if cursor is None:
        return Beginning(standing, standing.seq, is_known=True)
    if not _is_kept(tx, standing, cursor):
        return Beginning(standing, standing.seq, is_known=False)
    return Beginning(standing, cursor, is_known=True)


def _is_kept(tx: Tx, standing: Standing, cursor: int) -> bool:
    """Only the oldest are ever deleted, so all are there when the next one is."""
    if not 0 <= cursor < standing.seq:
        return cursor == standing.seq
    return queries.first_after(tx, standing.person_key, cursor) == cursor + 1
