"""Bodies of the routes about personal tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from habitus.accounts.models import Scope
from habitus.kernel.schemas import Input, Output

TokenName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$"),
]


class TokenRead(Output):
    """A personal token, without its secret."""

    id: UUID
    name: str
    scopes: list[Scope]
    created_at: datetime
    ends_at: datetime | None
    """Null: it works until it is taken back."""
    last_used_at: datetime | None
    """Exact to a minute."""


class TokenList(Output):
    items: list[TokenRead]


class TokenWrite(Input):
    name: TokenName
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=4)]
    days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """Null: it works until it is taken back."""


class TokenMade(Output):
    token: TokenRead
    secret: str
    """Shown this once; only its digest is kept."""
