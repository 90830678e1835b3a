"""Checks that need no route: size, content type, and where a browser says the request comes from.

Pure ASGI: each BaseHTTPMiddleware costs about 155 µs a request.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habitus.kernel.errors import ContentTypeWrong, CrossSiteRefused, DomainError, PayloadTooLarge
from habitus.kernel.http.problems import problem_response

BODY_MAX = 1024 * 1024
URL_MAX = 4096
HEADERS_MAX = 16 * 1024
_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"


class Guard:
    """Refuses what no route should see."""

    def __init__(
        self, app: ASGIApp, form_paths: frozenset[str], upload_paths: Mapping[str, int] | None = None
    ) -> None:
        """The listed exceptions to JSON: addresses that take a form, and those to which a file is posted

        in a multipart form, each with the bytes that such a body may have.
        """
        self._app = app
        self._form_paths = form_paths
        self._upload_paths = upload_paths or {}

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
        upload_max = self._upload_paths.get(scope["path"]) if scope["method"] == "POST" else None
        if has_body:
            _refuse_other_types(headers, self._kinds(scope["path"], is_upload=upload_max is not None))
        body_max = upload_max or BODY_MAX
        if length is not None and (not length.isdecimal() or int(length) > body_max):
            raise PayloadTooLarge(f"A body may have {body_max} bytes.")
        if upload_max is not None:
            return _counted(receive, upload_max)
        return await _buffered(receive) if length is None and has_body else receive

    def _kinds(self, path: str, *, is_upload: bool) -> tuple[str, ...]:
        if is_upload:
            return (_MULTIPART,)
        return (_JSON, _FORM) if path in self._form_paths else (_JSON,)


def _refuse_other_types(headers: Headers, kinds: tuple[str, ...]) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        raise ContentTypeWrong(f"Send Content-Type: {kinds[0]}.")


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


def _counted(receive: Receive, most: int) -> Receive:
    """A body that is never whole in memory: counted while the route reads it."""
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise PayloadTooLarge(f"A body may have {most} bytes.")
        return message

    return counting


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
