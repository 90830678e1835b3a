"""HTTP on the socket, before there is a request: uvicorn's parser waits for ever and keeps everything."""

from __future__ import annotations

import asyncio
import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_ABSOLUTE = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
HEAD_MAX = 64 * 1024
"""Bytes of a request line with its headers (an address alone may have 4 096)."""
RECEIVE_SECONDS = 30.0
"""From a connection or the first byte of a further request until all of the request is here."""
BODY_RATE = 16 * 1024
"""So many bytes of a body that is being read buy a further second, so a file that keeps coming may take
longer; but never more seconds at once than there were to begin with, so one that stops does not.
"""


def absolute_host(target: bytes) -> bytes | None:
    """The host of a request target that is a whole URL: it counts, not the Host header (RFC 9112 §3.2.2).

    Otherwise the name that is checked could be another one than the name that was asked for.
    """
    match = _ABSOLUTE.match(target)
    return None if match is None else match[1]


class BoundedHttp(HttpToolsProtocol):
    """Ends connections whose requests are endless or do not come."""

    _head_bytes = 0
    _in_head = True
    _complete = False
    _deadline: asyncio.TimerHandle | None = None
    _bought = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        super().connection_made(transport)
        self._deadline = self.loop.call_later(RECEIVE_SECONDS, self._time_is_up)

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
            self._deadline = self.loop.call_later(RECEIVE_SECONDS, self._time_is_up)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._complete = False
        self._bought = 0.0

    def on_headers_complete(self) -> None:
        host = absolute_host(self.url)
        if host is not None:
            self.headers[:] = [(name, value) for name, value in self.headers if name != b"host"]
            self.headers.append((b"host", host))
        super().on_headers_complete()
        self._in_head = False
        self._head_bytes = 0

    def on_body(self, body: bytes) -> None:
        super().on_body(body)
        if not self.cycle.response_complete:  # what nobody reads any more buys nothing
            self._bought += len(body) / BODY_RATE

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._complete = True

    def handle_websocket_upgrade(self) -> None:
        self._complete = True
        super().handle_websocket_upgrade()

    def _time_is_up(self) -> None:
        if not self._bought:
            self.transport.abort()
            return
        self._deadline = self.loop.call_later(min(self._bought, RECEIVE_SECONDS), self._time_is_up)
        self._bought = 0.0

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
