"""Requests that never end, on a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from habitus.kernel.http import wire


async def app(scope, receive, send):
    more = True
    while more:
        more = (await receive()).get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def address(monkeypatch) -> Iterator[tuple[str, int]]:
    monkeypatch.setattr(wire, "RECEIVE_SECONDS", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=wire.BoundedHttp, lifespan="off", log_config=None, loop="uvloop")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()
    server.should_exit = True
    thread.join()


def say(address, *pieces: bytes) -> bytes:
    """What comes back until the server closes or nothing is left to say; empty when it hung up."""
    with socket.create_connection(address, timeout=10) as client:
        try:
            for piece in pieces:
                client.sendall(piece)
            return client.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            return b""


def test_a_whole_request_is_answered_and_the_next_one_too(address):
    with socket.create_connection(address, timeout=10) as client:
        for _ in range(3):
            client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
            answer = client.recv(65536)
            while not answer.endswith(b"ok"):
                answer += client.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200")


def test_a_request_in_pieces_is_answered(address):
    assert say(address, b"GET / HT", b"TP/1.1\r\nHo", b"st: x\r\n\r\n").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("start", [b"GET / HTTP/1.1\r\nA: ", b"GET /"])
def test_an_endless_head_is_cut_off(address, start):
    assert say(address, start, *[b"x" * 8192] * 40) == b""


@pytest.mark.parametrize(
    "start", [b"", b"GET / HTTP/1.1\r\nHost", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"]
)
def test_a_request_that_does_not_come_is_given_up(address, start):
    assert say(address, start) == b""


POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"


def test_a_body_that_keeps_coming_may_take_longer(address, monkeypatch):
    monkeypatch.setattr(wire, "BODY_RATE", 20_000)
    with socket.create_connection(address, timeout=10) as client:
        client.sendall(POST)
        for _ in range(10):
            client.sendall(b"x" * 20_000)
            time.sleep(0.1)
        assert client.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_body_that_stops_is_given_up_however_much_there_was(address, monkeypatch):
    monkeypatch.setattr(wire, "BODY_RATE", 1)
    assert say(address, POST + b"x" * 190_000) == b""
