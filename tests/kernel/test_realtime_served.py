"""The real server, `habitus serve`, and this process beside it."""

from __future__ import annotations

import http.client
import json
import signal
import sqlite3
import time
from contextlib import ExitStack, closing

import pytest
from bench.harness import habitus
from tests.kernel.sockets import Line
from websockets.sync.client import connect


def call(server, method, path, token, body=None):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


def follow(stack, server, token, cursor=None):
    status, made = call(server, "POST", "/realtime/tickets", token)
    assert (status, made["expires_in"]) == (201, 30)
    line = Line(stack.enter_context(connect(f"ws://127.0.0.1:{server.port}/api/v1/realtime", proxy=None)))
    line.say({"type": "hello", "ticket": made["ticket"], "cursor": cursor})
    return line, line.hear(), made["ticket"]


def commit(folder, statement):
    with closing(sqlite3.connect(folder / "habitus.db", timeout=5)) as connection:
        connection.execute(statement)
        connection.commit()
    return time.monotonic()


def test_two_people_on_the_real_server(tmp_path, stack):
    emails = habitus.add_people(tmp_path, 2)
    with habitus.serving(tmp_path, pinned=False) as server:
        mira, tomasz = habitus.sign_in(server, emails)
        line, first, ticket = follow(stack, server, mira)
        assert first["type"] == "ready"
        assert line.ws.protocol.extensions == [], "nothing is compressed beside a secret"
        his, _, _ = follow(stack, server, tomasz)
        seq = first["seq"]
        assert call(server, "PATCH", "/me", mira, {"name": "Canary"})[0] == 200
        assert line.events(1) == [seq + 1]
        assert his.is_silent()

        # Another process pauses her: nothing is taken a second later, over the socket or HTTP.
        paused = commit(
            tmp_path, "UPDATE person SET disabled_at = '2026-11-20 12:00:00' WHERE name = 'Canary'"
        )
        assert line.closed() == 4003
        assert time.monotonic() - paused < 1
        assert call(server, "POST", "/realtime/tickets", mira)[0] == 403

        commit(tmp_path, "UPDATE person SET disabled_at = NULL")
        again, first, _ = follow(stack, server, mira, seq)
        assert first == {"type": "ready", "seq": seq}
        assert again.events(1) == [seq + 1]

        ended = commit(tmp_path, "UPDATE session SET revoked_at = '2026-11-20 12:00:00'")
        assert again.closed() == 4001
        assert his.closed() == 4001
        assert time.monotonic() - ended < 1

        (tomasz,) = habitus.sign_in(server, emails[1:])
        last, _, _ = follow(stack, server, tomasz)
        server.process.send_signal(signal.SIGTERM)
        assert last.closed() == 1001
        server.stop()
        assert server.process.returncode == -signal.SIGTERM
        log = server.log.read_text()
        assert "Traceback" not in log
        assert ticket not in log
