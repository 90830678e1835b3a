"""People for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from starlette.testclient import TestClient

from habitus.accounts import service
from habitus.accounts.gate import me_of
from habitus.accounts.models import Actor, Caller, Me
from habitus.accounts.passwords import hash_password
from habitus.accounts.queries import people
from habitus.accounts.sessions import OpenSession, open_session
from habitus.kernel.db import Database, Tx

PASSWORD = "three grey stones by the lake"
NOWHERE = Caller("192.0.2.1", "")
"""Where signing in comes from when it does not matter."""


@cache
def _hashed() -> str:
    """Slow, so once is enough."""
    return hash_password(PASSWORD)


def create_person(
    db: Database[Actor, Me], name: str = "Mira", *, zone: str = "UTC", role: str = "member"
) -> Me:
    """A person whose password is `PASSWORD`."""
    new = service.NewPerson(f"{name.lower()}@home.example", name, _hashed(), role, zone)
    key = db.run_write(service.create_person, new)
    return me_again(db, key)


def me_again(db: Database[Actor, Me], key: int) -> Me:
    """The person as a transaction that begins now would see them."""
    return db.run_read(lambda tx: me_of(tx, people.person_by_key(tx, key)))


def with_role(db: Database[Actor, Me], key: int, role: str) -> None:
    """Make somebody an admin, or a member again."""
    db.run_write(people.update_person, key, {"role": role})


@dataclass(frozen=True)
class SignedIn:
    """A person and a client that speaks for them."""

    me: Me
    http: TestClient
    token: str

    def request(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return self.http.request(method, f"/api/v1{path}", headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def put(self, path: str, json: Any) -> Any:
        return self.request("PUT", path, json=json)

    def post(self, path: str, json: Any) -> Any:
        return self.request("POST", path, json=json)

    def patch(self, path: str, json: Any) -> Any:
        return self.request("PATCH", path, json=json)

    def delete(self, path: str) -> Any:
        return self.request("DELETE", path)


def sign_in_person(client: TestClient, db: Database[Actor, Me], name: str) -> SignedIn:
    """Make a person and a session of theirs without the slow password hash."""
    return _signed_in(client, db, create_person(db, name))


def sign_in_again(db: Database[Actor, Me], person: SignedIn) -> SignedIn:
    """The same person with a new session: a token is short-lived, and tests move the clock."""
    return _signed_in(person.http, db, me_again(db, person.me.key))


def _signed_in(client: TestClient, db: Database[Actor, Me], me: Me) -> SignedIn:
    door = client.app.state.doorkeeper  # type: ignore[attr-defined] # Starlette's state is untyped
    opened = db.run_write(lambda tx: _session(tx, me, door.refresh))
    return SignedIn(me, client, door.access.issue(opened.session_id, opened.person_id, _now(client)))


def _session(tx: Tx, me: Me, tokens: Any) -> OpenSession:
    return open_session(tx, me.key, "api", tokens, NOWHERE)


def _now(client: TestClient) -> datetime:
    now: datetime = client.app.state.doorkeeper.clock()  # type: ignore[attr-defined] # as above
    return now
