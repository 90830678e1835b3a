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
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(rb"[\[\]{}]")


def parse(body: bytes) -> Any:
    """The value of a JSON document.

    Raises json.JSONDecodeError for what is not JSON (RFC 8259), for NaN and infinities, for more
    than 32 levels, and for integers of more than 32 digits; the caller answers 422.
    """
    _refuse_depth(body)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("the body is not UTF-8", "", error.start) from error
    return _DECODER.decode(text)


def _refuse_depth(body: bytes) -> None:
    if body.count(b"[") + body.count(b"{") <= DEPTH_MAX:
        return
    depth = 0
    for match in _BRACKET.finditer(_STRING.sub(b'""', body)):
        depth += 1 if match[0] in b"[{" else -1
        if depth > DEPTH_MAX:
            raise json.JSONDecodeError(f"more than {DEPTH_MAX} levels deep", "", match.start())


def _refuse_constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is not a number JSON knows", "", 0)


def _int(digits: str) -> int:
    if len(digits) > INT_DIGITS_MAX:
        raise json.JSONDecodeError("a number is too long", "", 0)
    return int(digits)


# Made once: json.loads makes one a call when it is given hooks.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_int=_int)


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
