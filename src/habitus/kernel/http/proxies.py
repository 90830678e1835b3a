"""Who a request comes from when a proxy stands before Habitus: believed only of proxies that are listed.

Pure ASGI. X-Forwarded-For is read from the right: each proxy adds whom it heard, and what stands left of the
first address that is no proxy of ours was written by that stranger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from habitus.kernel.addresses import Network, address_of

_HOPS_MAX = 32
_SCHEMES = {b"http": "http", b"https": "https"}


class Proxies:
    """Puts the client that a listed proxy names into the request, and whether it came by https."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusts = _trust(tuple(trusted))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] != "lifespan" and client is not None and self._trusts(client[0]):
            scope = self._seen_through(scope, client[0])
        await self._app(scope, receive, send)

    def _seen_through(self, scope: Scope, proxy: str) -> Scope:
        named = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        protocols = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
        client = self._first_stranger(b",".join(named).decode("latin-1"), proxy)
        seen = {**scope, "client": (client, 0)}
        scheme = _SCHEMES.get(protocols[-1].strip().lower()) if protocols else None
        if scheme is not None:
            seen["scheme"] = scheme.replace("http", "ws") if scope["type"] == "websocket" else scheme
        return seen

    def _first_stranger(self, forwarded_for: str, proxy: str) -> str:
        """The last one that was heard by a proxy of ours; what is no address ends the way back."""
        heard = proxy
        for hop in reversed(forwarded_for.split(",")[-_HOPS_MAX:]):
            address = address_of(hop)
            if address is None:
                break
            heard = str(address)
            if not self._trusts(heard):
                break
        return heard


def _trust(trusted: tuple[Network, ...]) -> Callable[[str], bool]:
    @lru_cache(maxsize=1024)
    def trusts(host: str) -> bool:
        address = address_of(host)
        return address is not None and any(address in network for network in trusted)

    return trusts
