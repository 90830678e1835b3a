"""Every route, tried as everybody: nothing of one person reaches another, and nothing opens by mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute

from tests.everybody.calls import CALLS, Call, upload
from tests.everybody.world import CANARIES, World, new_world
from tests.factories.people import SignedIn

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SOCKETS = {"/api/v1/realtime"}
"""Their own tests are in tests/kernel/test_realtime.py."""
NOT_THEIRS = {
    "role": "admin",
    "owner_id": "0192f0c1-2b3c-7d4e-8f90-123456789abc",
    "owner_key": 1,
    "person_key": 1,
    "is_admin": True,
    "disabled_at": None,
    "seq": 0,
}
"""Fields that would hand somebody more than is theirs, if any body took them."""


@pytest.fixture
def world(client, db) -> World:
    return new_world(client, db)


def operations(app: FastAPI) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """(name, method, path, document) of every route."""
    for path, methods in app.openapi()["paths"].items():
        for method, document in methods.items():
            yield document["operationId"], method.upper(), path, document


def listed(app: FastAPI) -> list[tuple[str, str, str, Call]]:
    return [(name, method, path, CALLS[name]) for name, method, path, _ in operations(app)]


def send(world: World, person: SignedIn | None, method: str, path: str, call: Call, **changed: Any) -> Any:
    """The call with fresh ids, by somebody, or by nobody."""
    address = path.format(**call.ids(world)) + call.query
    body = changed["body"] if "body" in changed else None if call.body is None else call.body(world)
    options: dict[str, Any] = {}
    if call.upload:
        options["files"] = upload()
    elif call.form:
        options["data"] = body
    elif body is not None:
        options["json"] = body
    token = changed.get("token", None if person is None else person.token)
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return world.http.request(method, address, headers=headers, **options)


def own(world: World, call: Call) -> SignedIn | None:
    """Whom the call is for."""
    return {"anybody": None, "person": world.mira, "admin": world.noor}[call.who]


def told(answer: Any) -> str:
    return f"{answer.status_code} {answer.text[:200]}"


def no_canary(answer: Any) -> bool:
    heard = answer.text + json.dumps(dict(answer.headers))
    return not any(canary in heard for canary in CANARIES.values())


def test_every_route_is_in_the_table(application):
    names = [name for name, *_ in operations(application)]
    assert sorted(names) == sorted(CALLS)
    documented = {path for _, _, path, _ in operations(application)}
    served = {route.path for route in application.routes if isinstance(route, Route)}
    assert {path for path in served if path.startswith("/api/")} <= documented
    assert {route.path for route in application.routes if isinstance(route, WebSocketRoute)} <= SOCKETS


def test_each_is_granted_to_whom_it_is_for(world, application):
    """Else the refusals below would mean nothing."""
    faults = []
    for name, method, path, call in listed(application):
        answer = send(world, own(world, call), method, path, call)
        if call.grants and not answer.is_success:
            faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


def test_nobody_gets_in_without_signing_in(world, application):
    faults = []
    for name, method, path, call in listed(application):
        answer = send(world, None, method, path, call)
        if call.who != "anybody" and (answer.status_code != 401 or not no_canary(answer)):
            faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("other", ["tomasz", "noor"])
def test_what_is_somebody_elses_is_not_there(world, application, other):
    """Neither for another member nor for the admin; and nothing of hers is changed."""
    person: SignedIn = getattr(world, other)
    faults = []
    for name, method, path, call in listed(application):
        if call.who == "admin" and other == "noor":
            continue
        answer = send(world, person, method, path, call)
        expected = (403,) if call.who == "admin" else call.refused
        wrong = answer.status_code not in expected if expected else answer.status_code >= 500
        if wrong or not no_canary(answer):
            faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


def test_a_strangers_requests_change_nothing(world, application):
    for name, method, path, call in listed(application):
        if not call.refused:
            continue
        body = None if call.body is None else frozen(call.body(world))
        prepared = replace(call, ids=frozen(call.ids(world)), body=body)
        before = everything_of(world)
        send(world, world.tomasz, method, path, prepared)
        assert everything_of(world) == before, name


def frozen(value: Any) -> Any:
    return lambda _world: value


def everything_of(world: World) -> dict[str, Any]:
    """What Mira sees, without what counts reading."""
    paths = (
        "/today",
        "/habits?limit=200",
        "/pauses",
        "/imports",
        "/me",
        "/calendar/years?first=2026&last=2026",
    )
    return {path: world.mira.get(path).json() for path in paths}


def test_a_member_is_no_admin(world, application):
    faults = []
    for name, method, path, call in listed(application):
        if call.who != "admin":
            continue
        answer = send(world, world.mira, method, path, call)
        if (answer.status_code, answer.json().get("code")) != (403, "admins_only"):
            faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


def test_a_paused_account_opens_nothing(world, application):
    """Signed in before, and with a token made before."""
    secret = world.token("read", "check-in", "health", "chat")["secret"]
    calls = [
        (name, method, path, replace(call, ids=frozen(call.ids(world))))
        for name, method, path, call in listed(application)
        if call.who != "anybody"
    ]
    paused = world.noor.post(
        f"/admin/people/{world.mira.me.id}/pause", {"kind": "on_request", "reason": "Back in January."}
    )
    assert paused.status_code == 200, paused.text
    faults = []
    for name, method, path, call in calls:
        for token in (world.mira.token, secret):
            answer = send(world, None, method, path, call, token=token, body=None)
            refused = answer.status_code in {401, 403} or (answer.status_code == 422 and call.body)
            if not refused or not no_canary(answer):
                faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scope", ["read", "check-in", "health", "chat"])
def test_a_token_does_what_it_is_made_for_and_no_more(world, application, scope):
    secret = world.token(scope)["secret"]
    faults = []
    for name, method, path, call in listed(application):
        if call.who == "anybody":
            continue
        answer = send(world, None, method, path, call, token=secret)
        right = answer.is_success if call.scope == scope else answer.json().get("code") == "scope_missing"
        if not right:
            faults.append(f"{name}: {told(answer)}")
    assert not faults, "\n".join(faults)


def test_no_body_takes_what_is_not_asked_for(world, application):
    faults = []
    for name, method, path, call in listed(application):
        if call.body is None or call.form:
            continue
        for field, value in NOT_THEIRS.items():
            body = call.body(world)
            if field in body:
                continue
            answer = send(world, own(world, call), method, path, call, body=body | {field: value})
            pointers = {fault["pointer"] for fault in answer.json().get("errors", [])}
            if answer.status_code != 422 or f"/{field}" not in pointers:
                faults.append(f"{name} with {field}: {told(answer)}")
    assert not faults, "\n".join(faults)


def test_other_methods_are_not_taken(world, application):
    known: dict[str, set[str]] = {}
    for _, method, path, _ in operations(application):
        known.setdefault(path, set()).add(method)
    faults = []
    for path, methods in known.items():
        address = path.replace("{habit_id}", str(world.mira.me.id)).replace("{day}", "2026-11-20")
        for method in METHODS:
            if method in methods:
                continue
            answer = world.http.request(
                method, address, headers={"Authorization": f"Bearer {world.mira.token}"}
            )
            if answer.status_code not in {404, 405, 422}:
                faults.append(f"{method} {path}: {told(answer)}")
    assert not faults, "\n".join(faults)
