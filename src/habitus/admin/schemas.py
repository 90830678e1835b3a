"""Bodies of the admin routes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from habitus.accounts.instance import INSTANCE_NAME_MAX
from habitus.accounts.models import PauseKind, Registration, Role
from habitus.accounts.pausing import REASON_MAX
from habitus.kernel.schemas import Input, Output

Which = Literal["active", "paused", "all"]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=REASON_MAX, pattern=r"^[^\x00]*$"),
    Field(examples=["Asked for it while on a long journey"]),
]
InstanceName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=INSTANCE_NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
    Field(examples=["The Lindgrens"]),
]


class AccountPause(Output):
    kind: PauseKind
    reason: str
    """In the admin's words; the person sees it too."""
    since: datetime
    by: str | None
    """The name of the admin; null for the command line."""


class PersonRead(Output):
    id: UUID
    name: str
    email: str
    role: Role
    created_at: datetime
    last_seen_at: datetime | None
    """Exact to about ten minutes."""
    pause: AccountPause | None


class AccountPauseWrite(Input):
    kind: PauseKind
    reason: Reason


class RoleWrite(Input):
    role: Role


class JobRead(Output):
    id: UUID
    kind: str
    person: str | None
    """The e-mail address of whom it is about."""
    attempts: int
    error: str | None
    next_try: datetime | None
    """Null: not before somebody says so, or not while the account is paused."""


class JobsRead(Output):
    """How many there are, and the first hundred of those that did not succeed so far."""

    pending: int
    failed: int
    """Are tried again by themselves."""
    dead: int
    """Are not."""
    jobs: list[JobRead]


class Retried(Output):
    retried: int


class ErrorRead(Output):
    """One kind of unhandled error at one route; what people sent is not in it."""

    id: UUID
    route: str
    """Method and path template."""
    exception: str
    place: str
    """File and line of ours."""
    count: int
    first_at: datetime
    last_at: datetime
    last_request_id: str | None
    """As in the log, and in the answer that the person got."""


class AuditRead(Output):
    at: datetime
    kind: str
    actor: str | None
    """Who did it; null for the command line, and where nobody was signed in."""
    subject: str | None
    """Whose account it is about."""
    address: str | None
    details: dict[str, str]


class InstanceDetails(Output):
    name: str
    registration: Registration
    """Who may make an account: who has an invite, anybody, or nobody."""
    people: int
    version: str
    database: dict[str, str | int]
    """What the database says of itself."""
    database_bytes: int
    free_bytes: int | None
    """What is left on the disk of the data folder; null when it cannot be asked."""
    last_backup_at: datetime | None
    """Of copies in the data folder; null for PostgreSQL, whose own tools make them."""
    started_at: datetime


class InstanceWrite(Input):
    name: InstanceName | None = None
    registration: Registration | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.name is None and self.registration is None:
            raise ValueError("give a name or a registration")
        return self


class MessageRead(Output):
    """A message that nothing carried further; hand it over yourself."""

    id: UUID
    at: datetime
    kind: str
    recipient: str
    subject: str
    text: str
