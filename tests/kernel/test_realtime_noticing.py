"""What no one tells this process: others write, pause an account, end a session; and time passes."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import insert, update
from tests.factories.people import me_again
from tests.kernel.sockets import live_on, session_key, something, ticket_of

from habitus.accounts import tickets
from habitus.accounts.queries import people, sessions
from habitus.accounts.queries.tables import person
from habitus.kernel.errors import StorageUnavailable
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.queries import event

EVERYTHING_WITHIN = 1.0


@pytest.fixture
def live(application, client, db):
    with live_on(application, db, Limits(recheck_seconds=0.5)) as served:
        yield served


@pytest.fixture
def elsewhere(request, db, tmp_path):
    """Somebody else's connection, of whom this process knows nothing. Gives the instant of the commit."""
    if db.facts()["engine"] == "sqlite":
        connect = lambda: sqlite3.connect(tmp_path / "habitus.db", timeout=5)  # noqa: E731 - one of two
    else:
        url = request.getfixturevalue("postgres_url").replace("+psycopg", "")
        connect = lambda: psycopg.connect(url)  # noqa: E731 - as above

    def run(statement):
        with closing(connect()) as connection:
            connection.execute(statement)
            connection.commit()
            return time.monotonic()

    return run


def test_a_pause_by_somebody_else_closes_within_a_second(live, mira, stranger, elsewhere):
    line, _ = live.follow(mira)
    other, _ = live.follow(stranger)
    done = elsewhere(f"UPDATE person SET disabled_at = '2026-11-20 12:00:00' WHERE key = {mira.me.key}")
    assert line.closed() == 4003
    assert time.monotonic() - done < EVERYTHING_WITHIN
    live.write(stranger)
    assert other.events(1) == [1]


def test_a_session_that_somebody_else_ends_closes_within_a_second(live, mira, elsewhere):
    line, _ = live.follow(mira)
    key = session_key(live.db, mira)
    done = elsewhere(f"UPDATE session SET revoked_at = '2026-11-20 12:00:00' WHERE key = {key}")
    assert line.closed() == 4001
    assert time.monotonic() - done < EVERYTHING_WITHIN


def test_a_session_that_is_deleted_closes(live, mira, elsewhere):
    line, _ = live.follow(mira)
    elsewhere(f"DELETE FROM session WHERE key = {session_key(live.db, mira)}")
    assert line.closed() == 4001


def test_what_somebody_else_writes_is_told_within_a_second(live, mira, elsewhere):
    line, _ = live.follow(mira)
    elsewhere(f"INSERT INTO event VALUES ({mira.me.key}, 1, '2026-11-20 12:00:00', 'entries')")
    done = elsewhere(f"UPDATE person SET seq = 1 WHERE key = {mira.me.key}")
    assert line.hear()["topics"] == ["entries"]
    assert time.monotonic() - done < EVERYTHING_WITHIN


def test_our_own_pause_closes_too_and_the_ticket_is_lost(live, mira, clock):
    line, _ = live.follow(mira)
    ticket = ticket_of(mira)
    live.db.run_write(people.update_person, mira.me.key, {"disabled_at": clock()})
    assert line.closed() == 4003
    assert live.hello(ticket).closed() == 4003
    live.db.run_write(people.update_person, mira.me.key, {"disabled_at": None})
    assert live.hello(ticket).closed() == 4001, "it is used up"
    assert live.follow(mira)[1]["type"] == "ready", "and back again at once"


def test_time_passes_though_nobody_writes(live, mira, clock):
    line, _ = live.follow(mira)
    assert line.is_silent(1.2)
    clock.move(days=31)
    assert line.closed() == 4001


def test_one_session_ends_and_the_others_stay(live, mira, stranger, clock):
    line, _ = live.follow(mira)
    other, _ = live.follow(stranger)
    live.db.run_write(sessions.revoke, session_key(live.db, mira), clock())
    assert line.closed() == 4001
    live.write(stranger)
    assert other.events(1) == [1]


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_while_nobody_commits_nothing_is_read(application, db, mira, monkeypatch):
    looks = []
    look = tickets.standings

    def counting(tx, keys):
        looks.append(keys)
        return look(tx, keys)

    monkeypatch.setattr(tickets, "standings", counting)
    with live_on(application, db) as live:
        line, _ = live.follow(mira)
        time.sleep(1)
        looks.clear()
        time.sleep(1)
        assert not looks
        live.write(mira)
        assert line.events(1) == [1]
        time.sleep(1)
        assert 1 <= len(looks) <= 2, "one look for a commit, and it is one for all sockets"


def test_events_that_are_missing_are_not_passed_over_in_silence(live, mira):
    line, _ = live.follow(mira)
    live.write(mira)
    assert line.events(1) == [1]

    def leave_a_hole(tx):
        tx.execute(update(person).where(person.c.key == mira.me.key).values(seq=4))
        tx.execute(insert(event).values(person_key=mira.me.key, seq=4, at=tx.now, topics=""))

    live.db.run_write(leave_a_hole)
    assert line.closed() == 4008
    again, first = live.follow(mira, cursor=1)
    assert first == {"type": "resync", "seq": 4}
    live.write(mira)
    assert again.events(1) == [5]


def test_who_wrote_before_there_were_events_is_told_to_read_anew(live, mira):
    live.db.run_write(people.update_person, mira.me.key, {"seq": 50})
    assert me_again(live.db, mira.me.key).seq == 50
    assert live.follow(mira, cursor=49)[1] == {"type": "resync", "seq": 50}
    line, first = live.follow(mira, cursor=50)
    assert first == {"type": "ready", "seq": 50}
    live.db.run_write(something, mira.me.key)
    assert line.events(1) == [51]


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_database_that_is_away_for_a_while_ends_nothing(application, db, mira, clock, monkeypatch):
    is_away = False
    look, take = tickets.standings, tickets.take

    def looking(tx, keys):
        if is_away:
            raise StorageUnavailable
        return look(tx, keys)

    def taking(tx, ticket):
        if is_away:
            raise StorageUnavailable
        return take(tx, ticket)

    monkeypatch.setattr(tickets, "standings", looking)
    monkeypatch.setattr(tickets, "take", taking)
    with live_on(application, db, Limits(look_seconds=0.02, recheck_seconds=0.02)) as live:
        line, _ = live.follow(mira)
        ticket = ticket_of(mira)
        is_away = True
        assert live.hello(ticket).closed() == 4008, "come again"
        assert line.is_silent()
        is_away = False
        live.write(mira)
        assert line.events(1) == [1]
        live.db.run_write(people.update_person, mira.me.key, {"disabled_at": clock()})
        assert line.closed() == 4003
