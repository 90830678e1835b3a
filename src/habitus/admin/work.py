"""Jobs, as admins look after them."""

from __future__ import annotations

from uuid import UUID

from habitus.accounts.models import Me
from habitus.accounts.queries import people
from habitus.accounts.roles import require_admin
from habitus.admin.schemas import JobRead, JobsRead, Retried
from habitus.kernel.db import Tx
from habitus.kernel.outbox import service as outbox

TOPIC = "jobs"


def listed(tx: Tx, me: Me) -> JobsRead:
    """How many jobs there are, and those that did not succeed so far. Raises AdminsOnly."""
    require_admin(tx, me)
    found = outbox.overview(tx)
    emails = people.emails_of(tx, {job.person_key for job in found.failed if job.person_key is not None})
    return JobsRead(
        **found.counts._asdict(),
        jobs=[
            JobRead(
                id=job.id,
                kind=job.kind,
                person=None if job.person_key is None else emails.get(job.person_key),
                attempts=job.attempts,
                error=job.error,
                next_try=job.next_try,
            )
            for job in found.failed
        ],
    )


def retry(tx: Tx, me: Me, job_id: UUID) -> None:
    """Have a failed or dead job tried again at once. Raises AdminsOnly or JobNotFound."""
    require_admin(tx, me)
    outbox.retry(tx, job_id)
    tx.tell(TOPIC)


def retry_all(tx: Tx, me: Me) -> Retried:
    """Have all failed and dead jobs tried again at once. Raises AdminsOnly."""
    require_admin(tx, me)
    tx.tell(TOPIC)
    return Retried(retried=outbox.retry_all(tx))


def drop(tx: Tx, me: Me, job_id: UUID) -> None:
    """Forget a job; what it was to do is not done. Raises AdminsOnly or JobNotFound."""
    require_admin(tx, me)
    outbox.drop(tx, job_id)
    tx.tell(TOPIC)
