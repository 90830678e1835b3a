"""WebSockets on the wire: what uvicorn's protocol leaves unbounded, and what it says when it stops."""

from __future__ import annotations

from asyncio import TimerHandle

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from habitus.kernel.realtime.frames import REASONS, Code

STALLED_SECONDS = 20.0
"""How long one that takes nothing of what is on its way is kept."""
PARTS_MAX = 64
"""Of one message: each may be empty, so the bytes of all are no limit."""


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """Keeps little for clients that do not read, and cuts them off after a while."""

    _stalled: TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        self._forget_stall()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_stall()
        super().connection_lost(exc)

    def _forget_stall(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def handle_ping(self) -> None:
        """Who takes no answers gets none: each would have to be kept (RFC 6455 §5.5.3 allows it)."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= PARTS_MAX:
            self.conn.fail(Code.MALFORMED, REASONS[Code.MALFORMED])
            self.handle_parser_exception()
            return
        super().handle_cont(event)

    async def send(self, message: ASGISendEvent) -> None:
        try:
            await super().send(message)
        except RuntimeError as error:
            if self.close_sent:  # by the protocol itself, for a ping without an answer or a broken frame
                raise ClientDisconnected from error
            raise

    def shutdown(self) -> None:
        """As uvicorn's, but 1001: the server goes away, and may be back at once."""
        if self.close_sent or not self.handshake_complete:
            super().shutdown()
            return
        self.stop_keepalive()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": Code.STOPPING})
        self.conn.send_close(Code.STOPPING, REASONS[Code.STOPPING])
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
