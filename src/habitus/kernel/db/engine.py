"""What `Database` needs from a database product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from habitus.kernel.db.outlet import Outlet
from habitus.kernel.db.watch import Moment
from habitus.kernel.db.work import AnyWork


class Engine(Protocol):
    """Runs queued functions in database threads and answers them when they are on disk."""

    outlet: Outlet
    """What its transactions leave jobs in."""

    def read(self, work: AnyWork) -> None:
        """Queue a function for a transaction that cannot write and is always rolled back."""

    def write(self, work: AnyWork) -> None:
        """Queue a function for a write transaction; raises Overloaded when too many wait."""

    def moment(self) -> Moment | None:
        """Now, and a stamp that every commit of any process changes; None where asking would cost much."""

    def facts(self) -> Mapping[str, str | int]:
        """What the database says of itself (for /readyz and the benches), read back, not assumed."""

    def close(self) -> None:
        """Finish what is queued, then end the threads."""
