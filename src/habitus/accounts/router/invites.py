"""Invites: looking at one's own before signing up, and the admins' list of them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from habitus.accounts import inviting
from habitus.accounts.deps import Actor, Db, Door, Origin, PublicUrl
from habitus.accounts.errors import (
    AdminsOnly,
    EmailTaken,
    InviteInvalid,
    InviteNotFound,
    SignUpClosed,
    StepUpNeeded,
)
from habitus.accounts.schemas.invites import InviteLook, InviteMade, InviteRead, InviteTicket, InviteWrite
from habitus.accounts.tokens import digest
from habitus.kernel.errors import CursorInvalid, RateLimited, problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.paging import Limit, Page

looking = APIRouter(prefix="/auth/invites", tags=["auth"], route_class=StrictRoute)
invites = APIRouter(prefix="/admin/invites", tags=["admin"], route_class=StrictRoute)


@looking.post(
    "/look", operation_id="lookAtInvite", responses=problems(InviteInvalid, SignUpClosed, RateLimited)
)
async def look(body: InviteTicket, caller: Origin, db: Db, door: Door) -> InviteLook:
    """What an invite is for; it is not used up by looking.

    One that was used, taken back or is over answers exactly as one that never was.
    """
    return await db.public.write(inviting.look, digest(body.token), door.address_subject(caller.address))


@invites.get("", operation_id="listInvites", responses=problems(AdminsOnly, CursorInvalid))
async def list_invites(
    actor: Actor, db: Db, cursor: Annotated[str | None, Query(max_length=200)] = None, limit: Limit = 50
) -> Page[InviteRead]:
    """All invites of the last months, open ones first, then the newest."""
    return await db.read(actor, inviting.page, cursor, limit)


@invites.post(
    "",
    operation_id="makeInvite",
    status_code=201,
    responses=problems(AdminsOnly, StepUpNeeded, EmailTaken, RateLimited),
)
async def make_invite(
    body: InviteWrite, actor: Actor, caller: Origin, db: Db, public_url: PublicUrl
) -> InviteMade:
    """Make a link that makes one account; the answer is the only place where it is shown.

    With an address it makes an account for that one only, and is sent there too. One that makes an admin
    needs a password given within the last five minutes.
    """
    new = inviting.NewInvite(body.role, body.email, body.days)
    return await db.write(actor, inviting.invite, new, public_url, caller.address)


@invites.delete(
    "/{invite_id}",
    operation_id="revokeInvite",
    status_code=204,
    responses=problems(AdminsOnly, InviteNotFound),
)
async def revoke_invite(invite_id: UUID, actor: Actor, caller: Origin, db: Db) -> None:
    """Take an open invite back: its link stops working at once."""
    await db.write(actor, inviting.revoke, invite_id, caller.address)
