"""Checks that need no route: size, content type, and where a browser says the request comes from.

Pure ASGI: each BaseHTTPMiddleware costs about 155 µs a request.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habitus.kernel.errors import ContentTypeWrong, CrossSiteRefused, DomainError, PayloadTooLarge
from habitus.kernel.http.problems import problem_response

BODY_MAX = 1024 * 1024
URL_MAX = 4096
HEADERS_MAX = 16 * 1024
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
_FORM = "application/x-www-form-urlencoded"


class Guard:
    """Refuses what no route should see; `form_paths` are the listed exceptions to JSON."""

    def __init__(self, app: ASGIApp, form_paths: frozenset[str]) -> None:
        self._app = app
        self._form_paths = form_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            receive = await self._checked(scope, receive)
        except DomainError as refusal:
            response = problem_response(refusal, scope["state"].get("request_id"))
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _checked(self, scope: Scope, receive: Receive) -> Receive:
        if len(scope["raw_path"]) + len(scope["query_string"]) > URL_MAX:
            raise PayloadTooLarge(f"An address may have {URL_MAX} characters.")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_MAX:
            raise PayloadTooLarge(f"The headers together may have {HEADERS_MAX} bytes.")
        if scope["method"] in _SAFE:
            return receive
        headers = Headers(scope=scope)
        _refuse_cross_site(headers)
        length = headers.get("content-length")
        has_body = length not in {None, "0"} or "transfer-encoding" in headers
        if has_body:
            self._refuse_other_types(headers, scope["path"])
        if length is None:
            return await _buffered(receive) if has_body else receive
        if not length.isdecimal() or int(length) > BODY_MAX:
            raise PayloadTooLarge(f"A body may have {BODY_MAX} bytes.")
        return receive

    def _refuse_other_types(self, headers: Headers, path: str) -> None:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if path in self._form_paths and kind == _FORM:
            return
        if kind != "application/json":
            raise ContentTypeWrong("Send Content-Type: application/json.")


def _refuse_cross_site(headers: Headers) -> None:
    """CSRF: a browser says where a request comes from; other programs say nothing and may pass."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise CrossSiteRefused("Open Habitus itself and try again there.")
        return
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        raise CrossSiteRefused("Open Habitus itself and try again there.")


async def _buffered(receive: Receive) -> Receive:
    """Read a body of unknown length here, as far as it may go, and play it back to the app."""
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return _replay([message], receive)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > BODY_MAX:
            raise PayloadTooLarge(f"A body may have {BODY_MAX} bytes.")
        more = message.get("more_body", False)
    return _replay([{"type": "http.request", "body": b"".join(chunks), "more_body": False}], receive)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = list(messages)

    async def replay() -> Message:
        return waiting.pop(0) if waiting else await receive()

    return replay
