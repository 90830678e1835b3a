"""What one socket, one person and one process may have; and that nobody is held up by another."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress

import pytest
from tests.kernel.sockets import live_on, ticket_of
from websockets.exceptions import ConnectionClosed

from habitus.kernel.errors import RateLimited
from habitus.kernel.realtime import wire
from habitus.kernel.realtime.limits import Limits


@pytest.fixture
def db(sqlite_database):
    """None of this asks the database anything of its own."""
    return sqlite_database


@pytest.fixture
def live(application, client, db):
    with live_on(application, db) as served:
        yield served


@pytest.fixture
def serve(application, client, db):
    """Serves with other limits, or with commands."""

    def begin(limits=None, commands=None):
        return live_on(application, db, limits, commands)

    return begin


def until(what, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_ninth_socket_of_a_person_closes_their_oldest(live, mira, stranger):
    theirs, _ = live.follow(stranger)
    lines = [live.follow(mira)[0] for _ in range(9)]
    assert lines[0].closed() == 4009
    live.write(mira)
    assert [line.events(1) for line in lines[1:]] == [[1]] * 8
    assert theirs.is_silent()


def test_a_process_that_is_full_says_so_and_has_room_again(serve, mira, stranger):
    with serve(Limits(sockets=2, of_a_person=2)) as live:
        first, _ = live.follow(mira)
        live.follow(mira)
        assert live.hello(ticket_of(stranger)).closed() == 4010
        third, _ = live.follow(mira)
        assert first.closed() == 4009, "who has too many makes room for themselves"
        third.drop()
        until(lambda: len(live.hub._seats.lines()) == 1)
        assert live.follow(stranger)[1]["type"] == "ready"


def test_who_says_nothing_is_sent_away(serve):
    with serve(Limits(hello_seconds=0.2)) as live:
        assert live.open().closed() == 4008


def test_of_those_who_say_nothing_the_oldest_make_room(serve, mira):
    with serve(Limits(waiting=3)) as live:
        silent = [live.open() for _ in range(5)]
        assert [line.closed() for line in silent[:2]] == [4010, 4010]
        assert live.follow(mira)[1]["type"] == "ready"


def test_a_hundred_messages_a_minute(live, mira):
    line, _ = live.follow(mira)
    for _ in range(100):
        line.say({"type": "ping"})
    assert [line.hear() for _ in range(100)] == [{"type": "pong"}] * 100
    line.say({"type": "ping"})
    assert line.closed() == 4029


def test_a_minute_later_there_are_more(serve, mira):
    with serve(Limits(messages=3, messages_seconds=0.3)) as live:
        line, _ = live.follow(mira)
        for _ in range(3):
            for _ in range(3):
                line.say({"type": "ping"})
                line.hear()
            time.sleep(0.35)


async def much(standing, message):
    return {"type": "much", "text": "x" * 200_000}


def deaf(live, person, messages=99):
    """Somebody who asks for megabytes and reads none of them."""
    taker = socket.socket()
    taker.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    taker.connect(("127.0.0.1", live.port))
    line = live.open(sock=taker, max_queue=1, ping_interval=None)
    line.say({"type": "hello", "ticket": ticket_of(person), "cursor": None})
    assert line.hear()["type"] == "ready"
    with suppress(ConnectionClosed):  # it may be found out before all is asked
        for _ in range(messages):
            line.say({"type": "much"})
    return line


def is_seated(live, person):
    return live.hub._seats.has(person.me.key)


def test_more_than_a_mebibyte_waits_for_nobody(serve, mira, stranger):
    with serve(commands={"much": much}) as live:
        theirs, _ = live.follow(stranger)
        line = deaf(live, mira)
        until(
            lambda: (
                not is_seated(live, mira) or all(s.line.is_closing for s in live.hub._seats.of(mira.me.key))
            )
        )
        live.write(stranger)
        assert theirs.events(1) == [1], "the others hear at once"
        assert line.closed() == 4008


def test_more_than_256_events_wait_for_nobody(serve, mira):
    with serve(Limits(queued_bytes=2**30), commands={"much": much}) as live:
        line = deaf(live, mira)
        time.sleep(0.5)
        assert is_seated(live, mira)
        for _ in range(300):
            live.write(mira)
        until(
            lambda: (
                not is_seated(live, mira) or all(s.line.is_closing for s in live.hub._seats.of(mira.me.key))
            )
        )
        assert line.closed() == 4008
        again, first = live.follow(mira, cursor=0)
        assert first == {"type": "ready", "seq": 0}
        assert again.events(300) == list(range(1, 301)), "nothing is lost by that"


def test_who_takes_nothing_at_all_is_cut_off(serve, mira, monkeypatch):
    monkeypatch.setattr(wire, "STALLED_SECONDS", 0.5)
    with serve(Limits(queued_bytes=2**30), commands={"much": much}) as live:
        deaf(live, mira)
        until(lambda: not live.server.server_state.connections - http_connections(live))
        assert not is_seated(live, mira)


def http_connections(live):
    return {c for c in live.server.server_state.connections if not isinstance(c, wire.BoundedWebSocket)}


async def who(standing, message):
    return {"type": "you", "person": standing.person_key, "said": message["said"]}


async def refuse(standing, message):
    raise RateLimited


async def fail(standing, message):
    raise ValueError(message)


async def note(standing, message):
    return None


COMMANDS = {"who": who, "refuse": refuse, "fail": fail, "note": note}


def test_commands_come_from_the_table(serve, mira):
    with serve(commands=COMMANDS) as live:
        line, _ = live.follow(mira)
        line.say({"type": "note"})
        line.say({"type": "who", "said": "hm", "id": "a"})
        assert line.hear() == {"type": "you", "person": mira.me.key, "said": "hm", "id": "a"}
        line.say({"type": "refuse", "id": "b"})
        assert line.hear() == {"type": "refused", "code": "rate_limited", "id": "b"}
        line.say({"type": "who", "said": "hm", "id": {"deep": [1]}})
        assert "id" not in line.hear()


def test_a_fault_of_a_command_closes_only_its_socket(serve, mira, capsys):
    with serve(commands=COMMANDS) as live:
        other, _ = live.follow(mira)
        line, _ = live.follow(mira)
        line.say({"type": "fail"})
        assert line.closed() == 1011
        live.write(mira)
        assert other.events(1) == [1]


def test_a_server_that_stops_says_so(live, mira):
    lines = [live.follow(mira)[0] for _ in range(3)] + [live.open()]
    live.server.should_exit = True
    assert [line.closed() for line in lines] == [1001] * 4


def test_a_hub_that_stops_under_any_server_says_so_and_leaves_nothing_running(live, mira):
    lines = [live.follow(mira)[0] for _ in range(3)] + [live.open()]
    asyncio.run_coroutine_threadsafe(live.hub.stop(), live.hub._loop).result(10)
    assert [line.closed() for line in lines] == [1001] * 4
    assert not live.hub._served
    assert live.hub._watch._task.done()
    assert live.open().closed() == 1001
    live.write(mira)
