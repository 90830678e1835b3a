"""How each route is used by whoever may: one line a route, and a test fails for one that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tests.everybody.world import TODAY, World, a_zip
from tests.factories.habit_api import habit_body
from tests.factories.people import PASSWORD

Scope = Literal["read", "check-in", "health", "chat"]
Ids = Callable[[World], Mapping[str, str]]
Make = Callable[[World], Any]


def nothing(_world: World) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Call:
    """A request that is granted to the one it is for."""

    who: Literal["anybody", "person", "admin"] = "person"
    ids: Ids = nothing
    """What stands in the path; made anew each time."""
    body: Make | None = None
    form: bool = False
    upload: bool = False
    query: str = ""
    scope: Scope | None = None
    """A personal token of this scope may do it too."""
    refused: tuple[int, ...] = ()
    """The call names something of Mira's, and others are told this. Empty: it names nothing."""
    grants: bool = True
    """False: not even its owner gets a 2xx here (what it needs cannot be had in this test)."""


def habit(world: World) -> Mapping[str, str]:
    return {"habit_id": world.habit()}


def habit_day(world: World) -> Mapping[str, str]:
    return {"habit_id": world.habit(), "day": TODAY}


def deleted_habit(world: World) -> Mapping[str, str]:
    ids = habit(world)
    world.mira.delete(f"/habits/{ids['habit_id']}")
    return ids


def archived_habit(world: World) -> Mapping[str, str]:
    ids = habit(world)
    world.mira.put(f"/habits/{ids['habit_id']}/archive", None)
    return ids


def pause(world: World) -> Mapping[str, str]:
    return {"pause_id": world.pause()}


def imported(world: World) -> Mapping[str, str]:
    return {"import_id": world.imported()}


def nothing_running(world: World) -> Mapping[str, str]:
    world.cancel_import()
    return {}


def notes(_world: World) -> Mapping[str, str]:
    return {"data_class": "notes"}


def somebody(world: World) -> Mapping[str, str]:
    return {"person_id": world.somebody()}


def job(world: World) -> Mapping[str, str]:
    return {"job_id": world.failed_job()}


def just(**fields: Any) -> Make:
    return lambda _world: fields


def new_person(world: World) -> dict[str, Any]:
    person = {"email": "new@home.example.com", "name": "New", "password": PASSWORD}
    return person | {"invite": world.invite_token()}


GONE = (404,)
AN_ENTRY = just(state="done", amount=1, tapped_at=f"{TODAY}T11:00:00Z", zone="UTC", client_id="a")
SIGN_IN = just(grant_type="password", username="nobody@home.example.com", password="none of these words")

