"""Bodies of the invite routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from habitus.accounts import rules
from habitus.accounts.models import Role
from habitus.kernel.schemas import Input, Output

InviteToken = Annotated[str, StringConstraints(max_length=200)]


class InviteTicket(Input):
    token: InviteToken
    """What stands in the link behind the #."""


class InviteLook(Output):
    invited_by: str | None
    """The name of the admin who made it; null for the command line."""
    ends_at: datetime
    email: str | None
    """The only address it makes an account for; null: any."""
    role: Role


class InviteWrite(Input):
    role: Role = "member"
    email: EmailStr | None = None
    """Only an account for this address can be made with it. Null: any."""
    days: Annotated[int, Field(ge=1, le=rules.INVITE_DAYS_MAX)] = rules.INVITE_DAYS
    """How long it can be used."""


class InviteRead(Output):
    id: UUID
    role: Role
    email: str | None
    invited_by: str | None
    """The name of the admin who made it; null for the command line."""
    created_at: datetime
    ends_at: datetime
    state: Literal["open", "used", "revoked", "over"]
    used_by: str | None
    """The name of who came in with it."""
    used_at: datetime | None


class InviteMade(Output):
    invite: InviteRead
    link: str
    """Shown this once: of the token in it only a digest is kept."""
