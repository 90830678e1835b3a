"""The seam to the library: ids go in on one side and come out on another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol
from uuid import UUID

TASK = "outbox.run"

Run = Callable[[UUID], Awaitable[None]]
"""Runs a job by its id; never raises, and is harmless when it is called twice."""


class Carrier(Protocol):
    """Carries ids to whoever runs jobs. It may lose some and bring some twice: the table is the truth."""

    alone: bool
    """Whether this process runs all jobs there are: then leases of others are those of the dead."""

    @property
    def room(self) -> int:
        """How many more ids it takes just now."""

    async def start(self, run: Run) -> None: ...

    async def carry(self, job_id: UUID) -> None:
        """Hand an id over; raises when it cannot be, and the sweep will try again."""

    async def stop(self) -> None:
        """Take nothing new, and wait for what runs."""
