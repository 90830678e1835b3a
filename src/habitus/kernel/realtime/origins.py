"""Whether a page may open the socket. Pure.

Browsers send a WebSocket's handshake to whatever address a page asks for, with no question first; but they
say where the page is from, and no page can make them say otherwise (RFC 6455 §10.2).
"""

from __future__ import annotations

from collections.abc import Sequence

_SCHEMES = {"ws": "http", "wss": "https"}


def may_open(origins: Sequence[str], host: str | None, scheme: str, base: str | None) -> bool:
    """Whether a handshake is welcome.

    `origins` are its Origin headers, `host` its Host header, `scheme` is `ws` or `wss` as this process sees
    it, and `base` the origin that people reach the instance at, where that is known (`https://habits.example`).
    None at all is no browser, and no page's doing.
    """
    if not origins:
        return True
    if len(origins) > 1:
        return False
    origin = origins[0].lower()
    if base is not None and origin == base:
        return True
    if host is None or (base is not None and host.lower() == base.partition("://")[2]):
        return False  # there it is that address's own scheme, or none: behind a proxy we see http for https
    return origin == f"{_SCHEMES[scheme]}://{host.lower()}"
