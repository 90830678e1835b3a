"""An open database for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from habitus import wiring
from habitus.accounts.models import Actor, Me
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database
from habitus.kernel.settings import Settings


@contextmanager
def open_database(settings: Settings) -> Iterator[Database[Actor, Me]]:
    """Migrated and open; closed, with everything on disk, when the command ends."""
    database = wiring.open_database(settings, system_clock)
    try:
        yield database
    finally:
        database.close()
