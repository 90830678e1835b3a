"""What is said over one socket, from its first frame on."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from habitus.kernel.db import Database
from habitus.kernel.errors import DomainError
from habitus.kernel.realtime import frames, queries
from habitus.kernel.realtime.feed import Feed, Hole, beginning
from habitus.kernel.realtime.frames import Code, Malformed
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.line import Line
from habitus.kernel.realtime.seats import Seat, Seats
from habitus.kernel.realtime.standing import Authenticate, Look, Standing
from habitus.kernel.realtime.watch import refusal

Command = Callable[[Standing, frames.Message], Awaitable[Mapping[str, object] | None]]
"""What a client may ask for: given who asks and the whole message, it gives the answer, with its `type`.

It proves the session itself, by a transaction of `Database.read` or `write` with the session's id: a socket
that is to be closed may be heard for a moment longer. A DomainError is answered with its code.
"""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """What all conversations of a process share."""

    database: Database[Any, Any]
    authenticate: Authenticate
    look: Look
    commands: Mapping[str, Command]
    limits: Limits
    seats: Seats


class Over(Exception):
    """The conversation ends here."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.name)
        self.code = code


class Conversation:
    """Listens and speaks at once: who is slow to hear is heard all the same, and the other way round."""

    def __init__(self, house: House, socket: WebSocket) -> None:
        self.line = Line(house.limits)
        self.seat: Seat | None = None
        self._house = house
        self._socket = socket
        self._feed = Feed(self.line, house.limits)
        self._heard: deque[float] = deque(maxlen=house.limits.messages)

    async def run(self) -> Code | None:
        """Until it ends; gives the code to close with, None when the other end is away."""
        parts = [asyncio.create_task(self._until_over(part)) for part in (self._listen, self._speak)]
        try:
            return await self.line.closing()
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)

    async def _until_over(self, part: Callable[[], Awaitable[None]]) -> None:
        try:
            await part()
        except WebSocketDisconnect:
            self.line.gone()
        except Over as over:
            self.line.close(over.code)
        except Malformed:
            self.line.close(Code.MALFORMED)
        except (Hole, DomainError):  # events that are gone, a database that is away: to come again mends both
            self.line.close(Code.SLOW)
        except Exception:  # the edge: this socket is closed, and the others know nothing of it
            log.exception("socket_failed")
            self.line.close(Code.FAILED)

    async def _listen(self) -> None:
        standing = await self._sit(frames.hello(frames.read(await self._first())))
        while True:
            message = frames.read(await self._received())
            self._count_message()
            await self._answer(standing, message)

    async def _speak(self) -> None:
        while True:
            await self.line.work()
            await self.line.drain(self._socket.send_text)
            if self._feed.is_behind:
                await self._feed.catch_up(self._read, self._socket.send_text)

    async def _first(self) -> Message:
        try:
            async with asyncio.timeout(self._house.limits.hello_seconds):
                return await self._received()
        except TimeoutError as error:
            raise Over(Code.SLOW) from error

    async def _received(self) -> Message:
        """Raises WebSocketDisconnect."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        return message

    async def _sit(self, hello: frames.Hello) -> Standing:
        """Prove who it is, and begin with their events. Raises Over."""
        house = self._house
        standing = await house.database.public.write(house.authenticate, hello.ticket)
        seat = Seat(self.line, self._feed, _alive(standing))
        self.seat = seat
        if not house.seats.sit(seat):
            raise Over(Code.FULL)
        # Only now, when nothing that is told can be missed any more.
        begun = await house.database.public.read(
            beginning, house.look, seat.standing.session_key, hello.cursor
        )
        standing = _alive(begun.standing if begun else None)
        assert begun is not None
        self.line.put(frames.ready(begun.cursor) if begun.is_known else frames.resync(begun.cursor))
        self._feed.begin(begun.cursor, standing.seq)
        return standing

    def _count_message(self) -> None:
        """Raises Over when there were too many."""
        now = asyncio.get_running_loop().time()
        is_full = len(self._heard) == self._heard.maxlen
        if is_full and now - self._heard[0] < self._house.limits.messages_seconds:
            raise Over(Code.CHATTY)
        self._heard.append(now)

    async def _answer(self, standing: Standing, message: frames.Message) -> None:
        if message["type"] == "ping":
            self.line.put(frames.PONG)
            return
        command = self._house.commands.get(message["type"])
        if command is None:
            self.line.put(frames.refused("command_unknown", message))
            return
        try:
            value = await command(standing, message)
        except DomainError as refused:
            self.line.put(frames.refused(refused.code, message))
        else:
            if value is not None:
                self.line.put(frames.answer(value, message))

    async def _read(self, cursor: int, at_most: int) -> Sequence[queries.Row]:
        assert self.seat is not None
        person_key = self.seat.standing.person_key
        return await self._house.database.public.read(queries.after, person_key, cursor, at_most)


def _alive(standing: Standing | None) -> Standing:
    """Raises Over."""
    code = refusal(standing)
    if code is not None or standing is None:
        raise Over(code or Code.SIGNED_OUT)
    return standing
