"""Bodies of the account routes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from habitus.accounts import rules
from habitus.accounts.models import Client, WeightUnit
from habitus.kernel.schemas import Input, Output

Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=rules.NAME_MAX, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(rules.known_zone)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]


class NewAccount(Input):
    """What everybody says who makes an account, however they come in."""

    email: EmailStr
    name: Name
    password: Annotated[str, StringConstraints(max_length=2048)]
    zone: Zone = "UTC"
    language: Language = "en"
    client: Client = "api"


class SetUp(NewAccount):
    token: Annotated[str, StringConstraints(max_length=200)]


class RefreshRequest(Input):
    refresh_token: Annotated[str, StringConstraints(max_length=200)] | None = None
    """Absent in a browser: its token is in a cookie that scripts cannot read."""


class Tokens(Output):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    """Seconds."""
    refresh_token: str | None
    """Null for `client=web`, whose token is set as an HttpOnly cookie."""


class ProfileRead(Output):
    id: UUID
    email: str
    name: str
    role: Literal["member", "admin"]
    zone: str
    day_start: int
    """Minutes after midnight."""
    first_weekday: int
    """ISO: 1 is Monday."""
    language: str
    weight_unit: WeightUnit
    """What weights are shown in: kilograms, pounds, or stones and pounds."""
    onboarded: bool
    """False until the first steps are done or left; then the screens stop beginning with them."""
    today: date


class ProfileWrite(Input):
    name: Name | None = None
    zone: Zone | None = None
    day_start: Annotated[int, Field(ge=0, le=1439)] | None = None
    first_weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    language: Language | None = None
    weight_unit: WeightUnit | None = None
    onboarded: bool | None = None
