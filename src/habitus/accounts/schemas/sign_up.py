"""The body of signing up."""

from __future__ import annotations

from typing import Annotated

from pydantic import EmailStr, StringConstraints

from habitus.accounts.models import Client
from habitus.accounts.schemas.invites import InviteToken
from habitus.accounts.schemas.people import Language, Name, Zone
from habitus.kernel.schemas import Input


class SignUp(Input):
    invite: InviteToken | None = None
    """What stands in the link behind the #; not needed where registration is open."""
    email: EmailStr
    name: Name
    password: Annotated[str, StringConstraints(max_length=2048)]
    zone: Zone = "UTC"
    language: Language = "en"
    client: Client = "api"
