"""Two transactions that meet: whoever waited sees what the one before did, on PostgreSQL too."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.factories.people import NOWHERE, create_person

from habitus.accounts import instance, sessions
from habitus.accounts.errors import Unauthenticated
from habitus.accounts.gate import PersonGate, bump
from habitus.accounts.models import Actor
from habitus.accounts.queries import people, proofs, tokens
from habitus.accounts.queries import sessions as session_queries
from habitus.accounts.tokens import RefreshTokens
from habitus.kernel.crypto import Keyring
from habitus.kernel.ids import new_id

MOMENT = 0.3
"""Until the second one waits for the first; where it is slower the test only proves less."""


def one_behind_the_other(db, first, second):
    """Have `second` begin while `first` has not committed yet; gives the future of `second`."""
    has_done, may_end = threading.Event(), threading.Event()

    def held(tx):
        first(tx)
        has_done.set()
        may_end.wait(10)

    with ThreadPoolExecutor(2) as pool:
        before = pool.submit(db.run_write, held)
        has_done.wait(10)
        after = pool.submit(db.run_write, second)
        threading.Timer(MOMENT, may_end.set).start()
        before.result()
    return after


def prove(actor):
    return lambda tx: PersonGate().prove(tx, actor, writes=True)


def test_a_write_that_waited_while_its_session_was_ended_is_refused(db):
    me = create_person(db)
    chain = RefreshTokens(Keyring("k", b"0" * 32))
    opened = db.run_write(sessions.open_session, me.key, "api", chain, NOWHERE)

    def end(tx):
        people.lock(tx, me.key)
        row = session_queries.session_by_id(tx, me.key, opened.session_id)
        session_queries.revoke(tx, row.key, tx.now)
        bump(tx, me.key)

    with pytest.raises(Unauthenticated):
        one_behind_the_other(db, end, prove(Actor(opened.session_id))).result()


def test_a_write_that_waited_while_its_token_was_taken_back_is_refused(db):
    me, token_id = create_person(db), new_id()

    def make(tx):
        row = {"id": token_id, "person_key": me.key, "name": "watch", "digest": "d", "scopes": "check-in"}
        tokens.add_token(tx, row | {"created_at": tx.now})

    def take_back(tx):
        people.lock(tx, me.key)
        tokens.revoke(tx, me.key, token_id, tx.now)
        proofs.bump(tx, me.key)

    db.run_write(make)
    actor = Actor(None, "d", "check-in")
    assert db.run_write(prove(actor)).key == me.key
    with pytest.raises(Unauthenticated):
        one_behind_the_other(db, take_back, prove(actor)).result()


def test_two_admins_who_each_change_something_else_both_do(db):
    ada, bea = (create_person(db, name, role="admin") for name in ("Ada", "Bea"))

    def change(who, **what):
        return lambda tx: instance.change(tx, replace(who, proved_at=tx.now), **what)

    db.run_write(change(ada, registration="open"))
    one_behind_the_other(db, change(ada, registration="closed"), change(bea, name="Lindgrens")).result()
    assert db.run_read(instance.read) == ("Lindgrens", "closed")
