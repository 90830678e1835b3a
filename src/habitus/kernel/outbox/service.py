"""What an operator sees and does about jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from habitus.kernel.db import Tx
from habitus.kernel.outbox import queries
from habitus.kernel.outbox.errors import JobNotFound

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Overview:
    """How many jobs there are, and the first hundred of those that did not succeed so far."""

    counts: queries.Counts
    failed: Sequence[queries.Failed]


def overview(tx: Tx) -> Overview:
    return Overview(queries.counts(tx), queries.failed(tx, SHOWN))


def retry(tx: Tx, job_id: UUID) -> None:
    """Have a failed or dead job tried again at once. Raises JobNotFound."""
    if queries.revive(tx, job_id) == 0:
        raise JobNotFound(f"No failed job has the id {job_id}.")


def retry_all(tx: Tx) -> int:
    """Have all failed and dead jobs tried again at once; gives how many."""
    return queries.revive(tx, None)


def drop(tx: Tx, job_id: UUID) -> None:
    """Forget a job; long work that runs now ends without a result. Raises JobNotFound."""
    if not queries.remove(tx, job_id):
        raise JobNotFound(f"No job has the id {job_id}.")
