"""Tags and 304: what a caller may send, and what each kind of route makes of it."""

from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from habitus.accounts.errors import Unauthenticated
from habitus.kernel.errors import RouteUnknown
from habitus.kernel.http.conditional import Unchanged, known_tags
from habitus.kernel.http.lean_route import LeanRoute
from habitus.kernel.http.observe import Observe
from habitus.kernel.http.problems import add_problem_handlers
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.schemas import Output
from habitus.kernel.versions import NotModified, asked


@pytest.mark.parametrize(
    "header,tags",
    [
        (None, set()),
        ("", set()),
        ('"a"', {"a"}),
        ('W/"a"', {"a"}),
        ('"a", W/"b" ,"c"', {"a", "b", "c"}),
        ('"a,b", "c"', {"a,b", "c"}),
        ('""', {""}),
        ("*", {"*"}),
        (" * ", {"*"}),
        ('"*"', {"*"}),
        ("a", set()),
        ('"a', set()),
        ('w/"a"', {"a"}),
        ('"a b"', set()),
    ],
)
def test_which_tags_the_caller_has(header, tags):
    assert known_tags(header) == tags


@given(st.text(st.characters(max_codepoint=255), max_size=200))
def test_no_header_is_too_odd(header):
    assert all('"' not in tag for tag in known_tags(header))


class Stone(Output):
    weight: int


class Quarry:
    """Stands for the database: a version that moves, and how often anybody really read."""

    def __init__(self) -> None:
        self.version = "1"
        self.read = 0
        self.surely: str | None = None

    async def read_own(self) -> Stone:
        conditional = asked.get()
        if conditional is not None and conditional.has(self.version):
            raise NotModified
        self.read += 1
        return Stone(weight=7)


QUARRY = Quarry()


async def _by(request: Request) -> str:
    if "authorization" not in request.headers:
        raise Unauthenticated
    return request.headers["authorization"]


By = Annotated[str, Depends(_by)]


async def stone(by: By) -> Stone:
    """Versioned."""
    return await QUARRY.read_own()


async def gone(by: By) -> Stone:
    """Versioned, and not there."""
    await QUARRY.read_own()
    raise RouteUnknown


async def plain(by: By) -> Stone:
    """Of nobody's version."""
    return Stone(weight=1)


async def put_stone(by: By) -> Stone:
    """Writes are never conditional."""
    assert asked.get() is None
    return Stone(weight=2)


def client_of(route: type[StrictRoute]) -> TestClient:
    router = APIRouter(prefix="/api", route_class=route)
    for path, endpoint in [("/stone", stone), ("/pebble", stone), ("/gone", gone), ("/plain", plain)]:
        router.get(path)(endpoint)
    router.put("/stone")(put_stone)
    layers = [
        Middleware(Observe, https=False),
        Middleware(Unchanged, version_of=lambda _scope, _who: QUARRY.surely),
    ]
    app = FastAPI(middleware=layers)
    add_problem_handlers(app)
    app.include_router(router)
    return TestClient(app, headers={"authorization": "Mira"})


@pytest.fixture(params=[StrictRoute, LeanRoute])
def client(request):
    QUARRY.__init__()
    return client_of(request.param)


@pytest.fixture(params=[False, True], ids=["asked", "known"])
def known(request):
    """Whether the version is known before the route is asked."""
    return request.param


def test_an_answer_has_a_weak_tag_and_may_be_kept_but_not_shown_unasked(client):
    answer = client.get("/api/stone")
    assert answer.json() == {"weight": 7}
    assert answer.headers["etag"].startswith('W/"')
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["vary"] == "Authorization"


def test_who_has_it_gets_no_body_and_nothing_is_read(client, known):
    tag = client.get("/api/stone").headers["etag"]
    QUARRY.surely = QUARRY.version if known else None
    for sent in (tag, tag.removeprefix("W/"), f'"x", {tag}, "y"'):
        answer = client.get("/api/stone", headers={"if-none-match": sent})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["vary"] == "Authorization"
        assert "content-type" not in answer.headers
    assert QUARRY.read == 1


def test_another_version_another_tag_and_another_address_are_answered_in_full(client, known):
    tag = client.get("/api/stone").headers["etag"]
    QUARRY.surely = QUARRY.version if known else None
    assert client.get("/api/pebble", headers={"if-none-match": tag}).status_code == 200
    assert client.get("/api/stone", headers={"if-none-match": '"x"'}).status_code == 200
    QUARRY.version = "2"
    QUARRY.surely = QUARRY.version if known else None
    answer = client.get("/api/stone", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


def test_a_star_means_whatever_there_is(client, known):
    QUARRY.surely = QUARRY.version if known else None
    assert client.get("/api/stone", headers={"if-none-match": "*"}).status_code == 304
    assert client.get("/api/gone", headers={"if-none-match": "*"}).status_code == 404


def test_refusals_and_answers_of_no_version_have_no_tag_and_are_not_kept(client):
    for path, status in [("/api/gone", 404), ("/api/plain", 200)]:
        for sent in ({}, {"if-none-match": "*"}):
            answer = client.get(path, headers=sent)
            assert answer.status_code == status
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers


def test_who_does_not_say_who_they_are_is_refused_whatever_they_have(client, known):
    tag = client.get("/api/stone").headers["etag"]
    QUARRY.surely = QUARRY.version if known else None
    del client.headers["authorization"]
    for sent in (tag, "*"):
        answer = client.get("/api/stone", headers={"if-none-match": sent})
        assert answer.status_code == 401
        assert answer.headers["cache-control"] == "no-store"


def test_writing_is_never_conditional(client):
    tag = client.get("/api/stone").headers["etag"]
    answer = client.put("/api/stone", headers={"if-none-match": tag})
    assert (answer.status_code, answer.json()) == (200, {"weight": 2})
    assert "etag" not in answer.headers
