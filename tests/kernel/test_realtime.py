"""The live socket on a real server: who may open it, what it tells, and in which order."""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from tests.factories.people import me_again
from tests.kernel.sockets import live_on, session_key, something, ticket_of
from websockets.exceptions import ConnectionClosed, InvalidStatus

from habitus.accounts import tickets
from habitus.accounts.queries import people, sessions
from habitus.accounts.queries.tables import socket_ticket
from habitus.kernel.ratelimit.queries import rate_limit
from habitus.kernel.realtime.limits import Limits


@pytest.fixture
def live(application, client, db):
    with live_on(application, db) as served:
        yield served


def test_a_change_is_told_with_number_instant_and_topics(live, mira):
    line, first = live.follow(mira)
    assert first == {"type": "ready", "seq": 0}
    live.write(mira, "entries", "habit:7")
    assert line.hear() == {
        "type": "event",
        "seq": 1,
        "at": "2026-11-20T12:00:00Z",
        "topics": ["entries", "habit:7"],
    }
    live.write(mira)
    assert line.hear()["topics"] == [], "nothing said is anything"


def test_a_check_off_over_http_is_told(live, mira):
    line, _ = live.follow(mira)
    assert mira.patch("/me", {"name": "Mira Two"}).status_code == 200
    assert line.events(1) == [1]


def test_all_sockets_of_a_person_are_told_and_nobody_elses(live, mira, stranger):
    hers = [live.follow(mira)[0] for _ in range(3)]
    his, _ = live.follow(stranger)
    for _ in range(20):
        live.write(mira, "canary")
    live.write(stranger, "own")
    assert [line.events(20) for line in hers] == [list(range(1, 21))] * 3
    assert his.hear()["topics"] == ["own"]
    assert his.is_silent()


def test_making_a_ticket_leaves_no_event_and_no_new_version(live, mira):
    tag = mira.get("/me").headers["etag"]
    line, _ = live.follow(mira)
    ticket_of(mira)
    assert line.is_silent()
    assert mira.get("/me", headers={"If-None-Match": tag}).status_code == 304


def test_tickets_have_a_limit_of_their_own(live, mira, clock):
    live.db.run_write(people.update_person, mira.me.key, {"writes_until": clock() + timedelta(days=1)})
    assert mira.patch("/me", {"name": "Mira Two"}).status_code == 429, "she wrote too much"
    nearly = clock() + tickets.TICKETS.interval * (tickets.TICKETS.burst - 2)
    subject = {"subject": f"tickets:{mira.me.key}", "used_until": nearly}
    live.db.run_write(lambda tx: tx.execute(insert(rate_limit).values(**subject)) and None)
    answers = [mira.request("POST", "/realtime/tickets").status_code for _ in range(4)]
    assert answers == [201, 201, 429, 429]


def test_a_ticket_is_good_once(live, mira):
    ticket = ticket_of(mira)
    assert live.hello(ticket).hear()["type"] == "ready"
    assert live.hello(ticket).closed() == 4001


def test_of_many_with_one_ticket_one_gets_in(live, mira):
    ticket = ticket_of(mira)
    lines = [live.open() for _ in range(12)]
    for line in lines:
        line.say({"type": "hello", "ticket": ticket, "cursor": None})
    heard = []
    for line in lines:
        try:
            heard.append(line.hear(3)["type"])
            line.drop()
        except Exception:  # noqa: BLE001 - closed, whichever way
            heard.append(line.closed())
    assert sorted(map(str, heard)) == ["4001"] * 11 + ["ready"]


def test_a_ticket_is_good_for_thirty_seconds(live, mira, clock):
    early, late = ticket_of(mira), ticket_of(mira)
    clock.move(seconds=29)
    assert live.hello(early).hear()["type"] == "ready"
    clock.move(seconds=1)
    assert live.hello(late).closed() == 4001


def test_a_ticket_dies_with_its_session(live, mira, clock):
    ticket = ticket_of(mira)
    live.db.run_write(sessions.revoke, session_key(live.db, mira), clock())
    assert live.hello(ticket).closed() == 4001


@pytest.mark.parametrize("ticket", ["", "x", "é" * 20, "' OR 1=1 --"])
def test_what_is_no_ticket_opens_nothing(live, mira, ticket):
    assert live.hello(ticket).closed() == 4001


def test_only_the_digest_of_a_ticket_is_kept_and_old_ones_go(live, mira, clock):
    ticket = ticket_of(mira)
    digests = live.db.run_read(lambda tx: tx.execute(select(socket_ticket.c.digest)).scalars().all())
    assert len(digests) == 1
    assert ticket not in digests
    clock.move(seconds=31)
    ticket_of(mira)
    kept = live.db.run_read(lambda tx: tx.execute(select(socket_ticket.c.digest)).scalars().all())
    assert len(kept) == 1
    assert kept != digests


def test_tickets_that_nobody_used_are_forgotten(live, mira, clock):
    for _ in range(3):
        ticket_of(mira)
    clock.move(minutes=1)
    live.db.run_write(tickets.forget, {})
    assert not live.db.run_read(lambda tx: tx.execute(select(socket_ticket)).all())


def test_tickets_need_a_session(live, client):
    assert client.post("/api/v1/realtime/tickets").status_code == 401
    token = {"Authorization": "Bearer hbt_" + "x" * 43}
    assert client.post("/api/v1/realtime/tickets", headers=token).status_code == 403


def test_what_was_missed_is_told_again(live, mira):
    for _ in range(700):
        live.write(mira)
    line, first = live.follow(mira, cursor=100)
    assert first == {"type": "ready", "seq": 100}
    assert line.events(600) == list(range(101, 701))
    live.write(mira)
    assert line.events(1) == [701]


