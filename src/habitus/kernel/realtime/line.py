"""One open socket as the others see it: a bounded queue of frames, and whether it is to be closed."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from habitus.kernel.realtime.frames import Code
from habitus.kernel.realtime.limits import Limits


class Line:
    """Never waits for its socket: who has too much on the way to it is closed, and held up by nobody else.

    For the event loop's thread alone.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._frames: deque[str] = deque()
        self._bytes = 0
        self._awake = asyncio.Event()
        self._closing: asyncio.Future[Code | None] = asyncio.get_running_loop().create_future()

    def put(self, frame: str) -> None:
        """Queue a frame, or close the line as too slow when more waits than may."""
        if self.is_closing:
            return
        is_full = len(self._frames) >= self._limits.queued_frames
        if is_full or self._bytes + len(frame) > self._limits.queued_bytes:
            self.close(Code.SLOW)
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        self.wake()

    def wake(self) -> None:
        """Have who sends look again at what there is to do."""
        self._awake.set()

    async def work(self) -> None:
        """Wait until there may be something to send."""
        await self._awake.wait()
        self._awake.clear()

    async def drain(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send what is queued; what is being sent still counts as waiting."""
        while self._frames:
            await send(self._frames[0])
            self._bytes -= len(self._frames.popleft())

    def close(self, code: Code) -> None:
        """Have it closed; the first reason counts."""
        self._close(code)

    def gone(self) -> None:
        """The other end is away: there is nobody to tell."""
        self._close(None)

    def _close(self, code: Code | None) -> None:
        if not self._closing.done():
            self._closing.set_result(code)

    @property
    def is_closing(self) -> bool:
        return self._closing.done()

    async def closing(self) -> Code | None:
        """Wait until it is to be closed; gives the code, None when the other end is away."""
        return await self._closing
