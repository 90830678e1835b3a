"""Connections to addresses that were checked, and to no other: below the HTTP library, where names end."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import httpcore2

from habitus.kernel.outbound.addresses import Address, Allowed, parsed
from habitus.kernel.outbound.errors import AddressRefused, CallFailed

R = TypeVar("R")

CONNECT_SECONDS = 5.0
TICK_SECONDS = 0.25

Resolve = Callable[[str, int], Sequence[str]]
"""All addresses of a name, as text; raises OSError when it has none."""
Dial = Callable[[str, int, float], socket.socket]
"""Connects to one address (never a name) within seconds; raises OSError."""


def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system, for IPv4 and IPv6."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def dial(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


class Watch:
    """How long a call may go on: until its time is up, or until it is told to stop.

    It also counts the bytes of HTTP that went out and came in.
    """

    def __init__(self, seconds: float, is_stopped: Callable[[], bool]) -> None:
        self._ends_at = time.monotonic() + seconds
        self._is_stopped = is_stopped
        self._looked_at = time.monotonic()
        self.sent = 0
        self.received = 0

    def tick(self) -> float:
        """Seconds until it is to be asked again. Raises CallFailed when the call is over."""
        now = time.monotonic()
        if now >= self._ends_at:
            raise CallFailed("The answer took too long.", outcome="too_slow")
        if now - self._looked_at >= TICK_SECONDS:
            self._looked_at = now
            if self._is_stopped():
                raise CallFailed("Consent was withdrawn.", outcome="stopped")
        return min(TICK_SECONDS, self._ends_at - now)


class Stream(httpcore2.NetworkStream):
    """A connected socket that looks up from its work several times a second."""

    def __init__(self, connected: socket.socket, watch: Watch) -> None:
        self._socket = connected
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the watch's are shorter
        data = self._wait_for(partial(self._socket.recv, max_bytes))
        self._watch.received += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        rest = memoryview(buffer)
        while rest:
            sent = self._wait_for(partial(self._socket.send, rest))
            self._watch.sent += sent
            rest = rest[sent:]

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """Greet by TLS: the certificate must be for the name that was asked for, whatever its address."""
        self._watch.tick()
        self._socket.settimeout(timeout)
        try:
            return Stream(ssl_context.wrap_socket(self._socket, server_hostname=server_hostname), self._watch)
        except ssl.SSLError as error:
            raise CallFailed(f"TLS failed ({error.reason or error}).", outcome="tls_failed") from error
        except OSError as error:
            raise _not_reached(error) from error

    def get_extra_info(self, info: str) -> Any:
        """What the HTTP library asks about a connection; each of ours serves one request."""
        return {"socket": self._socket, "is_readable": False}.get(info)

    def _wait_for(self, step: Callable[[], R]) -> R:
        while True:
            self._socket.settimeout(self._watch.tick())
            try:
                return step()
            except (TimeoutError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                continue
            except OSError as error:
                raise CallFailed("The connection broke off.", outcome="broken_off") from error


class CheckedNetwork(httpcore2.NetworkBackend):
    """Asks once where a name leads, refuses it unless all of that may be called, and connects to that."""

    def __init__(self, allowed: Allowed, watch: Watch, resolve: Resolve, dial: Dial) -> None:
        self._allowed = allowed
        self._watch = watch
        self._resolve = resolve
        self._dial = dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - ours is for all addresses together
        local_address: str | None = None,  # noqa: ARG002 - the protocol has it
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as above
    ) -> Stream:
        ends_at = time.monotonic() + CONNECT_SECONDS
        failure: OSError = TimeoutError("timed out")
        for address in self._checked(host, port):
            seconds = ends_at - time.monotonic()
            if seconds <= 0:
                break
            self._watch.tick()
            try:
                return Stream(self._dial(str(address), port, seconds), self._watch)
            except OSError as error:
                failure = error
        raise _not_reached(failure) from failure

    def _checked(self, host: str, port: int) -> list[Address]:
        addresses = [parsed(text) for text in dict.fromkeys(self._found(host, port))]
        if not addresses:
            raise CallFailed("Its name leads nowhere.", outcome="not_found")
        if not self._allowed.may_call(host, port, addresses):
            raise AddressRefused(
                "It leads into a private network. The operator can list it in HABITUS_OUTBOUND_ALLOW."
            )
        return addresses

    def _found(self, host: str, port: int) -> Sequence[str]:
        """In a thread of its own: the system's resolver takes no deadline."""
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="habitus-resolver", daemon=True).start()
        try:
            answer = answers.get(timeout=CONNECT_SECONDS)
        except queue.Empty as error:
            raise CallFailed("Nobody said where its name leads.", outcome="not_found") from error
        if isinstance(answer, Exception):
            raise CallFailed("Its name leads nowhere.", outcome="not_found") from answer
        return answer


def _not_reached(error: OSError) -> CallFailed:
    return CallFailed(f"It could not be reached ({error.strerror or error}).", outcome="not_reached")
