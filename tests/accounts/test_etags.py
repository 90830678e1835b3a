"""What a person has already is not sent again; and nobody is told more than they may know."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from tests.factories.people import NOWHERE, SignedIn, create_person

from habitus.accounts import rules, service
from habitus.accounts.gate import PersonGate
from habitus.accounts.models import Actor
from habitus.accounts.queries import people, tables
from habitus.accounts.sessions import open_session
from habitus.kernel.db import Database
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.versions import Conditional, asked

ADDRESSES = ["/today", "/days/2026-11-19", "/habits", "/habits?archived=true", "/calendar/2026-11", "/me"]


def again(person, address, tag):
    return person.get(address, headers={"If-None-Match": tag})


def tag_of(person, address="/me"):
    answer = person.get(address)
    assert answer.status_code == 200
    return answer.headers["etag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_same_again_is_304(mira, address):
    tag = tag_of(mira, address)
    for _ in range(3):
        answer = again(mira, address, tag)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["vary"] == "Authorization"


@pytest.mark.parametrize("address", ADDRESSES)
def test_somebody_elses_tag_is_worth_nothing(mira, stranger, address):
    theirs = tag_of(stranger, address)
    for _ in range(2):
        assert again(mira, address, theirs).status_code == 200
    assert tag_of(mira, address) != theirs


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x.y.z"}])
def test_the_anonymous_are_401_and_never_304(client, mira, address, headers):
    for tag in (tag_of(mira, address), "*"):
        answer = client.get(f"/api/v1{address}", headers={**headers, "If-None-Match": tag})
        assert answer.status_code == 401
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_write_of_ones_own_changes_every_tag_at_once(mira, stranger, address):
    tag, theirs = tag_of(mira, address), tag_of(stranger, address)
    assert again(mira, address, tag).status_code == 304
    assert mira.patch("/me", {"first_weekday": 7}).status_code == 200
    assert again(mira, address, tag).status_code == 200
    assert again(stranger, address, theirs).status_code == 304, "others have not changed"


@pytest.mark.parametrize("address", ["/today", "/me"])
def test_a_new_day_changes_it(mira, clock, client, address):
    clock.now = clock.now.replace(hour=23, minute=55)
    mira = signed_in_again(mira, client)
    tag = tag_of(mira, address)
    clock.move(minutes=4, seconds=59)
    assert again(mira, address, tag).status_code == 304
    clock.move(seconds=1)
    assert again(mira, address, tag).status_code == 200


def test_another_language_and_another_release_change_it(db, monkeypatch):
    me = create_person(db)
    gate = PersonGate()

    def version():
        return db.run_read(lambda tx: gate.version(tx, service.me_of(tx, people.person_by_key(tx, me.key))))

    before = version()
    db.run_write(people.update_person, me.key, {"language": "de"})
    german = version()
    monkeypatch.setattr("habitus.accounts.gate.__version__", "next")
    assert len({before.text, german.text, version().text}) == 3
    assert before.until == rules.next_boundary(db_now(db), "UTC", 0)


def test_a_tag_of_an_earlier_session_still_counts(mira, client, clock):
    tag = tag_of(mira)
    clock.move(minutes=3)
    assert again(signed_in_again(mira, client), "/me", tag).status_code == 304


def test_a_disabled_person_fails_with_the_next_request(mira, db, clock):
    tag = tag_of(mira)
    assert again(mira, "/me", tag).status_code == 304
    db.run_write(people.update_person, mira.me.key, {"disabled_at": clock.now})
    assert again(mira, "/me", tag).json()["code"] == "account_disabled"


def test_an_ended_session_fails_with_the_next_request(mira, db, clock):
    tag = tag_of(mira)
    assert again(mira, "/me", tag).status_code == 304
    db.run_write(lambda tx: tx.execute(tables.session.update().values(revoked_at=clock.now)) and None)
    answer = again(mira, "/me", tag)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


def test_a_session_that_runs_out_fails_though_nobody_writes(mira, db, clock):
    in_a_minute = clock.now + timedelta(minutes=1)
    db.run_write(lambda tx: tx.execute(tables.session.update().values(idle_ends_at=in_a_minute)) and None)
    tag = tag_of(mira)
    clock.move(seconds=59)
    assert again(mira, "/me", tag).status_code == 304
    clock.move(seconds=1)
    assert again(mira, "/me", tag).status_code == 401


def test_an_access_token_that_runs_out_fails_though_the_tag_is_right(mira, clock):
    tag = tag_of(mira)
    clock.move(minutes=9, seconds=59)
    assert again(mira, "/me", tag).status_code == 304
    clock.move(seconds=1)
    assert again(mira, "/me", tag).status_code == 401


@pytest.mark.parametrize("path", ["/habits/0193a1b2-0000-7000-8000-000000000000", "/days/1800-01-01"])
def test_a_refusal_stays_one_whatever_tag_is_sent(mira, path):
    for tag in (tag_of(mira), "*"):
        answer = again(mira, path, tag)
        assert answer.status_code in {404, 409, 422}
        assert "etag" not in answer.headers


def test_head_is_not_taken(mira):
    assert mira.request("HEAD", "/today").status_code == 405


class TestWithoutAsking:
    """SQLite: who asks again costs no transaction, as long as nobody commits anything."""

    @pytest.fixture
    def db(self, sqlite_database):
        return sqlite_database

    @pytest.fixture
    def transactions(self, db, monkeypatch):
        """How many reads the engine was given."""
        count, read = [], db._engine.read
        monkeypatch.setattr(db._engine, "read", lambda work: (count.append(1), read(work)))
        return count

    def test_only_the_first_304_asks_the_database(self, mira, transactions):
        tag = tag_of(mira)
        assert len(transactions) == 1
        for _ in range(5):
            assert again(mira, "/me", tag).status_code == 304
        assert len(transactions) == 1

    def test_a_commit_of_anybody_makes_it_ask_once_more(self, mira, db, transactions):
        tag = tag_of(mira)
        create_person(db, "Ilse")
        before = len(transactions)
        for _ in range(3):
            assert again(mira, "/me", tag).status_code == 304
        assert len(transactions) == before + 1

    def test_another_process_is_noticed_by_the_next_request(self, mira, db, clock, tmp_path):
        tag = tag_of(mira)
        assert again(mira, "/me", tag).status_code == 304
        elsewhere = Database(SqliteEngine(tmp_path / "habitus.db", clock, readers=1), PersonGate())
        elsewhere.run_write(people.update_person, mira.me.key, {"disabled_at": clock.now})
        elsewhere.close()
        assert again(mira, "/me", tag).status_code == 403

    def test_a_write_during_the_read_is_not_missed(self, mira, db):
        """The version of before the write is remembered after it: it must not count."""
        actor = actor_of(db, mira)
        inside, written = threading.Event(), threading.Event()

        def read(fn):
            token = asked.set(Conditional("/x?", frozenset()))
            try:
                mira.http.portal.call(db.read_own, actor, fn)
            finally:
                asked.reset(token)

        def slow(_tx, _me):
            inside.set()
            assert written.wait(10)

        def write():
            assert inside.wait(10)
            db.run_write(service.touch, mira.me)
            written.set()

        read(lambda _tx, _me: None)
        assert db.version_of(actor) is not None
        writer = threading.Thread(target=write)
        writer.start()
        read(slow)
        writer.join()
        assert db.version_of(actor) is None

    def test_where_nothing_can_be_asked_nothing_is_known(self, mira, db):
        tag_of(mira)
        actor = actor_of(db, mira)
        assert db.version_of(actor) is not None
        db._engine._watch.close()
        assert db.version_of(actor) is None
        assert again(mira, "/me", tag_of(mira)).status_code == 304

    def test_it_forgets_rather_than_grow(self, mira, db, monkeypatch):
        monkeypatch.setattr("habitus.kernel.db.database._VERSIONS_KEPT", 1)
        db._versions.put(Actor(mira.me.id), db._engine.moment(), version_of_nobody(db))
        tag_of(mira)
        assert list(db._versions._known) == [actor_of(db, mira)]


def signed_in_again(person, client):
    door = client.app.state.doorkeeper
    opened = client.app.state.database.run_write(open_session, person.me.key, "api", door.refresh, NOWHERE)
    return SignedIn(person.me, client, door.access.issue(opened.session_id, opened.person_id, door.clock()))


def actor_of(db, person):
    def session_of(tx):
        row = tx.execute(tables.session.select().where(tables.session.c.person_key == person.me.key)).one()
        return row.id

    return Actor(db.run_read(session_of))


def version_of_nobody(db):
    return db.run_read(
        lambda tx: PersonGate().version(tx, service.me_of(tx, tx.execute(tables.person.select()).one()))
    )


def db_now(db):
    return db.run_read(lambda tx: tx.now)


def test_a_read_outside_of_a_request_is_a_plain_one(client, mira, db):
    assert asked.get() is None
    actor = actor_of(db, mira)
    assert client.portal.call(db.read_own, actor, lambda _tx, me: me.name) == "Mira"
