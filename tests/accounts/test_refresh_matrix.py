"""What becomes of a refresh token, by its generation, its age, and what happened to its session."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import pytest
from tests.factories.people import sign_in_again

from habitus.accounts.queries import people, tables
from habitus.kernel.post import service as post

SESSION = {
    "alive": {},
    "revoked": {"revoked_at": timedelta(0)},
    "idle": {"idle_ends_at": timedelta(0)},
    "absolute": {"ends_at": timedelta(0)},
}
PAUSED = [False, True]
GENERATIONS = [0, 1, 2, 5]
# Seconds since the last exchange.
AGES = [0, 10, 11, 3600]


class Case(NamedTuple):
    """How many exchanges ago a token was the newest, what happened to its session, and to its person."""

    generation: int
    session: str
    is_paused: bool

    def __str__(self):
        return f"{self.generation}-{self.session}{'-paused' * self.is_paused}"


def expected(case, age):
    """(status, code): the whole table in words."""
    if case.is_paused:
        return 403, "account_disabled"
    if case.session != "alive":
        return 401, "session_over"
    if case.generation == 0 or (case.generation == 1 and age <= 10):
        return 200, None
    return 401, "session_over"  # it was copied: this ends the session for everybody


@pytest.fixture
def chain(client, mira):
    """Refresh tokens of one session, each the successor of the one before."""
    opened = client.app.state.doorkeeper
    session_id = newest(client).id
    return [opened.refresh.token(session_id, generation) for generation in range(12)]


def newest(client):
    def read(tx):
        return tx.execute(tables.session.select().order_by(tables.session.c.key.desc())).first()

    return client.app.state.database.run_read(read)


def refresh(client, token):
    return client.post("/api/v1/auth/refresh", json={"refresh_token": token})


def outcome(answer):
    return answer.status_code, answer.json().get("code")


CASES = [Case(*case) for case in product(GENERATIONS, SESSION, PAUSED)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_matrix(client, db, clock, mira, case):
    door = client.app.state.doorkeeper
    for age in AGES:
        person = sign_in_again(db, mira)
        row = newest(client)
        tokens = [door.refresh.token(row.id, number) for number in range(7)]
        for token in tokens[:5]:
            assert refresh(client, token).status_code == 200
        clock.move(seconds=age)
        spoil(db, row.key, case.session, clock)
        pause(db, mira, case.is_paused, clock)
        answer = refresh(client, tokens[5 - case.generation])
        assert outcome(answer) == expected(case, age), age
        if answer.status_code == 200:
            assert answer.json()["refresh_token"] == tokens[6 - case.generation]
        pause(db, mira, False, clock)
        is_copied = case.session == "alive" and not case.is_paused and answer.status_code == 401
        assert is_revoked(db, row.key) is (is_copied or case.session == "revoked")
        lives = case.session == "alive" and not is_copied and age < 600
        assert (person.get("/me").status_code == 200) is lives


def spoil(db, key, session, clock):
    values = {name: clock.now + after for name, after in SESSION[session].items()}
    if values:
        this = tables.session.c.key == key
        db.run_write(lambda tx: tx.execute(tables.session.update().where(this).values(**values)) and None)


def pause(db, person, paused, clock):
    db.run_write(people.update_person, person.me.key, {"disabled_at": clock.now if paused else None})


def is_revoked(db, key):
    def read(tx):
        return tx.execute(tables.session.select().where(tables.session.c.key == key)).one().revoked_at

    return db.run_read(read) is not None


class TestAtOnce:
    def together(self, client, token, times=20):
        with ThreadPoolExecutor(10) as pool:
            return list(pool.map(lambda _: refresh(client, token), range(times)))

    def test_twenty_get_the_same_successor(self, client, db, chain):
        answers = self.together(client, chain[0])
        assert {answer.status_code for answer in answers} == {200}
        assert {answer.json()["refresh_token"] for answer in answers} == {chain[1]}

        def consumed(tx):
            rows = tx.execute(tables.refresh_token.select().order_by(tables.refresh_token.c.generation))
            return [row.consumed_at is not None for row in rows]

        assert db.run_read(consumed) == [True, False], "one exchange, whoever asked how often"

    def test_twenty_of_the_past_all_fail_and_it_is_told_once(self, client, db, clock, chain, mira):
        refresh(client, chain[0])
        clock.move(seconds=11)
        answers = self.together(client, chain[0])
        assert {outcome(answer) for answer in answers} == {(401, "session_over")}
        assert audited(db) == ["refresh_reused"]
        assert len(db.run_read(post.kept, None, 50)) == 1

    def test_of_its_owner_and_a_thief_at_once_both_are_out(self, client, clock, mira, chain):
        refresh(client, chain[0])
        clock.move(seconds=11)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda token: refresh(client, token), [chain[0], chain[1]]))
        for token in chain[:3]:
            assert outcome(refresh(client, token)) == (401, "session_over")
        assert mira.get("/me").json()["code"] == "unauthenticated"


def audited(db):
    return db.run_read(
        lambda tx: [row.kind for row in tx.execute(tables.audit.select().order_by(tables.audit.c.key))]
    )


class TestReuseIsTold:
    def test_in_the_audit_log_and_by_a_message(self, client, db, clock, mira, chain):
        refresh(client, chain[0])
        clock.move(seconds=11)
        refresh(client, chain[0])

        def entry(tx):
            return tx.execute(tables.audit.select()).one()

        kept = db.run_read(entry)
        assert (kept.kind, kept.subject_key, kept.actor_key) == ("refresh_reused", mira.me.key, None)
        assert (kept.address, kept.details) == ("testclient", {"device": "A program"})
        (message,) = db.run_read(post.kept, None, 50)
        assert (message.kind, message.recipient) == ("refresh_reused", mira.me.email)
        assert "A program" in message.text
        assert not any(token in message.text for token in chain)

    def test_the_others_of_the_person_go_on(self, client, db, clock, mira, chain):
        other = sign_in_again(db, mira)
        refresh(client, chain[0])
        clock.move(seconds=11)
        seq = other.get("/me").headers["etag"]
        refresh(client, chain[0])
        assert other.get("/me").status_code == 200
        assert other.get("/me").headers["etag"] != seq, "their lists of devices have changed"

    def test_in_german(self, client, db, clock, mira, chain):
        db.run_write(people.update_person, mira.me.key, {"language": "de"})
        refresh(client, chain[0])
        clock.move(seconds=11)
        refresh(client, chain[0])
        (message,) = db.run_read(post.kept, None, 50)
        assert message.subject == "Ein Gerät wurde zu deiner Sicherheit abgemeldet"


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\u00fc" * 43])
def test_what_is_no_token_of_ours(client, mira, token):
    assert outcome(refresh(client, token)) == (401, "session_over")


def test_too_many_that_are_none_have_to_wait_and_do_no_harm_elsewhere(client, clock, chain):
    answers = [refresh(client, f"guess {number}").status_code for number in range(31)]
    assert answers == [401] * 30 + [429]
    clock.move(seconds=2)
    assert refresh(client, chain[0]).status_code == 200
    clock.move(minutes=1)
    answers = [refresh(client, chain[0]).status_code for _ in range(1)]
    assert answers == [401], "used a minute ago"