CALLS: dict[str, Call] = {
    # Nobody in particular.
    "healthz": Call("anybody"),
    "readyz": Call("anybody"),
    "getInstance": Call("anybody"),
    "setUp": Call(
        "anybody",
        body=just(token="used", email="new@home.example.com", name="New", password=PASSWORD),
        grants=False,
    ),
    "signIn": Call("anybody", body=SIGN_IN, form=True, grants=False),
    "refresh": Call("anybody", body=just(refresh_token="unknown"), grants=False),
    "signOut": Call("anybody", body=just(refresh_token="unknown")),
    "lookAtInvite": Call("anybody", body=lambda world: {"token": world.invite_token()}),
    "signUp": Call("anybody", body=new_person),
    # The day.
    "getToday": Call(scope="read"),
    "getDay": Call(ids=lambda _: {"day": TODAY}, scope="read"),
    "checkOff": Call(ids=habit_day, body=AN_ENTRY, scope="check-in", refused=GONE),
    # Habits.
    "listHabits": Call(scope="read"),
    "createHabit": Call(body=lambda _: habit_body()),
    "listStarters": Call(scope="read"),
    "orderHabits": Call(body=lambda world: {"habit_ids": every_habit(world)}, refused=(404, 409, 422)),
    "getHabit": Call(ids=habit, scope="read", refused=GONE),
    "editHabit": Call(ids=habit, body=just(name="Another"), refused=GONE),
    "deleteHabit": Call(ids=habit, refused=GONE),
    "undeleteHabit": Call(ids=deleted_habit, refused=GONE),
    "setGoal": Call(ids=habit, body=just(goal={"schedule": "daily", "target": 3}), refused=GONE),
    "archiveHabit": Call(ids=habit, refused=GONE),
    "restoreHabit": Call(ids=archived_habit, refused=GONE),
    "getLedger": Call(ids=habit, scope="read", refused=GONE),
    "getSummary": Call(ids=habit, scope="read", refused=GONE),
    "getStrength": Call(ids=habit, scope="read", refused=GONE),
    "listStreaks": Call(ids=habit, scope="read", refused=GONE),
    "listNotes": Call(ids=habit, scope="read", refused=GONE),
    "listPauses": Call(scope="read"),
    "addPause": Call(body=lambda w: {"first": TODAY, "habit_id": w.habit()}, refused=GONE),
    "endPause": Call(ids=pause, body=just(last="2027-01-01"), refused=GONE),
    "removePause": Call(ids=pause, refused=GONE),
    "getYears": Call(query="?first=2026&last=2026", scope="read"),
    "getMonth": Call(ids=lambda _: {"month": "2026-11"}, scope="read"),
    # Imports.
    "listImports": Call(),
    "startImport": Call(ids=nothing_running, upload=True),
    "getImport": Call(ids=imported, refused=GONE),
    "cancelImport": Call(ids=imported, refused=GONE),
    "confirmImport": Call(ids=imported, refused=GONE, grants=False),
    # One's own account.
    "getMe": Call(scope="read"),
    "updateMe": Call(body=just(first_weekday=1)),
    "listMyAudit": Call(),
    "stepUp": Call(body=just(password="none of these words"), grants=False),
    "changePassword": Call(body=just(current="none of these words", new=PASSWORD), grants=False),
    "listSessions": Call(),
    "endOtherSessions": Call(),
    "endSession": Call(ids=lambda world: {"session_id": world.other_session()}, refused=GONE),
    "listTokens": Call(),
    "makeToken": Call(body=just(name="A program", scopes=["read"], days=30)),
    "revokeToken": Call(ids=lambda w: {"token_id": w.token()["token"]["id"]}, refused=GONE),
    "listConsents": Call(),
    "giveConsent": Call(ids=notes, body=just(destinations=["nowhere"]), grants=False),
    "withdrawConsent": Call(ids=notes),
    "previewConsent": Call(ids=notes),
    "getOutbound": Call(),
    "makeSocketTicket": Call(),
    # The instance.
    "listInvites": Call("admin"),
    "makeInvite": Call("admin", body=lambda _: {"role": "member", "days": 3}),
    "revokeInvite": Call("admin", ids=lambda world: {"invite_id": world.invite()}),
    "listPeople": Call("admin"),
    "pausePerson": Call("admin", ids=somebody, body=just(kind="other", reason="A word.")),
    "resumePerson": Call("admin", ids=somebody),
    "changeRole": Call("admin", ids=somebody, body=lambda _: {"role": "admin"}),
    "signOutPerson": Call("admin", ids=somebody),
    "listJobs": Call("admin"),
    "retryAllJobs": Call("admin"),
    "retryJob": Call("admin", ids=job),
    "dropJob": Call("admin", ids=job),
    "listErrors": Call("admin"),
    "forgetError": Call("admin", ids=lambda world: {"error_id": world.error()}),
    "listAudit": Call("admin"),
    "getInstanceDetails": Call("admin"),
    "changeInstance": Call("admin", body=just(name="Home")),
    "listMessages": Call("admin"),
    "removeMessage": Call("admin", ids=lambda world: {"message_id": world.message()}),
    "getAllOutbound": Call("admin"),
}


def every_habit(world: World) -> list[str]:
    world.habit()
    return [one["id"] for one in world.mira.get("/habits?limit=200").json()["items"]]


def upload() -> dict[str, tuple[str, bytes]]:
    return {"file": ("habits.zip", a_zip())}
