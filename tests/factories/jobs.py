"""Jobs for tests: run what waits, at once and in order."""

from __future__ import annotations

from habitus import wiring
from habitus.accounts.models import Actor, Me
from habitus.kernel import outbox
from habitus.kernel.db import Database
from habitus.kernel.settings import Settings


def drain(db: Database[Actor, Me], settings: Settings | None = None) -> int:
    """Run every job of the house that is due, and what follows from it; gives how many."""
    return outbox.drain(db, wiring.crew(settings or Settings()))
