"""Routes that everybody takes all day: declared and documented as any other, run with less around them.

FastAPI works a route's dependencies out anew for each request, half of what a check-off costs before
its transaction. Here the declaration is read once; refusals and answers are the same.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from habitus.kernel.http.conditional import with_tags
from habitus.kernel.http.strict_json import StrictRoute, fault_of_json, parse
from habitus.kernel.http.strict_query import query_check

Dependency = Callable[[Request], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an endpoint's signature asks for."""

    dependencies: Mapping[str, Dependency]
    path: Mapping[str, TypeAdapter[Any]]
    body: tuple[str, TypeAdapter[Any]] | None
    answer: TypeAdapter[Any]


class LeanRoute(StrictRoute):
    """For endpoints of path parameters, at most one JSON body, and dependencies on the request alone."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint, status = self.endpoint, self.status_code or 200
        declared = declaration_of(endpoint)
        check_query = query_check(self.dependant)

        async def lean(request: Request) -> Response:
            check_query(request)
            values = {name: await needs(request) for name, needs in declared.dependencies.items()}
            values |= await _given(declared, request)
            answer = await endpoint(**values)
            return Response(declared.answer.dump_json(answer), status, media_type="application/json")

        return with_tags(self.methods, lean)


def declaration_of(endpoint: Callable[..., Any]) -> Declaration:
    """Read a signature. Raises TypeError for what a lean route cannot do."""
    hints = get_type_hints(endpoint, include_extras=True)
    answer = TypeAdapter(hints.pop("return"))
    dependencies: dict[str, Dependency] = {}
    path: dict[str, TypeAdapter[Any]] = {}
    body: tuple[str, TypeAdapter[Any]] | None = None
    for name, hint in hints.items():
        if (dependency := _dependency(hint)) is not None:
            dependencies[name] = dependency
        elif isinstance(hint, type) and issubclass(hint, BaseModel):
            body = (name, TypeAdapter(hint))
        else:
            path[name] = TypeAdapter(hint)
    return Declaration(dependencies, path, body, answer)


def _dependency(hint: object) -> Dependency | None:
    if get_origin(hint) is not Annotated:
        return None
    for mark in get_args(hint)[1:]:
        if isinstance(mark, Depends) and mark.dependency is not None:
            if list(signature(mark.dependency).parameters) != ["request"]:
                raise TypeError(f"{mark.dependency} asks for more than the request")
            return mark.dependency
    return None


async def _given(declared: Declaration, request: Request) -> dict[str, Any]:
    """What the client sent, checked; raises RequestValidationError with every fault."""
    values: dict[str, Any] = {}
    faults: list[Any] = []
    for name, adapter in declared.path.items():
        try:
            values[name] = adapter.validate_python(request.path_params[name])
        except ValidationError as error:
            faults += _placed(error, "path", name)
    if declared.body is not None:
        name, adapter = declared.body
        try:
            values[name] = adapter.validate_python(parse(await request.body()))
        except ValidationError as error:
            faults += _placed(error, "body")
        except json.JSONDecodeError as error:
            faults.append(fault_of_json(error))
    if faults:
        raise RequestValidationError(faults)
    return values


def _placed(error: ValidationError, *place: str) -> list[Any]:
    found = error.errors(include_url=False, include_input=False)
    return [{**fault, "loc": (*place, *fault["loc"])} for fault in found]
