"""Query parameters as strictly as bodies: none that a route does not know, and none given twice.

The framework drops the first and takes the last of the second, so what a proxy or a person read in
an address and what was done would differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from starlette.requests import Request


def query_check(dependant: Dependant) -> Callable[[Request], None]:
    """A check of requests for a route that asks for `dependant`; it raises RequestValidationError."""
    repeatable = _repeatable(dependant)

    def check(request: Request) -> None:
        if request.scope["query_string"]:
            _refuse_others(request, repeatable)

    return check


def _repeatable(dependant: Dependant) -> Mapping[str, bool]:
    """The names of a route's query parameters, and whether each may be given more than once."""
    return {
        field.alias: _is_many(field.field_info.annotation)
        for field in get_flat_params(dependant)
        if isinstance(field.field_info, Query)
    }


def _is_many(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, UnionType}:
        return any(_is_many(part) for part in get_args(annotation))
    return (get_origin(annotation) or annotation) in {list, set, frozenset, tuple}


def _refuse_others(request: Request, repeatable: Mapping[str, bool]) -> None:
    faults: list[Any] = []
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in repeatable:
            faults.append({"type": "extra_forbidden", "loc": ("query", name), "msg": ""})
        elif name in seen and not repeatable[name]:
            faults.append({"type": "given_twice", "loc": ("query", name), "msg": ""})
        seen.add(name)
    if faults:
        raise RequestValidationError(faults)
