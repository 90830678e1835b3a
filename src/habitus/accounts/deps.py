"""What routes ask for: who is calling, and the database."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import OAuth2 as OAuth2Model
from fastapi.openapi.models import OAuthFlowPassword
from fastapi.openapi.models import OAuthFlows as OAuthFlowsModel
from fastapi.security.base import SecurityBase
from starlette.types import Scope

from habitus.accounts import models, rules
from habitus.accounts.errors import ScopeMissing, Unauthenticated
from habitus.accounts.passwords import Hashing
from habitus.accounts.tokens import TOKEN_PREFIX, AccessTokens, RefreshTokens, digest
from habitus.kernel.clock import Clock
from habitus.kernel.crypto import Keyring
from habitus.kernel.db import Database


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What signing in needs beside the database; one a process."""

    access: AccessTokens
    refresh: RefreshTokens
    hashing: Hashing
    clock: Clock
    https: bool
    """People reach this instance by TLS, so cookies may be `__Host-` and Secure."""
    subject_key: bytes

    def subjects(self, email: str, address: str) -> list[str]:
        """Keyed digests of what wrong passwords are counted by: account and address, and account."""
        pair, account = self._digest(f"{email}|{address}"), self._digest(email)
        return [rules.pair_subject(pair), rules.account_subject(account)]

    def _digest(self, subject: str) -> str:
        return hmac.digest(self.subject_key, subject.encode(), hashlib.sha256).hex()


def doorkeeper_of(keyring: Keyring, clock: Clock, *, https: bool) -> Doorkeeper:
    return Doorkeeper(
        AccessTokens(keyring), RefreshTokens(keyring), Hashing(), clock, https, keyring.key("sign-in-subject")
    )


class BearerToken(SecurityBase):
    """The OAuth2 password flow for /docs, and the actor of a request in one dependency, not two."""

    def __init__(self, scope: models.Scope | None = None) -> None:
        """With a scope, a personal token that has it will do too; else only a session does."""
        self.scope = scope
        self.model = OAuth2Model(
            flows=OAuthFlowsModel(password=OAuthFlowPassword(tokenUrl="/api/v1/auth/token"))
        )
        self.scheme_name = "OAuth2PasswordBearer"

    async def __call__(self, request: Request) -> models.Actor:
        """Raises Unauthenticated when there is no token, or none of ours that still counts."""
        return _actor(request.app.state.doorkeeper, request.headers.get("authorization", ""), self.scope)


def _actor(doorkeeper: Doorkeeper, authorization: str, scope: models.Scope | None) -> models.Actor:
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Unauthenticated
    if not token.startswith(TOKEN_PREFIX):
        return doorkeeper.access.verify(token, doorkeeper.clock())
    if scope is None:
        raise ScopeMissing("Only somebody who is signed in may do this; no token can.")
    return models.Actor(None, digest(token), scope)


def version_of(scope: Scope, authorization: str) -> str | None:
    """See `kernel.http.conditional.VersionOf`. Who is not signed in is refused by the route they ask for."""
    state = scope["app"].state
    database: Database[models.Actor, models.Me] = state.database
    try:
        return database.version_of(_actor(state.doorkeeper, authorization, None))
    except (Unauthenticated, ScopeMissing):
        return None


async def _database(request: Request) -> Database[models.Actor, models.Me]:
    database: Database[models.Actor, models.Me] = request.app.state.database
    return database


async def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from, for the device list and the audit log."""

    address: str | None
    agent: str


async def _caller(request: Request) -> Caller:
    address = request.client.host if request.client else None
    return Caller(address, request.headers.get("user-agent", "")[:300])


Actor = Annotated[models.Actor, Depends(BearerToken())]
"""Somebody who is signed in."""
Reader = Annotated[models.Actor, Depends(BearerToken("read"))]
"""Somebody who is signed in, or their token of the scope `read`."""
CheckIn = Annotated[models.Actor, Depends(BearerToken("check-in"))]
"""Somebody who is signed in, or their token of the scope `check-in`."""
Origin = Annotated[Caller, Depends(_caller)]
Db = Annotated[Database[models.Actor, models.Me], Depends(_database)]
Door = Annotated[Doorkeeper, Depends(_doorkeeper)]
