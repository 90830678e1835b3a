"""JSON as a hostile client may send it: the standard library takes NaN and nests until it falls over."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

DEPTH_MAX = 32
INT_DIGITS_MAX = 32
# Possessive, and a string that never ends matches too: so no byte is looked at twice.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def parse(body: bytes) -> Any:
    """The value of a JSON document.

    Raises json.JSONDecodeError for what is not JSON (RFC 8259), for NaN and infinities, for more
    than 32 levels, for integers of more than 32 digits, for a name given twice, and for the
    character U+0000, which PostgreSQL cannot store; the caller answers 422.
    """
    _refuse_depth(body)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("the body is not UTF-8", "", error.start) from error
    value = _DECODER.decode(text)
    if "\\u0000" in text:
        _refuse_nul(value)
    return value


def _refuse_depth(body: bytes) -> None:
    """Peel the innermost pairs off, level by level: a few passes in C, whatever the body holds."""
    if body.count(b"[") + body.count(b"{") <= DEPTH_MAX:
        return
    brackets = _STRING.sub(b"", body).translate(None, _BUT_BRACKETS)
    for _ in range(DEPTH_MAX):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if brackets:
        raise json.JSONDecodeError(f"more than {DEPTH_MAX} levels deep, or not closed", "", 0)


def _refuse_nul(value: Any) -> None:
    """`value` is at most 32 levels deep."""
    if isinstance(value, str):
        if "\0" in value:
            raise json.JSONDecodeError("the character U+0000 cannot be kept", "", 0)
    elif isinstance(value, dict):
        _refuse_nul([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for part in value:
            _refuse_nul(part)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise json.JSONDecodeError("a name is given twice in one object", "", 0)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is not a number JSON knows", "", 0)


def _int(digits: str) -> int:
    if len(digits) > INT_DIGITS_MAX:
        raise json.JSONDecodeError("a number is too long", "", 0)
    return int(digits)


# Made once: json.loads makes one a call when it is given hooks.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_int=_int, object_pairs_hook=_object)


class StrictRequest(Request):
    async def json(self) -> Any:
        return parse(await self.body())


class StrictRoute(APIRoute):
    """Every API route reads its JSON through `parse`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strict
