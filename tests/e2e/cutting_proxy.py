"""Stands between browsers and a server on this machine, and cuts the live sockets that go through it."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

LIVE = b"GET /api/v1/realtime "
CHUNK = 65_536


class _Pair:
    """A connection of a browser, and ours to the server for it."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.client = client
        self.server = server
        self.is_live = False

    def start(self) -> None:
        for origin, target in ((self.client, self.server), (self.server, self.client)):
            threading.Thread(target=self._forward, args=(origin, target), daemon=True).start()

    def end(self) -> None:
        self.is_live = False
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                # Closed alone it would stay open for the thread that reads it.
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _forward(self, origin: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := origin.recv(CHUNK):
                self.is_live = self.is_live or chunk.startswith(LIVE)
                target.sendall(chunk)
        self.end()


class CuttingProxy:
    """Forwards connections to a port of this machine while it is entered."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[_Pair] = []
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://localhost:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        for pair in self._pairs:
            pair.end()

    def cut(self) -> int:
        """End every live socket, without its closing words; gives how many there were."""
        live = [pair for pair in self._pairs if pair.is_live]
        for pair in live:
            pair.end()
        return len(live)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                pair = _Pair(client, socket.create_connection(("127.0.0.1", self._to)))
                self._pairs.append(pair)
                pair.start()
