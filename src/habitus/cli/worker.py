"""`habitus worker`."""

from __future__ import annotations

from importlib import import_module

from habitus import wiring
from habitus.cli.output import WorkerRefused, read_settings


def worker() -> None:
    """Run jobs beside the web processes.

    Needs PostgreSQL and HABITUS_VALKEY_URL.
    """
    settings = read_settings()
    if not settings.database_url:
        raise WorkerRefused(
            "With SQLite there is one process: `habitus serve` runs its jobs itself."
            " Workers need PostgreSQL (HABITUS_DATABASE_URL) and HABITUS_VALKEY_URL."
        )
    if not settings.valkey_url:
        raise WorkerRefused("Set HABITUS_VALKEY_URL: it is how web processes and workers find each other.")
    wiring.check_scale(settings)
    wiring.migrate(settings)
    # It reads its settings from the environment, as it would under any other supervisor.
    import_module("habitus.worker").main()
