"""What an operator sees and does about jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
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


def hold_back(tx: Tx, person_key: int) -> None:
    """Stop long work about somebody who is paused from now on; their other jobs stop when they come up."""
    queries.fence_off(tx, person_key)


def let_go(tx: Tx, person_key: int) -> None:
    """Have the jobs that waited for somebody done at once: they are no longer paused."""
    waiting = queries.let_go(tx, person_key)
    if tx.outlet.carry is not None:
        for job_id in waiting:
            tx.after_commit(partial(tx.outlet.carry, job_id))


def drop(tx: Tx, job_id: UUID) -> None:
    """Forget a job; long work that runs now ends without a result. Raises JobNotFound."""
    if not queries.remove(tx, job_id):
        raise JobNotFound(f"No job has the id {job_id}.")


def stop(tx: Tx, person_key: int, kinds: Sequence[str]) -> int:
    """Forget a person's jobs of these kinds; gives how many.

    Those that wait are gone. One that runs has lost its lease: it hears of it at its next report, and its
    result is not written.
    """
    return queries.remove_of(tx, person_key, kinds) if kinds else 0
