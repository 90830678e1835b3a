"""HTTP on the socket, before there is a request: uvicorn's parser waits for ever and keeps everything."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_MAX = 64 * 1024
"""Bytes of a request line with its headers (an address alone may have 4 096)."""
RECEIVE_SECONDS = 30.0
"""From a connection or the first byte of a further request until all of the request is here."""


class BoundedHttp(HttpToolsProtocol):
    """Ends connections whose requests are endless or do not come."""

    _head_bytes = 0
    _in_head = True
    _complete = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        super().connection_made(transport)
        self._deadline = self.loop.call_later(RECEIVE_SECONDS, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        # The head may have ended in this very piece, so whether it is too long is known only now.
        if self._in_head and self._head_bytes > HEAD_MAX:
            self.transport.abort()
        # Nearly every request comes in one piece and costs no timer.
        if self._complete:
            self._forget_deadline()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(RECEIVE_SECONDS, self.transport.abort)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._complete = False

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._in_head = False
        self._head_bytes = 0

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._complete = True

    def handle_websocket_upgrade(self) -> None:
        self._complete = True
        super().handle_websocket_upgrade()

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
