"""The body of signing up."""

from __future__ import annotations

from habitus.accounts.schemas.invites import InviteToken
from habitus.accounts.schemas.people import NewAccount


class SignUp(NewAccount):
    invite: InviteToken | None = None
    """What stands in the link behind the #; not needed where registration is open."""
