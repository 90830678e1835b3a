"""Entity tags (RFC 9110 §8.8 and §13): who has the newest answer is told so, with 304 and no body.

A route is asked as usual; if it reads with `Database.read_own`, its answer gets a tag. Other answers
get none, and are not kept by anybody (`no-store`). Where the version is known without a look into the
database, no route is asked at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from collections.abc import Set as AbstractSet
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from habitus.kernel.versions import Conditional, NotModified, asked

ANY = "*"
# Opaque tags may hold commas, so the list cannot be split at them.
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_NONE: frozenset[str] = frozenset()

Handle = Callable[[Request], Coroutine[Any, Any, Response]]
VersionOf = Callable[[Scope, str], str | None]
"""The version that is known to be true for whoever sends this Authorization header; None when unsure."""


def known_tags(header: str | None) -> AbstractSet[str]:
    """The opaque tags of an If-None-Match, weak and strong alike, for it compares weakly; or `*`."""
    if header is None:
        return _NONE
    if header.strip() == ANY:
        return frozenset({ANY})
    return frozenset(_TAG.findall(header))


class Unchanged:
    """Answers 304 before any route is looked for; needs to know none, for a tag holds its address."""

    def __init__(self, app: ASGIApp, version_of: VersionOf) -> None:
        self._app = app
        self._version_of = version_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            conditional = self._settled(scope)
            if conditional is not None:
                await _not_modified(conditional)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _settled(self, scope: Scope) -> Conditional | None:
        """The request, when it is sure that the caller has the newest answer to it."""
        headers = dict(scope["headers"])
        tags, authorization = headers.get(b"if-none-match"), headers.get(b"authorization")
        if tags is None or authorization is None:
            return None
        version = self._version_of(scope, authorization.decode("latin-1"))
        if version is None:
            return None
        conditional = Conditional(_address(scope), known_tags(tags.decode("latin-1")))
        return conditional if conditional.has(version) else None


def with_tags(methods: AbstractSet[str] | None, handle: Handle) -> Handle:
    """A route's handler, conditional where it only reads."""
    if methods != {"GET"}:
        return handle

    async def conditional(request: Request) -> Response:
        return await _answer(request, handle)

    return conditional


async def _answer(request: Request, handle: Handle) -> Response:
    """The route's answer with its tag, or 304 when the caller has it. Refusals pass as they are."""
    conditional = Conditional(_address(request.scope), known_tags(request.headers.get("if-none-match")))
    before = asked.set(conditional)
    try:
        response = await handle(request)
    except NotModified:
        return _not_modified(conditional)
    finally:
        asked.reset(before)
    if conditional.tag is None or response.status_code != 200:
        return response
    if ANY in conditional.known:  # whether there is such a thing is known only now
        return _not_modified(conditional)
    response.raw_headers += _tag_headers(conditional)
    return response


def _address(scope: Scope) -> str:
    return f"{scope['path']}?{scope['query_string'].decode('latin-1')}"


def _not_modified(conditional: Conditional) -> Response:
    response = Response(status_code=304)
    response.raw_headers = _tag_headers(conditional)
    return response


def _tag_headers(conditional: Conditional) -> list[tuple[bytes, bytes]]:
    """Weak: a proxy may compress the answer, and what is promised is its meaning, not its bytes.

    `no-cache` lets a browser keep it, but not show it without asking here, where the session is
    proven first; Vary tells the answers of two people at one browser apart.
    """
    return [
        (b"etag", f'W/"{conditional.tag}"'.encode()),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"Authorization"),
    ]
