"""Bodies of the live socket's ticket."""

from __future__ import annotations

from habitus.kernel.schemas import Output


class TicketRead(Output):
    ticket: str
    """Goes into the first frame, and opens one socket."""
    expires_in: int
    """Seconds."""
