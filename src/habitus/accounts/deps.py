"""What routes ask for: who is calling, and the database."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.openapi.models import HTTPBearer as HTTPBearerModel
from fastapi.openapi.models import OAuth2 as OAuth2Model
from fastapi.openapi.models import OAuthFlowPassword
from fastapi.openapi.models import OAuthFlows as OAuthFlowsModel
from fastapi.openapi.models import SecurityBase as SecurityModel
from fastapi.security.base import SecurityBase
from starlette.types import Scope

from habitus.accounts import models, personal_tokens, rules
from habitus.accounts.consents import ConsentDesk
from habitus.accounts.errors import ScopeMissing, Unauthenticated
from habitus.accounts.limits import ANONYMOUS, READS
from habitus.accounts.noticing import Noted
from habitus.accounts.passwords import Hashing
from habitus.accounts.proving import Attempt
from habitus.accounts.tokens import TOKEN_PREFIX, AccessTokens, RefreshTokens, digest
from habitus.accounts.turns import Turns
from habitus.kernel.clock import Clock
from habitus.kernel.crypto import Keyring
from habitus.kernel.db import Database
from habitus.kernel.errors import Overloaded, RateLimited, StorageUnavailable
from habitus.kernel.ratelimit.memory import Meter


def refuse_often(seconds: int) -> None:
    """Raises RateLimited unless there are no seconds to wait."""
    if seconds:
        raise RateLimited(f"Try again in {seconds} seconds.", retry_after=seconds)


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
    turns: Turns = field(default_factory=Turns)
    """Where of many at once only one can win."""
    reads: Meter = field(default_factory=partial(Meter, READS))
    strangers: Meter = field(default_factory=partial(Meter, ANONYMOUS))
    noted: Noted = field(default_factory=Noted)

    def meet(self, address: str | None, now: datetime) -> None:
        """Count a request without a credential that counts, by where it comes from. Raises RateLimited."""
        refuse_often(self.strangers.use(rules.place(address), now.timestamp()))

    def attempt(self, email: str, caller: models.Caller) -> Attempt:
        """What a try with a password is counted by: account and address, account, and address."""
        place = self.address_subject(caller.address)
        pair, account = self._digest(f"{email}|{place}"), self._digest(email)
        return Attempt([rules.pair_subject(pair), rules.account_subject(account)], place, caller)

    def address_subject(self, address: str | None) -> str:
        """A keyed digest of where a request comes from, for limits."""
        return self._digest(rules.place(address))

    def _digest(self, subject: str) -> str:
        return hmac.digest(self.subject_key, subject.encode(), hashlib.sha256).hex()


def doorkeeper_of(keyring: Keyring, clock: Clock, *, https: bool) -> Doorkeeper:
    return Doorkeeper(
        AccessTokens(keyring), RefreshTokens(keyring), Hashing(), clock, https, keyring.key("sign-in-subject")
    )


SESSION_SCHEME = "OAuth2PasswordBearer"
TOKEN_SCHEME = "PersonalToken"  # noqa: S105 - the name of a scheme


class BearerToken(SecurityBase):
    """The actor of a request, how often they ask, and how /docs lets one sign in: one dependency, not three.

    With a scope, a personal token that has it will do too; else only a session does.
    """

    def __init__(self, scope: models.Scope | None = None, *, pays: bool = True) -> None:
        self.scope = scope
        self.pays = pays
        self.model: SecurityModel
        if scope is None:
            self.scheme_name = SESSION_SCHEME
            flow = OAuthFlowPassword(tokenUrl="/api/v1/auth/token")
            self.model = OAuth2Model(flows=OAuthFlowsModel(password=flow))
        else:
            self.scheme_name = TOKEN_SCHEME
            self.model = HTTPBearerModel(description="A personal token that has the scope.")

    async def __call__(self, request: Request) -> models.Actor:
        """Raises Unauthenticated without a token of ours that still counts, ScopeMissing or RateLimited."""
        state = request.app.state
        door: Doorkeeper = state.doorkeeper
        now = door.clock()
        try:
            actor = _actor(door, _authorization(request.scope), self.scope, now)
        except (Unauthenticated, ScopeMissing):
            door.meet(_address(request), now)
            raise
        if request.scope["method"] == "GET":
            refuse_often(door.reads.use(actor.session_id or actor.token, now.timestamp()))
        if actor.token is not None:
            await _note_use(state.database, door, actor.token, request)
        return actor if self.pays else replace(actor, pays=False)


def _actor(door: Doorkeeper, authorization: str, scope: models.Scope | None, now: datetime) -> models.Actor:
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Unauthenticated
    if not token.startswith(TOKEN_PREFIX):
        return door.access.verify(token, now)
    if scope is None:
        raise ScopeMissing("Only somebody who is signed in may do this; no token can.")
    return models.Actor(None, digest(token), scope)


def _authorization(scope: Scope) -> str:
    """The one Authorization header. Of two, somebody on the way may have checked the other one."""
    given = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(given) > 1:
        raise Unauthenticated
    return given[0].decode("latin-1") if given else ""


async def _note_use(
    database: Database[models.Actor, models.Me], door: Doorkeeper, token: str, request: Request
) -> None:
    """Note that a token was used, if that was not done within the last minute.

    Whether it is one is not known the first time, so asking is counted as somebody unknown's.
    """
    now = door.clock()
    if not door.noted.is_due(token, now.timestamp()):
        return
    if not door.noted.knows(token):
        door.meet(_address(request), now)
    # What cannot be written just now can still be read.
    with suppress(StorageUnavailable, Overloaded):
        if await database.public.write(personal_tokens.note_use, token):
            door.noted.note(token, now.timestamp())
        else:
            door.noted.forget(token)


def version_of(scope: Scope, authorization: str) -> str | None:  # noqa: ARG001 - there may be two of them
    """See `kernel.http.conditional.VersionOf`. Who is not signed in is refused by the route they ask for."""
    state = scope["app"].state
    database: Database[models.Actor, models.Me] = state.database
    try:
        actor = _actor(state.doorkeeper, _authorization(scope), None, state.doorkeeper.clock())
    except (Unauthenticated, ScopeMissing):
        return None
    return database.version_of(actor)


async def _database(request: Request) -> Database[models.Actor, models.Me]:
    database: Database[models.Actor, models.Me] = request.app.state.database
    return database


async def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


async def _public_url(request: Request) -> str:
    url: str = request.app.state.public_url
    return url


async def _agreements(request: Request) -> ConsentDesk:
    desk: ConsentDesk = request.app.state.agreements
    return desk


def _address(request: Request) -> str | None:
    return request.client.host if request.client else None


async def _caller(request: Request) -> models.Caller:
    return models.Caller(_address(request), request.headers.get("user-agent", "")[:300])


async def _anybody(request: Request) -> None:
    door: Doorkeeper = request.app.state.doorkeeper
    door.meet(_address(request), door.clock())


ANYBODY = Depends(_anybody)
"""In `dependencies=` of a route for people who are not signed in: counts them by address."""
Actor = Annotated[models.Actor, Depends(BearerToken())]
"""Somebody who is signed in."""
Owner = Annotated[models.Actor, Depends(BearerToken(pays=False))]
"""Somebody who is signed in and keeps others out: whoever writes in their name cannot use up their turns."""
Reader = Annotated[models.Actor, Security(BearerToken("read"), scopes=["read"])]
"""Somebody who is signed in, or their token of the scope `read`."""
CheckIn = Annotated[models.Actor, Security(BearerToken("check-in"), scopes=["check-in"])]
"""Somebody who is signed in, or their token of the scope `check-in`."""
Origin = Annotated[models.Caller, Depends(_caller)]
Db = Annotated[Database[models.Actor, models.Me], Depends(_database)]
Door = Annotated[Doorkeeper, Depends(_doorkeeper)]
Agreements = Annotated[ConsentDesk, Depends(_agreements)]
"""What people may be asked to agree to."""
PublicUrl = Annotated[str, Depends(_public_url)]
"""Where people open Habitus, without a trailing slash."""
