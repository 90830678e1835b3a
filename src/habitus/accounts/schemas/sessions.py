"""Bodies of the routes about devices, and of proving who somebody is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from habitus.accounts.models import Client
from habitus.kernel.schemas import Input, Output

Secret = Annotated[str, StringConstraints(max_length=2048)]


class SessionRead(Output):
    """A device that is signed in."""

    id: UUID
    device: str
    """A few words made of what it said it is, such as `Firefox on Android`."""
    client: Client
    address: str | None
    """Where it was last opened or refreshed from; forgotten after 14 days."""
    created_at: datetime
    last_used_at: datetime
    """Exact to about ten minutes."""
    is_this: bool
    """Whether it is the one that asks."""


class SessionList(Output):
    items: list[SessionRead]


class StepUp(Input):
    password: Secret


class PasswordChange(Input):
    current: Secret
    new: Secret
