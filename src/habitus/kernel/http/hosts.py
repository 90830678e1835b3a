"""Which names Habitus answers to (RFC 9110 §7.4): where an address is set, no other one is served.

A page of another name that resolves to this machine (DNS rebinding) gets nothing, and no link or cache is
made of a name that somebody sent. Pure ASGI.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from habitus.kernel.addresses import host_name, is_loopback
from habitus.kernel.errors import HostUnknown
from habitus.kernel.http.problems import problem_response

_EVERYWHERE = frozenset({"/healthz"})
"""Asked by who keeps the process alive, by whatever name it has there; says nothing about anybody."""


class Hosts:
    """Refuses requests for other names."""

    def __init__(self, app: ASGIApp, names: Collection[str] | None) -> None:
        """`names` beside those of the machine itself; None serves every name that is well-formed."""
        self._app = app
        self._names = None if names is None else frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._serves(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = HostUnknown("Open Habitus at the address that it is set up for.")
            response = problem_response(refusal, scope["state"].get("request_id"))
            await response(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _serves(self, scope: Scope) -> bool:
        if scope["path"] in _EVERYWHERE and scope["type"] == "http":
            return True
        given = [value for name, value in scope["headers"] if name == b"host"]
        name = host_name(given[0].decode("latin-1")) if len(given) == 1 else None
        if name is None:
            return False
        return self._names is None or name in self._names or is_loopback(name)
