"""All sockets of this process: they come in here, hear of what happens, and go when the process stops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from habitus.kernel.db import Database
from habitus.kernel.realtime import frames
from habitus.kernel.realtime.conversation import Command, Conversation, House
from habitus.kernel.realtime.frames import Code
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.seats import Seats
from habitus.kernel.realtime.standing import Authenticate, Look
from habitus.kernel.realtime.watch import Watch


class Hub:
    """Lives on the event loop that serves it; only `told` may be called in any thread."""

    def __init__(
        self,
        database: Database[Any, Any],
        authenticate: Authenticate,
        look: Look,
        commands: Mapping[str, Command],
        limits: Limits | None = None,
    ) -> None:
        """`commands` are what clients may ask for beside `ping`, by the `type` of their message."""
        self._limits = limits or Limits()
        self._seats = Seats(self._limits)
        self._house = House(database, authenticate, look, commands, self._limits, self._seats)
        self._watch = Watch(database, look, self._seats, self._limits)
        self._served: set[asyncio.Task[Any] | None] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0
        self._is_stopping = False
        database.outlet.told = self.told

    async def serve(self, socket: WebSocket) -> None:
        """Accept a socket whose handshake is welcome, and serve it until it is closed."""
        self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        task = asyncio.current_task()
        self._served.add(task)
        try:
            with suppress(WebSocketDisconnect):
                await socket.accept()
                code = Code.STOPPING if self._is_stopping else await self._converse(socket)
                await self._close(socket, code)
        finally:
            self._served.discard(task)

    async def _converse(self, socket: WebSocket) -> Code | None:
        conversation = Conversation(self._house, socket)
        self._seats.wait(conversation.line)
        self._watch.begin()
        try:
            return await conversation.run()
        finally:
            self._seats.leave(conversation.line, conversation.seat)

    async def _close(self, socket: WebSocket, code: Code | None) -> None:
        if code is None:
            return
        with suppress(TimeoutError):  # nothing is taken there: the server's protocol cuts it off
            async with asyncio.timeout(self._limits.close_seconds):
                await socket.close(code, frames.REASONS[code])

    async def stop(self) -> None:
        """Close all sockets, and wait until they are."""
        self._is_stopping = True
        self._house.database.outlet.told = None
        for line in self._seats.lines():
            line.close(Code.STOPPING)
        await self._watch.stop()
        served = [task for task in self._served if task is not None]
        if served:
            await asyncio.wait(served, timeout=2 * self._limits.close_seconds)

    def told(self, person_key: int, seq: int, at: datetime, topics: str) -> None:
        """Hear of an event that is on disk, in any thread; without a socket of theirs it costs a look-up."""
        if not self._seats.has(person_key) or self._loop is None:
            return
        if threading.get_ident() == self._thread:
            self._tell(person_key, seq, at, topics)
            return
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._tell, person_key, seq, at, topics)

    def _tell(self, person_key: int, seq: int, at: datetime, topics: str) -> None:
        frame = frames.event(seq, at, topics)
        for seat in self._seats.of(person_key):
            seat.feed.tell(seq, frame)
