"""Refusals as RFC 9457 `application/problem+json`, rendered in this one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from habitus.kernel.errors import (
    DomainError,
    MethodUnknown,
    PayloadInvalid,
    PayloadTooLarge,
    RouteUnknown,
    Unexpected,
)
from habitus.kernel.http.fault_words import words_for
from habitus.kernel.schemas import Output

MEDIA_TYPE = "application/problem+json"
FAULTS_MAX = 50
"""More faults than this help nobody, and a megabyte of unknown fields would be answered with five."""


class FieldFault(Output):
    """One field that does not fit."""

    pointer: str
    """JSON pointer (RFC 6901) into the body, or `/name` of a path or query parameter."""
    detail: str


class Problem(Output):
    """RFC 9457 problem details; screens switch on `code`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[FieldFault] = Field(default_factory=list)
    about: dict[str, str] = Field(default_factory=dict)
    """What a screen needs beside the words; which names there are depends on the code."""


def problem_response(
    error: DomainError, request_id: str | None, faults: Sequence[FieldFault] = ()
) -> Response:
    problem = Problem(
        type=f"/docs/problems/{error.code}",
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
        request_id=request_id,
        errors=list(faults),
        about=error.about,
    )
    return Response(to_json(problem), error.status, dict(error.headers()), MEDIA_TYPE)


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_exception)


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    faults = (
        [FieldFault(pointer=error.pointer, detail=error.detail)] if isinstance(error, PayloadInvalid) else []
    )
    return problem_response(error, request_id_of(request), faults)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [fault_of(item) for item in error.errors()[:FAULTS_MAX]]
    detail = "; ".join(f"{fault.pointer or 'body'}: {fault.detail}" for fault in faults[:3])
    return problem_response(PayloadInvalid(detail), request_id_of(request), faults)


async def _http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = problem_response(_known(error), request_id_of(request))
    if allowed := (error.headers or {}).get("allow", (error.headers or {}).get("Allow")):
        response.headers["allow"] = allowed
    return response


def _known(error: HTTPException) -> DomainError:
    """The framework's own refusals, in our words."""
    match error.status_code:
        case 404:
            return RouteUnknown()
        case 405:
            return MethodUnknown()
        case 413:
            return PayloadTooLarge()
        case status if 400 <= status < 500:
            return PayloadInvalid("The body could not be read.")
        case _:
            return Unexpected()


def fault_of(item: dict[str, Any]) -> FieldFault:
    """A pydantic error as a field fault; the refused value itself is never echoed."""
    place, *path = item["loc"]
    if item["type"] == "json_invalid":
        path = []
    if place not in {"body", "query", "path", "header", "cookie"}:
        path = [place, *path]
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
    detail = words_for(item["type"], str(item["msg"]), item.get("ctx", {}))
    return FieldFault(pointer=pointer, detail=detail)


def request_id_of(request: Request) -> str | None:
    state = request.scope.get("state", {})
    value = state.get("request_id")
    return value if isinstance(value, str) else None
