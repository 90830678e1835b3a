"""Every statement about jobs and slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, case, delete, false, func, insert, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.kernel.db import Prepared, Tx, table_of
from habitus.kernel.outbox.models import Job, Slot

job = table_of(Job)
slot = table_of(Slot)

_ADD = Prepared(insert(job), [column.name for column in job.columns])
_BEGINNING = {"attempts": 0, "error": None, "dead": False, "fence": 0, "progress": None}

# A row of that key may be at work in another transaction (PostgreSQL): touching it waits for the end of
# that. When the row is gone then, this one is stored; else the job could have missed what we just wrote.
_NEW = upsert(job)
_ADD_ONCE = _NEW.on_conflict_do_update(
    index_elements=[job.c.once], set_={"once": _NEW.excluded.once}
).returning(job.c.id)

_TAKEN = (job.c.id, job.c.person_key, job.c.kind, job.c.payload, job.c.attempts, job.c.fence)
_OWNER = select(job.c.person_key, job.c.kind).where(job.c.id == bindparam("id", type_=job.c.id.type))


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is known of a job when it is recorded."""

    id: UUID
    person_key: int | None
    kind: str
    payload: Mapping[str, object]
    once: str | None
    due: datetime
    handed: datetime | None

    def values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__} | _BEGINNING


def add(tx: Tx, new: NewJob) -> None:
    tx.run(_ADD, new.values())


def add_once(tx: Tx, new: NewJob) -> bool:
    """Add it unless one with the same `once` waits; tells whether it was added."""
    return bool(tx.execute(_ADD_ONCE, new.values()).scalar_one() == new.id)


class Whose(NamedTuple):
    """Whom a job is about, and what kind it is."""

    person_key: int | None
    kind: str


def whose(tx: Tx, job_id: UUID) -> Whose | None:
    """Read without a lock: the person's row is locked before the job's."""
    row = tx.execute(_OWNER, {"id": job_id}).one_or_none()
    return None if row is None else Whose._make(row)


class Taken(NamedTuple):
    """A job that is ours to run until the transaction ends."""

    id: UUID
    person_key: int | None
    kind: str
    payload: dict[str, Any]
    attempts: int
    fence: int


