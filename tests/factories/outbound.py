"""Real servers on this machine that remember who called, and a way out to call them by."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from habitus.accounts.consents import still_agreed
from habitus.accounts.models import Me
from habitus.kernel.db import Tx
from habitus.kernel.outbound.addresses import Allowed
from habitus.kernel.outbound.client import Outbound
from habitus.kernel.outbound.registry import Destination, Payload, Registry
from tests.factories.tls import Pair


class Heard(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"ok": true}'


@dataclass
class Server:
    """What it heard, and what it says; `reply` may wait."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    reply: Callable[[Heard], Reply] = lambda _heard: Reply()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(tls: Pair | None = None) -> Iterator[Server]:
    """A server on 127.0.0.1, and on ::1 where this machine has it."""
    server = Server()
    listening = [_listen(server, socket.AF_INET, "127.0.0.1", tls)]
    server.port = listening[0].server_port
    if socket.has_ipv6:
        with suppress(OSError):  # a machine without it
            listening.append(_listen(server, socket.AF_INET6, "::1", tls))
    threads = [threading.Thread(target=one.serve_forever, args=(0.01,)) for one in listening]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        for one in listening:
            one.shutdown()
            one.server_close()
        for thread in threads:
            thread.join()


def _listen(server: Server, family: int, host: str, tls: Pair | None) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            server.connections += 1
            super().setup()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            heard = Heard(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            server.heard.append(heard)
            reply = server.reply(heard)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = answer  # noqa: N815 - as the base class has them

        def log_message(self, *_words: Any) -> None:
            """Quiet."""

    class Listener(ThreadingHTTPServer):
        address_family = family
        daemon_threads = True

        def handle_error(self, *_about: Any) -> None:
            """Callers that hang up are what some tests are about."""

    listener = Listener((host, server.port), Handler)
    if tls is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(tls.certificate, tls.key)
        listener.socket = context.wrap_socket(listener.socket, server_side=True)
    return listener


def leading_to(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A resolver that gives these answers in turn, the last one for ever."""
    left = list(answers)

    def resolve(_host: str, _port: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


def name_as_payload(tx: Tx, me: Me, data_class: str) -> Payload:
    """What test destinations are sent."""
    return Payload(
        f'{{"about": "{data_class}", "of": "{me.name}"}}'.encode(), path="read", headers={"X-Key": "secret"}
    )


def way_out(
    *destinations: Destination[Me], allow: str = "127.0.0.1/32, ::1/128", **options: Any
) -> Outbound[Me]:
    return Outbound(Registry(destinations), still_agreed, Allowed.parse(allow), **options)


def reader_at(url: str, *data_classes: str, name: str = "reader", **options: Any) -> Destination[Me]:
    """A destination that takes data of people."""
    return Destination(
        name,
        "Reads what it is sent.",
        "a test",
        url,
        data_classes or ("metrics",),
        name_as_payload,
        **options,
    )


HOOK: Destination[Me] = Destination("hook", "Tells addresses that people set.", "a test")
"""A destination whose addresses people set."""
