"""The OpenAPI document, told the truth about refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from habitus.kernel.errors import (
    ContentTypeWrong,
    CrossSiteRefused,
    DomainError,
    HostUnknown,
    Overloaded,
    PayloadInvalid,
    PayloadTooLarge,
    RateLimited,
    StorageFull,
    StorageUnavailable,
    problems,
)
from habitus.kernel.http.problems import Problem

_ALWAYS: tuple[type[DomainError], ...] = (
    HostUnknown,
    PayloadTooLarge,
    Overloaded,
    StorageUnavailable,
    PayloadInvalid,
)
_UNSAFE: tuple[type[DomainError], ...] = (ContentTypeWrong, CrossSiteRefused, StorageFull)
_METHODS = {"get", "put", "post", "delete", "patch"}


def describe(app: FastAPI, also: Mapping[str, str] | None = None) -> None:
    """Make `app.openapi` document what the layers around the routes answer.

    `also` names security schemes, each with another that will do as well wherever it does.
    """

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, also or {})
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's own way to extend the document


def _document(app: FastAPI, also: Mapping[str, str]) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for path in document["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _add_problems(operation, method)
                _add_schemes(operation, also)
    return document


def _add_schemes(operation: dict[str, Any], also: Mapping[str, str]) -> None:
    for needed in list(operation.get("security", ())):
        operation["security"] += [{also[name]: []} for name in needed if name in also]


def _add_problems(operation: dict[str, Any], method: str) -> None:
    errors = _ALWAYS + (_UNSAFE if method != "get" else ())
    responses = operation["responses"]
    responses.pop("422", None)
    if "security" in operation:
        responses.setdefault("401", {"description": "Please sign in (`unauthenticated`)", **_CONTENT})
        responses.setdefault(
            "403", {"description": "This account is paused (`account_disabled`)", **_CONTENT}
        )
        errors += (RateLimited,)
    for status, response in problems(*errors).items():
        responses.setdefault(str(status), response)


_CONTENT = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
