"""Hostile requests to the real app, on both databases: 422 with the place, and never a 500."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Query
from starlette.testclient import TestClient
from tests.factories.people import SignedIn

from habitus.kernel.http.guard import HEADERS_MAX, URL_MAX
from habitus.kernel.http.lean_route import LeanRoute
from habitus.kernel.http.problems import add_problem_handlers
from habitus.kernel.http.strict_json import ITEMS_MAX, STRING_MAX, StrictRoute
from habitus.kernel.schemas import Output

NO_HABIT = "01a1f79d-0c72-7151-918a-e296c1eadde7"
LEAN = ("PUT", f"/habits/{NO_HABIT}/entries/2026-11-20")
STRICT = ("PATCH", "/me")


def send(person: SignedIn, route: tuple[str, str], body: str | bytes):
    method, path = route
    return person.request(method, path, content=body, headers={"content-type": "application/json"})


def the_fault(response) -> tuple[str, str]:
    assert response.status_code == 422, response.text
    assert response.json()["code"] == "payload_invalid"
    [fault] = response.json()["errors"]
    return fault["pointer"], fault["detail"]


@pytest.mark.parametrize("route", [LEAN, STRICT], ids=["lean", "strict"])
@pytest.mark.parametrize(
    "body,pointer",
    [
        ('{"note": "\\ud800"}', "/note"),
        ('{"name": "a\\udfffb"}', "/name"),
        ('{"note": "\\u0000"}', "/note"),
        ('{"amount": 1e999}', "/amount"),
        ('{"amount": NaN}', "/amount"),
        ('{"a/b": [0, -Infinity]}', "/a~1b/1"),
        ('{"amount": 9007199254740993}', "/amount"),
        ('{"amount": ' + "1" * 5000 + "}", "/amount"),
        ('{"name": "x", "name": "y"}', "/name"),
        (json.dumps({"list": [0] * (ITEMS_MAX + 1)}), "/list"),
        (json.dumps({"note": "x" * (STRING_MAX + 1)}), "/note"),
        ("[" * 200_000, ""),
        ('{"a":' * 200_000, ""),
        ("1" * 900_000, ""),
        (b"\xff", ""),
        (b'{"name": "\xed\xa0\x80"}', ""),
        (b"\xef\xbb\xbf{}", ""),
        ('{"name": "x"', ""),
    ],
    ids=range(18),
)
def test_json_that_is_meant_to_hurt_is_422_with_its_place(mira, route, body, pointer):
    place, _ = the_fault(send(mira, route, body))
    assert place == pointer


def test_what_is_no_json_is_told_with_its_position(mira):
    _, detail = the_fault(send(mira, STRICT, '{"name": x}'))
    assert detail == "is not valid JSON: Expecting value (at character 10)"


def test_characters_that_hurt_in_an_address_or_a_form_are_no_fault_of_ours(mira):
    for piece in ("%00", "%ff", "%ed%a0%80", "%u0000"):
        assert mira.get(f"/habits/{piece}").status_code in {404, 422}
        assert mira.get(f"/habits?cursor={piece}").status_code in {404, 422}
        assert mira.get(f"/days/{piece}").status_code in {404, 422}
        form = f"grant_type=password&username={piece}@home.example.com&password={piece}"
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = mira.http.post("/api/v1/auth/token", content=form, headers=kind)
        assert answer.status_code in {400, 401, 422}, answer.text


@pytest.mark.parametrize(
    "path,pointer,words",
    [
        ("/habits?limit=2&limit=3", "/limit", "more than once"),
        ("/habits?limit=2&colour=red", "/colour", "not a field"),
        ("/habits?colour", "/colour", "not a field"),
        ("/today?debug=1", "/debug", "not a field"),
        ("/me?=1", "/", "not a field"),
    ],
)
def test_query_parameters_are_those_of_the_route_and_given_once(mira, path, pointer, words):
    place, detail = the_fault(mira.get(path))
    assert place == pointer
    assert words in detail


def test_query_parameters_that_belong_are_taken(mira):
    assert mira.get("/habits?limit=2&archived=true").status_code == 200
    assert mira.get("/today?").status_code == 200


class Chosen(Output):
    tags: list[str]
    since: date | None


def test_a_parameter_that_is_a_list_may_be_given_again():
    router = APIRouter(route_class=StrictRoute)

    @router.get("/")
    async def choose(tags: Annotated[list[str], Query()], since: date | None = None) -> Chosen:
        return Chosen(tags=tags, since=since)

    app = FastAPI()
    add_problem_handlers(app)
    app.include_router(router)
    client = TestClient(app)
    assert client.get("/?tags=a&tags=b&since=2026-11-20").json()["tags"] == ["a", "b"]
    assert client.get("/?tags=a&since=2026-11-20&since=2026-11-21").status_code == 422


def test_a_lean_route_takes_no_query_at_all(mira):
    assert issubclass(LeanRoute, StrictRoute)
    assert mira.get("/days/2026-11-20?x=1").status_code == 422


def test_an_address_and_headers_have_their_limits(mira):
    assert mira.get("/me", headers={"x-much": "x" * (HEADERS_MAX - 1000)}).status_code == 200
    for answer in (
        mira.get("/me", headers={"x-much": "x" * HEADERS_MAX}),
        mira.get("/me", headers={f"x-{number}": "x" * 100 for number in range(HEADERS_MAX // 100)}),
        mira.get("/me?" + "x" * URL_MAX),
    ):
        assert answer.status_code == 413
        assert answer.json()["code"] == "payload_too_large"
