"""JSON as a hostile client may send it: the standard library takes NaN and nests until it falls over."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from habitus.kernel.http.conditional import with_tags
from habitus.kernel.http.strict_query import query_check

DEPTH_MAX = 32
ITEMS_MAX = 10_000
STRING_MAX = 64 * 1024
INT_MAX = 2**53
"""Beyond it, other programs that read the number as a float would change it."""
_INT_DIGITS_MAX = 17
_INFINITE = (float("inf"), float("-inf"))
# Possessive, and a string that never ends matches too: so no byte is looked at twice.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonRefused(json.JSONDecodeError):
    """It is JSON, but none we take; `path` leads to the part that is refused."""

    def __init__(self, why: str) -> None:
        super().__init__(why, "", 0)
        self.path: tuple[str | int, ...] = ()


class _Refused:
    """Stands in a document for a value that is refused, until its path is found."""

    def __init__(self, why: str) -> None:
        self.why = why


def parse(body: bytes) -> Any:
    """The value of a JSON document.

    Raises json.JSONDecodeError for what is not JSON (RFC 8259) in UTF-8 or is more than 32 levels
    deep, and its subclass JsonRefused, with the path to the place, for NaN and infinities, integers
    beyond ± 2⁵³, a name given twice in an object, more than 10 000 items in a list, more than 64 KiB
    in a text, and texts with U+0000 or half a surrogate pair, which no database can keep. The caller
    answers 422.
    """
    _refuse_depth(body)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("the body is not UTF-8", "", error.start) from error
    try:
        value = _DECODER.decode(text)
    except JsonRefused:
        _refuse_parts(_MARKING_DECODER.decode(text))
        raise
    if _may_hold_too_much(text):
        _refuse_parts(value)
    return value


def fault_of_json(error: json.JSONDecodeError) -> dict[str, Any]:
    """A refused body in the shape of a pydantic error, with the place as far as there is one."""
    if isinstance(error, JsonRefused):
        return {"type": "json_refused", "loc": ("body", *error.path), "msg": error.msg}
    where = f" (at character {error.pos + 1})" if error.pos else ""
    return {"type": "json_invalid", "loc": ("body",), "msg": "", "ctx": {"error": error.msg + where}}


def _refuse_depth(body: bytes) -> None:
    """Peel the innermost pairs off, level by level: a few passes in C, whatever the body holds."""
    if body.count(b"[") + body.count(b"{") <= DEPTH_MAX:
        return
    brackets = _STRING.sub(b"", body).translate(None, _BUT_BRACKETS)
    for _ in range(DEPTH_MAX):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if brackets:
        raise json.JSONDecodeError(f"more than {DEPTH_MAX} levels deep, or not closed", "", 0)


def _may_hold_too_much(text: str) -> bool:
    """Whether a look at the parts can find anything: in what people write all day it cannot."""
    return "\\u" in text or len(text) > STRING_MAX // 4 or text.count(",") >= ITEMS_MAX


def _refuse_parts(value: Any) -> None:
    """What only the finished document shows. It is at most 32 levels deep."""
    if isinstance(value, str):
        _refuse_text(value)
    elif isinstance(value, list):
        if len(value) > ITEMS_MAX:
            raise JsonRefused(f"a list may have {ITEMS_MAX} items")
        _refuse_each(enumerate(value))
    elif isinstance(value, dict):
        for name in value:
            _refuse_text(name)
        _refuse_each(value.items())
    elif isinstance(value, _Refused):
        raise JsonRefused(value.why)


def _refuse_each(parts: Iterable[tuple[str | int, Any]]) -> None:
    """The path is put together on the way up: a document that is taken pays nothing for it."""
    for step, part in parts:
        try:
            _refuse_parts(part)
        except JsonRefused as refused:
            refused.path = (step, *refused.path)
            raise


def _refuse_text(value: str) -> None:
    if "\0" in value:
        raise JsonRefused("the character U+0000 cannot be kept")
    if not value.isascii() and _SURROGATE.search(value):
        raise JsonRefused("half a surrogate pair is no character")
    if len(value) > STRING_MAX // 4 and len(value.encode()) > STRING_MAX:
        raise JsonRefused(f"a text may have {STRING_MAX} bytes")


def _decoder(refuse: Callable[[str], Any]) -> json.JSONDecoder:
    """A decoder that gives refused values, and those given twice, to `refuse`.

    Made once, not for each body: json.loads makes one a call when it is given hooks.
    """

    def whole(digits: str) -> Any:
        if len(digits) <= _INT_DIGITS_MAX and -INT_MAX <= (value := int(digits)) <= INT_MAX:
            return value
        return refuse("a whole number may go to 2⁵³")

    def real(digits: str) -> Any:
        value = float(digits)
        return refuse("the number is too large") if value in _INFINITE else value

    def named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            value[_first_repeated(pairs)] = refuse("the name is given twice in one object")
        return value

    def constant(name: str) -> Any:
        return refuse(f"{name} is not a number JSON knows")

    return json.JSONDecoder(
        parse_int=whole, parse_float=real, object_pairs_hook=named, parse_constant=constant
    )


def _first_repeated(pairs: list[tuple[str, Any]]) -> str:
    times = Counter(name for name, _ in pairs)
    return next(name for name in times if times[name] > 1)


def _refuse(why: str) -> Any:
    raise JsonRefused(why)


_DECODER = _decoder(_refuse)
_MARKING_DECODER = _decoder(_Refused)


class StrictRequest(Request):
    refused: json.JSONDecodeError | None = None

    async def json(self) -> Any:
        try:
            return parse(await self.body())
        except json.JSONDecodeError as error:
            self.refused = error
            raise


class StrictRoute(APIRoute):
    """Every API route reads its JSON through `parse`, and takes only the query parameters it names."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        check_query = query_check(self.dependant)

        async def strict(request: Request) -> Response:
            check_query(request)
            read = StrictRequest(request.scope, request.receive)
            try:
                return await handle(read)
            except RequestValidationError:
                if read.refused is None:
                    raise
                # Told again, with the place: the framework keeps only the message.
                raise RequestValidationError([fault_of_json(read.refused)]) from read.refused

        return with_tags(self.methods, strict)
