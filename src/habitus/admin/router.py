"""What admins see and do, and what everybody may read of it about themselves."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from habitus.accounts.deps import Actor, Db, Origin
from habitus.accounts.errors import AdminsOnly, LastAdmin, NotYourself, PersonNotFound, StepUpNeeded
from habitus.accounts.pausing import Reason
from habitus.admin import audits, faults, house, messages, people, work
from habitus.admin.deps import AtMost, Cursor, House
from habitus.admin.errors import ErrorNotFound, MessageNotFound
from habitus.admin.schemas import (
    AccountPauseWrite,
    AuditRead,
    ErrorRead,
    InstanceDetails,
    InstanceWrite,
    JobsRead,
    MessageRead,
    PersonRead,
    Retried,
    RoleWrite,
    Which,
)
from habitus.kernel.errors import CursorInvalid, problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.outbox.errors import JobNotFound
from habitus.kernel.paging import Page

admin = APIRouter(prefix="/admin", tags=["admin"], route_class=StrictRoute)
me = APIRouter(prefix="/me", tags=["me"], route_class=StrictRoute)

Search = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]
Kind = Annotated[str | None, Query(max_length=40, pattern=r"^[a-z_]+$")]


@admin.get("/people", operation_id="listPeople", responses=problems(AdminsOnly, StepUpNeeded, CursorInvalid))
async def list_people(
    actor: Actor,
    db: Db,
    *,
    q: Search = "",
    state: Which = "all",
    cursor: Cursor = None,
    limit: AtMost = 50,
) -> Page[PersonRead]:
    """Everybody here, in the order they came; `q` is a part of a name or address, in whatever case."""
    return await db.read(actor, people.listed, people.Asked(q, state), cursor, limit)


@admin.post(
    "/people/{person_id}/pause",
    operation_id="pausePerson",
    responses=problems(AdminsOnly, StepUpNeeded, PersonNotFound, NotYourself, LastAdmin),
)
async def pause_person(
    person_id: UUID, body: AccountPauseWrite, actor: Actor, db: Db, caller: Origin
) -> PersonRead:
    """Let somebody in no more, at once and everywhere; they are told why. Nothing is deleted.

    Needs a credential given in the last five minutes.
    """
    why = Reason(body.kind, body.reason)
    return await db.write(actor, people.pause, person_id, why, caller.address)


@admin.post(
    "/people/{person_id}/resume",
    operation_id="resumePerson",
    responses=problems(AdminsOnly, StepUpNeeded, PersonNotFound),
)
async def resume_person(person_id: UUID, actor: Actor, db: Db, caller: Origin) -> PersonRead:
    """Let somebody in again, at once. No streak of theirs breaks on the days between."""
    return await db.write(actor, people.resume, person_id, caller.address)


@admin.put(
    "/people/{person_id}/role",
    operation_id="changeRole",
    responses=problems(AdminsOnly, StepUpNeeded, PersonNotFound, LastAdmin),
)
async def change_role(person_id: UUID, body: RoleWrite, actor: Actor, db: Db, caller: Origin) -> PersonRead:
    """Make somebody a member or an admin. Needs a credential given in the last five minutes."""
    return await db.write(actor, people.change_role, person_id, body.role, caller.address)


@admin.post(
    "/people/{person_id}/sign-out",
    operation_id="signOutPerson",
    status_code=204,
    responses=problems(AdminsOnly, StepUpNeeded, PersonNotFound),
)
async def sign_out_person(person_id: UUID, actor: Actor, db: Db, caller: Origin) -> None:
    """End all sessions of somebody; they may sign in again."""
    await db.write(actor, people.sign_out, person_id, caller.address)


@admin.get("/jobs", operation_id="listJobs", responses=problems(AdminsOnly, StepUpNeeded))
async def list_jobs(actor: Actor, db: Db) -> JobsRead:
    """How many jobs there are, and the first hundred of those that did not succeed so far."""
    return await db.read(actor, work.listed)


@admin.post("/jobs/retry-all", operation_id="retryAllJobs", responses=problems(AdminsOnly, StepUpNeeded))
async def retry_all_jobs(actor: Actor, db: Db) -> Retried:
    """Have all failed and dead jobs tried again at once."""
    return await db.write(actor, work.retry_all)


@admin.post(
    "/jobs/{job_id}/retry",
    operation_id="retryJob",
    status_code=204,
    responses=problems(AdminsOnly, StepUpNeeded, JobNotFound),
)
async def retry_job(job_id: UUID, actor: Actor, db: Db) -> None:
    """Have a failed or dead job tried again at once."""
    await db.write(actor, work.retry, job_id)


@admin.delete(
    "/jobs/{job_id}",
    operation_id="dropJob",
    status_code=204,
    responses=problems(AdminsOnly, StepUpNeeded, JobNotFound),
)
async def drop_job(job_id: UUID, actor: Actor, db: Db) -> None:
    """Forget a job; what it was to do is not done."""
    await db.write(actor, work.drop, job_id)


@admin.get("/errors", operation_id="listErrors", responses=problems(AdminsOnly, StepUpNeeded, CursorInvalid))
async def list_errors(actor: Actor, db: Db, cursor: Cursor = None, limit: AtMost = 50) -> Page[ErrorRead]:
    """Errors that nobody foresaw, a line a kind, those that came last first."""
    return await db.read(actor, faults.listed, cursor, limit)


@admin.delete(
    "/errors/{error_id}",
    operation_id="forgetError",
    status_code=204,
    responses=problems(AdminsOnly, StepUpNeeded, ErrorNotFound),
)
async def forget_error(error_id: UUID, actor: Actor, db: Db) -> None:
    """Take a kind of error off the list until it comes again."""
    await db.write(actor, faults.forget, error_id)


@admin.get("/audit", operation_id="listAudit", responses=problems(AdminsOnly, StepUpNeeded, CursorInvalid))
async def list_audit(
    actor: Actor, db: Db, kind: Kind = None, cursor: Cursor = None, limit: AtMost = 50
) -> Page[AuditRead]:
    """What happened about security, the newest first; people by their addresses."""
    return await db.read(actor, audits.listed, kind, cursor, limit)


@admin.get("/instance", operation_id="getInstanceDetails", responses=problems(AdminsOnly, StepUpNeeded))
async def get_instance_details(actor: Actor, db: Db, here: House) -> InstanceDetails:
    """What it is called, who may make an account, how large it is, and when it was last copied."""
    return await db.read(actor, house.look, here)


@admin.patch("/instance", operation_id="changeInstance", responses=problems(AdminsOnly, StepUpNeeded))
async def change_instance(
    body: InstanceWrite, actor: Actor, db: Db, here: House, caller: Origin
) -> InstanceDetails:
    """Give it another name, or let others make an account."""
    return await db.write(actor, house.change, here, body, caller.address)


@admin.get(
    "/messages", operation_id="listMessages", responses=problems(AdminsOnly, StepUpNeeded, CursorInvalid)
)
async def list_messages(actor: Actor, db: Db, cursor: Cursor = None, limit: AtMost = 50) -> Page[MessageRead]:
    """Messages that nothing carried further, the newest first; they are kept for 14 days."""
    return await db.read(actor, messages.listed, cursor, limit)


@admin.delete(
    "/messages/{message_id}",
    operation_id="removeMessage",
    status_code=204,
    responses=problems(AdminsOnly, StepUpNeeded, MessageNotFound),
)
async def remove_message(message_id: UUID, actor: Actor, db: Db) -> None:
    """Take a message off the page."""
    await db.write(actor, messages.remove, message_id)


@me.get("/audit", operation_id="listMyAudit", responses=problems(CursorInvalid))
async def list_my_audit(actor: Actor, db: Db, cursor: Cursor = None, limit: AtMost = 50) -> Page[AuditRead]:
    """What happened about the security of this account, the newest first; people by their names."""
    return await db.read(actor, audits.about_me, cursor, limit)
