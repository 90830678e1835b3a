"""Live sockets for tests: the real application on a real port, and a client that speaks the protocol."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI
from tests.factories.people import SignedIn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from habitus.accounts import gate, tickets
from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Database, Tx
from habitus.kernel.http.wire import BoundedHttp
from habitus.kernel.realtime.hub import Hub
from habitus.kernel.realtime.limits import FRAME_MAX, Limits
from habitus.kernel.realtime.wire import BoundedWebSocket

PATIENCE = 10.0


@contextmanager
def serving(app: FastAPI) -> Iterator[tuple[int, uvicorn.Server]]:
    """The application on a port of its own, served as `habitus serve` does; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        http=BoundedHttp,
        ws=BoundedWebSocket,
        ws_max_size=FRAME_MAX,
        ws_per_message_deflate=False,
        loop="uvloop",
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1], server
    finally:
        server.should_exit = True
        thread.join()


@dataclass
class Line:
    """One socket of a test."""

    ws: ClientConnection

    def say(self, message: object) -> None:
        self.ws.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def hear(self, seconds: float = PATIENCE) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(self.ws.recv(timeout=seconds))
        return frame

    def is_silent(self, seconds: float = 0.3) -> bool:
        try:
            self.ws.recv(timeout=seconds)
        except TimeoutError:
            return True
        return False

    def events(self, count: int) -> list[int]:
        """The numbers of the next events."""
        heard = [self.hear() for _ in range(count)]
        assert {frame["type"] for frame in heard} <= {"event"}
        return [frame["seq"] for frame in heard]

    def closed(self, seconds: float = PATIENCE) -> int:
        """Hear out what comes until it is closed; gives the code."""
        try:
            while True:
                self.ws.recv(timeout=seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def drop(self) -> None:
        """Be gone without a word."""
        self.ws.socket.shutdown(socket.SHUT_RDWR)
        self.ws.close_socket()


@dataclass
class Live:
    """A served application with its database."""

    port: int
    db: Database[Actor, Me]
    server: uvicorn.Server
    opened: ExitStack
    hub: Hub

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/api/v1/realtime"

    def open(self, more: str = "", **options: Any) -> Line:
        """A handshake and nothing said yet."""
        opened = connect(self.url + more, compression=None, proxy=None, close_timeout=1, **options)
        return Line(self.opened.enter_context(opened))

    def hello(self, ticket: str, cursor: int | None = None) -> Line:
        line = self.open()
        line.say({"type": "hello", "ticket": ticket, "cursor": cursor})
        return line

    def follow(self, person: SignedIn, cursor: int | None = None) -> tuple[Line, dict[str, Any]]:
        """A socket of somebody, and the first thing that it was told."""
        line = self.hello(ticket_of(person), cursor)
        return line, line.hear()

    def write(self, person: SignedIn, *topics: str) -> None:
        """Something of theirs is written, in this process."""
        self.db.run_write(something, person.me.key, topics)

    def seq(self, person: SignedIn) -> int:
        found = self.db.run_read(tickets.standings, [session_key(self.db, person)])
        return found[0].seq


def something(tx: Tx, person_key: int, topics: tuple[str, ...] = ()) -> None:
    tx.tell(*topics)
    gate.bump(tx, person_key)


def ticket_of(person: SignedIn) -> str:
    answer = person.request("POST", "/realtime/tickets")
    assert answer.status_code == 201, answer.text
    ticket: str = answer.json()["ticket"]
    return ticket


def session_key(db: Database[Actor, Me], person: SignedIn) -> int:
    door = person.http.app.state.doorkeeper  # type: ignore[attr-defined] # Starlette's state is untyped
    actor = door.access.verify(person.token, door.clock())

    def prove(tx: Tx) -> int:
        key = gate.PersonGate().prove(tx, actor, writes=False).session_key
        assert key is not None
        return key

    return db.run_read(prove)


@contextmanager
def live_on(
    app: FastAPI,
    db: Database[Actor, Me],
    limits: Limits | None = None,
    commands: Mapping[str, Any] | None = None,
) -> Iterator[Live]:
    hub = app.state.live = Hub(db, tickets.take, tickets.standings, commands or {}, limits)
    with serving(app) as (port, server), ExitStack() as opened:
        yield Live(port, db, server, opened, hub)