def test_with_nothing_missed_the_cursor_stands(live, mira):
    live.write(mira)
    line, first = live.follow(mira, cursor=1)
    assert first == {"type": "ready", "seq": 1}
    assert line.is_silent()


@pytest.mark.parametrize("cursor", [-1, -(2**53), 4, 2**53])
def test_a_cursor_that_cannot_be_is_told_to_read_anew(live, mira, cursor):
    for _ in range(3):
        live.write(mira)
    line, first = live.follow(mira, cursor=cursor)
    assert first == {"type": "resync", "seq": 3}
    live.write(mira)
    assert line.events(1) == [4]


def test_where_nothing_happened_yet_a_cursor_from_elsewhere_is_told_so(live, mira):
    assert live.follow(mira, cursor=0)[1] == {"type": "ready", "seq": 0}
    assert live.follow(mira, cursor=5)[1] == {"type": "resync", "seq": 0}


def test_what_the_address_has_behind_it_is_ignored(live, mira):
    line = live.open(more="?ticket=x&cursor=7&cursor=8")
    line.say({"type": "hello", "ticket": ticket_of(mira), "cursor": None})
    assert line.hear() == {"type": "ready", "seq": 0}


def test_there_is_no_other_socket(live):
    with pytest.raises(InvalidStatus, match="403"):
        live.open(more="/elsewhere")


def test_every_event_comes_once_and_in_order_whatever_drops(live, mira):
    """Sixteen write at once while the one socket is lost again and again, in the middle of anything."""
    writers, each, drops = 16, 40, 60
    me = me_with_session(live, mira)
    threads = [threading.Thread(target=keep_writing, args=(live.db, me.key, each)) for _ in range(writers)]
    chance = random.Random(7)
    seen: list[int] = []
    cursor, dropped = 0, 0
    for thread in threads:
        thread.start()
    while cursor < writers * each or dropped < drops:
        line = live.hello(live.db.run_write(tickets.make, me), cursor)
        assert line.hear() == {"type": "ready", "seq": cursor}
        for _ in range(chance.randrange(0, 2 * writers * each // drops)):
            if cursor == writers * each:
                break
            seen += line.events(1)
            cursor = seen[-1]
        dropped += 1
        line.drop()
    for thread in threads:
        thread.join()
    assert seen == list(range(1, writers * each + 1))


def keep_writing(db, person_key, times):
    for _ in range(times):
        db.run_write(something, person_key)


def me_with_session(live, person):
    return replace(me_again(live.db, person.me.key), session_key=session_key(live.db, person))


def test_events_come_in_order_to_who_stays_while_sixteen_write(live, mira):
    line, _ = live.follow(mira)
    threads = [threading.Thread(target=keep_writing, args=(live.db, mira.me.key, 15)) for _ in range(16)]
    for thread in threads:
        thread.start()
    assert line.events(240) == list(range(1, 241))
    for thread in threads:
        thread.join()
    assert line.is_silent()


def test_ping_and_what_is_not_known(live, mira):
    line, _ = live.follow(mira)
    line.say({"type": "ping"})
    assert line.hear() == {"type": "pong"}
    line.say({"type": "dance", "id": "7"})
    assert line.hear() == {"type": "refused", "code": "command_unknown", "id": "7"}


@pytest.mark.parametrize(
    "frame",
    [
        b"\x00\x01",
        b'{"type":"ping"}',
        "",
        "ping",
        "[]",
        "null",
        "{}",
        '{"type":1}',
        '{"type":"ping","type":"ping"}',
        '{"type":"ping","n":NaN}',
        "[" * 40 + "]" * 40,
    ],
)
def test_a_frame_that_is_none_of_ours_ends_it(live, mira, frame):
    line, _ = live.follow(mira)
    line.say(frame)
    assert line.closed() == 4400


@pytest.mark.parametrize(
    "frame",
    [
        '{"type":"ping"}',
        '{"type":"hello"}',
        '{"type":"hello","ticket":7}',
        '{"type":"hello","ticket":"x","cursor":true}',
        '{"type":"hello","ticket":"x","cursor":1.5}',
        '{"type":"hello","ticket":"x","cursor":"1"}',
        '{"type":"hello","ticket":"x","cursor":99999999999999999999}',
        '{"type":"hello","ticket":"x","role":"admin"}',
        b'{"type":"hello","ticket":"x"}',
    ],
)
def test_the_first_frame_is_a_hello_and_nothing_else(live, mira, frame):
    line = live.open()
    line.say(frame)
    assert line.closed() == 4400


def test_a_cursor_may_be_left_out(live, mira):
    line = live.open()
    line.say({"type": "hello", "ticket": ticket_of(mira)})
    assert line.hear() == {"type": "ready", "seq": 0}


def test_a_frame_has_at_most_64_kib(live, mira):
    line, _ = live.follow(mira)
    line.say('{"type":"ping","x":"' + "x" * 65_000 + '"}')
    assert line.hear() == {"type": "pong"}
    line.say('{"type":"ping","x":"' + "x" * 65_536 + '"}')
    assert line.closed() == 1009


def test_a_message_in_endless_parts_is_not_waited_for(live, mira):
    line, _ = live.follow(mira)
    with suppress(ConnectionClosed):  # it may be over before the last part is sent
        line.ws.send(["x"] * 100)
    assert line.closed() == 4400


def test_limits_are_the_documented_ones():
    limits = Limits()
    assert (limits.hello_seconds, limits.of_a_person, limits.sockets) == (5, 8, 2_000)
    assert (limits.messages, limits.messages_seconds) == (100, 60)
    assert (limits.queued_frames, limits.queued_bytes) == (256, 2**20)
    assert limits.look_seconds <= 0.25
