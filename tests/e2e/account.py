"""A person with habits, made and looked at over the API, for tests that are about something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx2

from tests.e2e.conftest import Server

EMAIL = "mira@home.example.com"
PASSWORD = "three grey stones by the lake"


@dataclass(frozen=True)
class Account:
    """Speaks for one person, beside whatever browsers do."""

    server: Server
    token: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of an answer. Raises for a refusal."""
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = httpx2.request(method, f"{self.server.url}/api/v1{path}", json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def habit(self, name: str, **more: Any) -> str:
        """Make a daily habit; gives its id."""
        plain = {"kind": "build", "measure": "check", "color": "clay", "icon": "run", "section": "anytime"}
        body = {**plain, "name": name, "goal": {"schedule": "daily"}, **more}
        made: str = self.call("POST", "/habits", body)["id"]
        return made

    def day(self, day: str) -> dict[str, dict[str, Any]]:
        """What is stored of a day, by the habits' names."""
        return {item["name"]: item for item in self.call("GET", f"/days/{day}")["habits"]}

    @property
    def today(self) -> str:
        told: str = self.call("GET", "/me")["today"]
        return told


def set_up(server: Server, *, zone: str = "Europe/Berlin") -> Account:
    """The first person, who has seen the welcome."""
    token = server.setup_link.partition("#")[2]
    person = {"token": token, "email": EMAIL, "name": "Mira", "password": PASSWORD, "zone": zone}
    httpx2.post(f"{server.url}/api/v1/auth/setup", json=person).raise_for_status()
    account = signed_in(server)
    account.call("PATCH", "/me", {"onboarded": True})
    return account


def signed_in(server: Server) -> Account:
    """A fresh session, also after the server was started again."""
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    answer = httpx2.post(f"{server.url}/api/v1/auth/token", data=form)
    answer.raise_for_status()
    return Account(server, answer.json()["access_token"])
