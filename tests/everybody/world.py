"""An instance with several people on it, and everything that one of them has."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from starlette.testclient import TestClient

from habitus.accounts.models import Actor, Me
from habitus.admin import recording
from habitus.admin.recording import Kind, Seen
from habitus.kernel.db import Database, Tx
from habitus.kernel.ids import new_id
from habitus.kernel.outbox import queries as jobs
from habitus.kernel.post import service as post
from tests.factories.habit_api import create, tap
from tests.factories.people import SignedIn, sign_in_again, sign_in_person, with_role

CANARIES = {
    name: f"canary{name}7f3a"
    for name in ("habit", "unit", "note", "category", "tag", "description", "token", "file", "pause")
}
"""What only Mira has written; none of it may ever be in an answer to somebody else."""
TODAY = "2026-11-20"


@dataclass
class World:
    """Mira owns things, Tomasz is a stranger, Noor an admin; resources are made when they are asked for."""

    http: TestClient
    db: Database[Actor, Me]
    mira: SignedIn
    tomasz: SignedIn
    noor: SignedIn
    made: dict[str, str] = field(default_factory=dict)

    def habit(self) -> str:
        """A habit of Mira's with a note, each time another."""
        more = {name: CANARIES[name] for name in ("category", "description")}
        habit = create(
            self.mira,
            name=CANARIES["habit"],
            measure="amount",
            unit=CANARIES["unit"],
            tags=[CANARIES["tag"]],
            goal={"schedule": "daily", "target": 2},
            **more,
        )
        tapped = tap(self.mira, habit, amount=2, note=CANARIES["note"])
        assert tapped.status_code == 200, tapped.text
        return str(habit["id"])

    def pause(self) -> str:
        answer = self.mira.post(
            "/pauses", {"first": "2027-01-01", "last": "2027-01-02", "habit_id": self.habit()}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def imported(self) -> str:
        """A file of Mira's that waits to be read; the one before is cancelled, for one waits at a time."""
        self.cancel_import()
        file = {"file": (f"{CANARIES['file']}.zip", a_zip())}
        answer = self.mira.request("POST", "/imports", files=file)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def cancel_import(self) -> None:
        for one in self.mira.get("/imports").json()["items"]:
            self.mira.delete(f"/imports/{one['id']}")

    def other_session(self) -> str:
        """Another session of Mira's."""
        before = self._sessions()
        sign_in_again(self.db, self.mira)
        return str((self._sessions() - before).pop())

    def _sessions(self) -> set[str]:
        return {one["id"] for one in self.mira.get("/me/sessions").json()["items"]}

    def token(self, *scopes: str) -> dict[str, Any]:
        """A personal token of Mira's: `secret`, and `token` with its id."""
        body = {"name": CANARIES["token"], "scopes": list(scopes or ("read",)), "days": None}
        answer = self.mira.post("/me/tokens", body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def invite(self) -> str:
        answer = self.noor.post("/admin/invites", {})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["invite"]["id"])

    def invite_token(self) -> str:
        """Of an invite that nobody has used; always the same, for an admin makes few a day."""
        if "invite" not in self.made:
            answer = self.noor.post("/admin/invites", {})
            self.made["invite"] = str(answer.json()["link"]).partition("#")[2]
        return self.made["invite"]

    def somebody(self) -> str:
        """The id of a member who is nobody else in these tests."""
        return str(sign_in_person(self.http, self.db, f"Kofi{uuid4().hex[:6]}").me.id)

    def failed_job(self) -> str:
        """The id of a job that failed for good."""
        job_id = new_id()
        self.db.run_write(_leave_dead, job_id)
        return str(job_id)

    def message(self) -> str:
        self.db.run_write(post.send, post.Message("invite", "kofi@home.example.com", "Come in", "A link"))
        return str(self.noor.get("/admin/messages").json()["items"][0]["id"])

    def error(self) -> str:
        self.db.run_write(_leave_error)
        return str(self.noor.get("/admin/errors").json()["items"][0]["id"])

    def credential(self, person: SignedIn | None) -> dict[str, str]:
        """A fresh access token for a session of theirs, as a header."""
        if person is None:
            return {}
        return {"Authorization": f"Bearer {sign_in_again(self.db, person).token}"}


def _leave_dead(tx: Tx, job_id: UUID) -> None:
    jobs.add(tx, jobs.NewJob(job_id, None, "nothing.known", {}, None, tx.now, None))
    jobs.bury(tx, job_id, 8, "It is not listed.")


def _leave_error(tx: Tx) -> None:
    kind = Kind("GET /api/v1/today", "ZeroDivisionError", f"today/service.py:{new_id().int % 1000}")
    recording.count(tx, {kind: Seen(1, "0123456789abcdef")})


def new_world(http: TestClient, db: Database[Actor, Me]) -> World:
    noor = sign_in_person(http, db, "Noor")
    with_role(db, noor.me.key, "admin")
    return World(http, db, sign_in_person(http, db, "Mira"), sign_in_person(http, db, "Tomasz"), noor)


def a_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("Habits.csv", "Position,Name\n")
    return content.getvalue()
