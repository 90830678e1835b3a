"""Running one job: its work and the removal of its row are one transaction."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import structlog

from habitus.kernel.db import Database, Tx, may_rerun
from habitus.kernel.outbox import queries, rules
from habitus.kernel.outbox.encoding import decode
from habitus.kernel.outbox.table import Claim, Crew, Job, LongJob, Payload, PersonJob, Reaction

P = TypeVar("P")
_Short = Job | PersonJob[P] | Reaction[P]

log = structlog.get_logger(__name__)


class KindUnknown(Exception):
    """No job of this kind is listed in this release."""


class LeaseLost(Exception):
    """Somebody dropped this work, or it took too long and somebody else does it now."""


class WorkPutOff(Exception):
    """The process is told to stop, and what it works on is left to the next one."""


def run(tx: Tx, crew: Crew[P], job_id: UUID, *, may_claim: bool = True) -> Claim | None:
    """Do a job and remove it, or note why not; does nothing for one that is gone, not due, or at work.

    Long work is claimed, not done: the claim is for `work_on`. Without `may_claim` it is left alone.
    """
    found = queries.whose(tx, job_id)
    if found is None:
        return None
    listed = crew.jobs.get(found.kind)
    if isinstance(listed, LongJob) and not may_claim:
        return None
    me = None if found.person_key is None else crew.people.person_of(tx, found.person_key)
    if me is not None and crew.people.is_paused(me):
        queries.hold_back(tx, job_id)
    elif isinstance(listed, LongJob):
        return _claim(tx, listed, job_id)
    elif (taken := queries.take(tx, job_id)) is not None:
        _run_now(tx, crew, listed, me, taken)
    return None


def _run_now(tx: Tx, crew: Crew[P], listed: _Short[P] | None, me: P | None, taken: queries.Taken) -> None:
    error = _attempt(tx, partial(_do, tx, listed, me, taken))
    if error is not None:
        note_failure(tx, taken, taken.attempts + 1, error)
        return
    queries.remove(tx, taken.id)
    if me is not None:
        crew.people.bump(tx, me)


def _do(tx: Tx, listed: _Short[P] | None, me: P | None, taken: queries.Taken) -> None:
    queries.free_key(tx, taken.id)
    match listed:
        case Job():
            listed.run(tx, taken.payload)
        case PersonJob() if me is not None:
            listed.run(tx, me, taken.payload)
        case Reaction() if me is not None:
            tx.may_cause = listed.causes
            listed.run(tx, me, decode(listed.fact, taken.payload))
        case None:
            raise KindUnknown(taken.kind)
        case _:
            raise ValueError(f"{taken.kind} is about a person, and was recorded without one")


def _attempt(tx: Tx, function: Callable[[], None]) -> Exception | None:
    """Run it; a failure is undone and given back, but for a conflict, after which all is run again."""
    try:
        with tx.savepoint():
            function()
    except Exception as error:
        if may_rerun(error):
            raise
        return error
    finally:
        tx.may_cause = None
    return None


def note_failure(tx: Tx, taken: queries.Taken, attempts: int, error: Exception) -> None:
    """Leave the error, and a later time; after the last attempt the job is dead."""
    text = rules.error_text(error)
    if attempts >= rules.ATTEMPTS:
        queries.bury(tx, taken.id, attempts, text)
    else:
        wait = rules.back_off(attempts, random.random())  # noqa: S311 - spreads load, hides nothing
        queries.note_failure(tx, taken.id, attempts, text, tx.now + wait)
    log.error("job_failed", kind=taken.kind, job=str(taken.id), attempts=attempts, exc_info=error)


def _claim(tx: Tx, job: LongJob, job_id: UUID) -> Claim | None:
    taken = queries.take(tx, job_id)
    if taken is None:
        return None
    if taken.attempts >= rules.ATTEMPTS:
        queries.bury(tx, job_id, taken.attempts, "The process ended in the middle of this, each time.")
        return None
    queries.claim(tx, taken, tx.now + job.lease)
    return Claim(job_id, taken.fence + 1, taken.payload, tx.now, job)


@dataclass(frozen=True, slots=True)
class Work:
    """See `table.Report`."""

    database: Database[Any, Any]
    claim: Claim
    is_closing: Callable[[], bool]

    @property
    def payload(self) -> Payload:
        return self.claim.payload

    @property
    def now(self) -> datetime:
        return self.claim.now

    def confirm(self, tx: Tx) -> None:
        if not queries.is_held(tx, self.claim.id, self.claim.fence):
            raise LeaseLost

    def progress(self, percent: int) -> None:
        if self.is_closing():
            raise WorkPutOff
        self.database.run_write(_hold, self.claim, percent)


def work_on(
    database: Database[Any, Any], claim: Claim, is_closing: Callable[[], bool] = lambda: False
) -> None:
    """Do claimed work in this thread, then write its result and remove the job, if it is still ours.

    Once `is_closing`, work that says how far it is gets no further, and waits for another process.
    """
    try:
        finish = claim.job.work(Work(database, claim, is_closing))
        database.run_write(_finish, claim, finish)
    except LeaseLost:
        log.warning("lease_lost", kind=claim.job.kind, job=str(claim.id))
    except WorkPutOff:
        database.run_write(_put_off, claim)
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is, it is noted in the job's row
        database.run_write(_fail, claim, error)


def _hold(tx: Tx, claim: Claim, percent: int) -> None:
    if not queries.hold(tx, claim.id, claim.fence, tx.now + claim.job.lease, percent):
        raise LeaseLost


def _finish(tx: Tx, claim: Claim, finish: Callable[[Tx], None] | None) -> None:
    if queries.held(tx, claim.id, claim.fence) is None:
        raise LeaseLost
    if finish is not None:
        finish(tx)
    queries.remove(tx, claim.id)


def _put_off(tx: Tx, claim: Claim) -> None:
    queries.put_off(tx, claim.id, claim.fence)


def _fail(tx: Tx, claim: Claim, error: Exception) -> None:
    """The attempt itself was counted when the work was claimed."""
    taken = queries.held(tx, claim.id, claim.fence)
    if taken is not None:
        note_failure(tx, taken, taken.attempts, error)


def drain(database: Database[Any, Any], crew: Crew[Any]) -> int:
    """For tests: run what is due, and what follows from it, in order and at once; gives how many.

    What fails is due again when the clock has been moved.
    """
    done = 0
    while jobs := database.run_read(queries.due):
        for job_id in jobs:
            claim = database.run_write(run, crew, job_id)
            if claim is not None:
                work_on(database, claim)
        done += len(jobs)
    return done
