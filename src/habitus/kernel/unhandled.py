"""Errors that nobody foresaw, as whoever counts them is told of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unhandled:
    """Such an error, and the request that met it."""

    method: str
    route: str | None
    """The path template of the route; None when the request did not come so far."""
    error: Exception
    request_id: str


Sink = Callable[[Unhandled], None]
"""Is told of each, on the event loop; it must not wait."""
