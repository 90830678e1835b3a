"""Admins and their invites, for tests."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Database
from tests.factories.people import PASSWORD, SignedIn, sign_in_person, with_role


def sign_in_admin(client: TestClient, db: Database[Actor, Me], name: str = "Ada") -> SignedIn:
    """An admin who has just signed in."""
    person = sign_in_person(client, db, name)
    with_role(db, person.me.key, "admin")
    return person


def invite(admin: SignedIn, **wishes: Any) -> tuple[dict[str, Any], str]:
    """A new invite as the admin sees it, and the token of its link."""
    answer = admin.post("/admin/invites", wishes)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return made["invite"], made["link"].partition("#")[2]


def sign_up_body(**changes: Any) -> dict[str, Any]:
    """What somebody new sends."""
    return {"email": "tomasz@home.example.com", "name": "Tomasz", "password": PASSWORD, **changes}
