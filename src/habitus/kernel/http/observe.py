"""The outermost layer: a request id, the security headers, one log line, and no exception past it."""

from __future__ import annotations

import logging
import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from habitus.kernel.errors import StorageFull, Unexpected
from habitus.kernel.http.problems import problem_response
from habitus.kernel.unhandled import Sink, Unhandled

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
]
_HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
SLOW_SECONDS = 0.5
_NO_STORE = (b"cache-control", b"no-store")
_API = "/api/v1"

log = structlog.get_logger("habitus.http")


class Observe:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, *, https: bool, sink: Sink | None = None) -> None:
        """`https`: people reach this instance by TLS (here or at a proxy), so HSTS may be sent."""
        self._app = app
        self._https = https
        self._sink = sink

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        extra = self._extra_headers(request_id)
        private = scope["path"].startswith("/api/")
        started = time.perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), *extra]
                if private and not any(name == b"cache-control" for name, _ in headers):
                    headers.append(_NO_STORE)
                message["headers"] = headers
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:  # the edge: it is logged with its id, and the client is told only the id
            log.exception("request_failed", request_id=request_id, method=scope["method"], path=scope["path"])
            self._tell(scope, error, request_id)
            if status == 0:
                await problem_response(Unexpected(), request_id)(scope, receive, send_with_headers)
        self._log(scope, request_id, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, error: Exception, request_id: str) -> None:
        if self._sink is None:
            return
        try:
            self._sink(Unhandled(scope["method"], _template(scope), error, request_id))
        except Exception:  # the edge: who counts errors must not make one worse
            log.exception("error_not_noted", request_id=request_id)

    def _log(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        """Every request at level debug; by default only slow and failed ones are worth a line."""
        failed = status >= 500 and status != StorageFull.status  # a full disk is told once, not per request
        level = logging.INFO if failed or seconds >= SLOW_SECONDS else logging.DEBUG
        if not log.is_enabled_for(level):
            return
        # Never the query: it may hold what people typed.
        log.log(
            level,
            "request",
            request_id=request_id,
            method=scope["method"],
            path=scope["path"],
            status=status,
            ms=round(seconds * 1000, 1),
        )

    def _extra_headers(self, request_id: str) -> list[tuple[bytes, bytes]]:
        extra = [*_HEADERS, (b"x-request-id", request_id.encode())]
        if self._https:
            extra.append(_HSTS)
        return extra


def _template(scope: Scope) -> str | None:
    """Never the path itself: it may hold what people typed. Routes do not know what they are mounted on."""
    path = getattr(scope.get("route"), "path", None)
    if not isinstance(path, str):
        return None
    return path if path.startswith(_API) or not scope["path"].startswith(f"{_API}/") else _API + path
