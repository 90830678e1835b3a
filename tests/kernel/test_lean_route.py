"""A lean route answers as the framework's own route does, to the good and to the bad."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.testclient import TestClient

from habitus.accounts.errors import Unauthenticated
from habitus.kernel.http.lean_route import LeanRoute, declaration_of
from habitus.kernel.http.problems import add_problem_handlers
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.schemas import Input, Output

ID = "01a1f79d-0c72-7151-918a-e296c1eadde7"


class Stone(Input):
    weight: float
    name: str = "stone"


class Cairn(Output):
    id: UUID
    height: int
    stone: Stone
    by: str


async def _by(request: Request) -> str:
    if "who" not in request.headers:
        raise Unauthenticated
    return request.headers["who"]


By = Annotated[str, Depends(_by)]


async def put_stone(cairn_id: UUID, height: int, stone: Stone, by: By) -> Cairn:
    """Set a stone."""
    return Cairn(id=cairn_id, height=height, stone=stone, by=by)


async def get_cairn(cairn_id: UUID, by: By) -> Cairn:
    """Look at it."""
    return Cairn(id=cairn_id, height=0, stone=Stone(weight=1), by=by)


def client_of(route: type[StrictRoute]) -> TestClient:
    router = APIRouter(route_class=route)
    router.put("/cairns/{cairn_id}/stones/{height}", status_code=201)(put_stone)
    router.get("/cairns/{cairn_id}")(get_cairn)
    app = FastAPI()
    add_problem_handlers(app)
    app.include_router(router)
    return TestClient(app)


LEAN, USUAL = client_of(LeanRoute), client_of(StrictRoute)


@pytest.mark.parametrize(
    "cairn,height,body",
    [
        (ID, "1", '{"weight": 2.5}'),
        (ID, "1", '{"weight": 2.5, "name": "grey"}'),
        (ID, "1", '{"weight": "2.5"}'),
        ("nonsense", "high", '{"weight": "heavy", "colour": "grey"}'),
        (ID, "1", '{"weight": NaN}'),
        (ID, "1", "{"),
        (ID, "1", "[]"),
        (ID, "1", "null"),
        (ID, "1", '{"weight": 1, "weight": 2}'),
        (ID, "1", "[" * 40),
    ],
)
def test_it_answers_like_the_usual_route(cairn, height, body):
    address = f"/cairns/{cairn}/stones/{height}"
    headers = {"who": "Mira", "content-type": "application/json"}
    lean = LEAN.put(address, content=body, headers=headers)
    usual = USUAL.put(address, content=body, headers=headers)
    assert (lean.status_code, lean.headers["content-type"]) == (
        usual.status_code,
        usual.headers["content-type"],
    )
    assert lean.json() == usual.json()


def test_without_a_body_it_is_422_and_without_a_dependency_its_refusal():
    address = f"/cairns/{ID}/stones/1"
    assert LEAN.put(address, headers={"who": "Mira"}).status_code == 422
    assert LEAN.put(address, json={"weight": 1}).status_code == 401
    assert LEAN.get(f"/cairns/{ID}", headers={"who": "Mira"}).json()["by"] == "Mira"


def test_both_document_the_same():
    assert LEAN.get("/openapi.json").json() == USUAL.get("/openapi.json").json()


def test_a_dependency_that_asks_for_more_is_refused_when_the_route_is_made():
    async def needy(request: Request, q: str) -> str:
        return q

    async def endpoint(by: Annotated[str, Depends(needy)]) -> Cairn:
        raise NotImplementedError

    endpoint.__annotations__ = {"by": Annotated[str, Depends(needy)], "return": Cairn}
    with pytest.raises(TypeError, match="more than the request"):
        declaration_of(endpoint)
