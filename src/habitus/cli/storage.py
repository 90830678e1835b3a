"""An open database for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from habitus import wiring
from habitus.accounts.models import Actor, Me
from habitus.cli.output import NoHabitusHere
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database
from habitus.kernel.settings import Settings


@contextmanager
def open_database(settings: Settings, *, may_create: bool = False) -> Iterator[Database[Actor, Me]]:
    """Migrated and open; closed, with everything on disk, when the command ends.

    Raises NoHabitusHere for a folder without a database, unless the command is one that begins there.
    """
    if not (may_create or settings.database_url or settings.sqlite_file.exists()):
        raise NoHabitusHere(
            f"There is no Habitus in {settings.data_dir.resolve()}."
            " Go to the folder of yours, or set HABITUS_DATA_DIR."
        )
    database = wiring.open_database(settings, system_clock)
    try:
        yield database
    finally:
        database.close()