def take(tx: Tx, job_id: UUID) -> Taken | None:
    """The job if it is due and nobody runs it; locked (PostgreSQL), where SQLite has one writer."""
    row = tx.execute(
        select(*_TAKEN)
        .where(job.c.id == job_id, job.c.dead == false(), job.c.due <= tx.now)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return None if row is None else Taken._make(row)


def free_key(tx: Tx, job_id: UUID) -> None:
    """Let a job that is at work leave another of its own key behind."""
    tx.execute(update(job).where(job.c.id == job_id, job.c.once.is_not(None)).values(once=None))


def remove(tx: Tx, job_id: UUID) -> bool:
    return tx.execute(delete(job).where(job.c.id == job_id)).rowcount == 1


def remove_of(tx: Tx, person_key: int, kinds: Sequence[str]) -> int:
    """Gives how many."""
    return tx.execute(delete(job).where(job.c.person_key == person_key, job.c.kind.in_(kinds))).rowcount


def note_failure(tx: Tx, job_id: UUID, attempts: int, error: str, due: datetime) -> None:
    tx.execute(
        update(job)
        .where(job.c.id == job_id)
        .values(attempts=attempts, error=error, due=due, handed=None, progress=None)
    )


def bury(tx: Tx, job_id: UUID, attempts: int, error: str) -> None:
    """No further attempt; and a new job with the same key no longer waits behind this one."""
    tx.execute(
        update(job)
        .where(job.c.id == job_id)
        .values(attempts=attempts, error=error, dead=True, once=None, handed=None, progress=None)
    )


def claim(tx: Tx, taken: Taken, until: datetime) -> None:
    """Take long work: the fence moves on, an attempt is counted, and until then nobody else may."""
    tx.execute(
        update(job)
        .where(job.c.id == taken.id)
        .values(fence=taken.fence + 1, attempts=taken.attempts + 1, due=until, progress=0)
    )


def hold(tx: Tx, job_id: UUID, fence: int, until: datetime, progress: int) -> bool:
    """Prolong the lease; False when it is no longer ours."""
    statement = (
        update(job).where(job.c.id == job_id, job.c.fence == fence).values(due=until, progress=progress)
    )
    return tx.execute(statement).rowcount == 1


def held(tx: Tx, job_id: UUID, fence: int) -> Taken | None:
    """The work if it is still ours; its row is locked until the end (PostgreSQL)."""
    row = tx.execute(
        select(*_TAKEN).where(job.c.id == job_id, job.c.fence == fence).with_for_update()
    ).one_or_none()
    return None if row is None else Taken._make(row)


def is_held(tx: Tx, job_id: UUID, fence: int) -> bool:
    """Whether the work is still ours; locks nothing."""
    ours = select(job.c.id).where(job.c.id == job_id, job.c.fence == fence)
    return tx.execute(ours).first() is not None


HELD_BACK = datetime(9999, 1, 1, tzinfo=UTC)
"""When a job is due that waits until its person's jobs go on. Only what was due is put there."""


def hold_back(tx: Tx, job_id: UUID) -> None:
    """Let a job that is due wait for its person; that is no attempt."""
    due_now = (job.c.id == job_id) & (job.c.dead == false()) & (job.c.due <= tx.now)
    tx.execute(update(job).where(due_now).values(due=HELD_BACK, handed=None))


def fence_off(tx: Tx, person_key: int) -> None:
    """Take running work of a person away from whoever does it; what was begun is no attempt."""
    running = (job.c.person_key == person_key) & job.c.progress.is_not(None)
    tx.execute(
        update(job)
        .where(running)
        .values(
            due=HELD_BACK,
            handed=None,
            progress=None,
            fence=job.c.fence + 1,
            attempts=case((job.c.attempts > 0, job.c.attempts - 1), else_=0),
        )
    )


def let_go(tx: Tx, person_key: int) -> Sequence[UUID]:
    """Make due what waited for this person; gives their ids."""
    waiting = (job.c.person_key == person_key) & (job.c.due == HELD_BACK)
    return tx.execute(update(job).where(waiting).values(due=tx.now).returning(job.c.id)).scalars().all()


def put_off(tx: Tx, job_id: UUID, fence: int) -> None:
    """End a lease of ours before its time; what was begun does not count as an attempt."""
    tx.execute(
        update(job)
        .where(job.c.id == job_id, job.c.fence == fence)
        .values(due=tx.now, progress=None, handed=None, attempts=job.c.attempts - 1)
    )


def has_key(tx: Tx, once: str) -> bool:
    return tx.execute(select(job.c.id).where(job.c.once == once)).first() is not None


def release(tx: Tx) -> None:
    """End all leases: nobody but the process that begins now does long work here."""
    tx.execute(update(job).where(job.c.progress.is_not(None)).values(due=tx.now, progress=None))


def hand_out(tx: Tx, before: datetime, limit: int) -> list[UUID]:
    """Stamp jobs that are due and were not handed out since `before`, oldest first; gives their ids."""
    lost = (
        select(job.c.id)
        .where(_lost(tx.now, before))
        .order_by(job.c.due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(
        tx.execute(
            update(job).where(job.c.id.in_(lost.scalar_subquery())).values(handed=tx.now).returning(job.c.id)
        ).scalars()
    )


def any_to_hand(tx: Tx, before: datetime) -> bool:
    """Whether `hand_out` would find something; asked first, for a read disturbs nobody."""
    return tx.execute(select(job.c.id).where(_lost(tx.now, before)).limit(1)).first() is not None


def _lost(now: datetime, before: datetime) -> Any:
    return (job.c.dead == false()) & (job.c.due <= now) & or_(job.c.handed.is_(None), job.c.handed <= before)


def due(tx: Tx) -> list[UUID]:
    """Everything that could run now, in the order it was recorded."""
    statement = select(job.c.id).where(job.c.dead == false(), job.c.due <= tx.now).order_by(job.c.id)
    return list(tx.execute(statement).scalars())


class Counts(NamedTuple):
    """Pending jobs did not fail so far, failed ones are tried again by themselves, dead ones are not."""

    pending: int
    failed: int
    dead: int


def counts(tx: Tx) -> Counts:
    dead = case((job.c.dead == true(), 1), else_=0)
    failed = case((job.c.dead == true(), 0), (job.c.error.is_not(None), 1), else_=0)
    pending = case((job.c.error.is_(None), 1), else_=0)
    sums = (func.coalesce(func.sum(one), 0) for one in (pending, failed, dead))
    return Counts._make(tx.execute(select(*sums).select_from(job)).one())


class Failed(NamedTuple):
    """A job that did not succeed so far."""

    id: UUID
    kind: str
    person_key: int | None
    attempts: int
    error: str
    dead: bool
    due: datetime

    @property
    def next_try(self) -> datetime | None:
        """None when it is not tried again by itself: it is dead, or waits for its person."""
        return None if self.dead or self.due == HELD_BACK else self.due


def failed(tx: Tx, limit: int) -> Sequence[Failed]:
    """Failed and dead jobs, the longest waiting first."""
    columns = (job.c.id, job.c.kind, job.c.person_key, job.c.attempts, job.c.error, job.c.dead, job.c.due)
    rows = tx.execute(select(*columns).where(job.c.error.is_not(None)).order_by(job.c.id).limit(limit))
    return [Failed._make(row) for row in rows]


def revive(tx: Tx, job_id: UUID | None) -> int:
    """Make a failed job, or with None all of them, due now with all attempts before them; gives how many."""
    statement = update(job).where(job.c.error.is_not(None))
    if job_id is not None:
        statement = statement.where(job.c.id == job_id)
    return tx.execute(statement.values(dead=False, attempts=0, due=tx.now, handed=None)).rowcount


def begin_slot(tx: Tx, name: str, at: datetime, zone: str) -> None:
    """Remember a schedule that is new here; what was before it is not made up for."""
    tx.execute(upsert(slot).on_conflict_do_nothing(), {"name": name, "slot": at, "zone": zone})


def win_slot(tx: Tx, name: str, at: datetime, zone: str) -> bool:
    """Take a slot; of many processes, and of many tries, one gets True.

    A stored slot that lies a day ahead was taken by a machine whose clock was wrong: it is overruled.
    """
    statement = (
        update(slot)
        .where(slot.c.name == name, or_(slot.c.slot < at, slot.c.slot > tx.now + timedelta(days=1)))
        .values(slot=at, zone=zone)
    )
    return tx.execute(statement).rowcount == 1
