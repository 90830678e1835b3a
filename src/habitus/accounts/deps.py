"""What routes ask for: who is calling, and the database."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import OAuth2PasswordBearer

from habitus.accounts import models
from habitus.accounts.errors import Unauthenticated
from habitus.accounts.passwords import Hashing
from habitus.accounts.tokens import AccessTokens, RefreshTokens
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
        return [self._digest(f"{email}|{address}"), self._digest(email)]

    def _digest(self, subject: str) -> str:
        return hmac.digest(self.subject_key, subject.encode(), hashlib.sha256).hex()


def doorkeeper_of(keyring: Keyring, clock: Clock, *, https: bool) -> Doorkeeper:
    return Doorkeeper(
        AccessTokens(keyring), RefreshTokens(keyring), Hashing(), clock, https, keyring.key("sign-in-subject")
    )


_scheme = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token", auto_error=False)


async def _database(request: Request) -> Database[models.Actor, models.Me]:
    database: Database[models.Actor, models.Me] = request.app.state.database
    return database


async def _doorkeeper(request: Request) -> Doorkeeper:
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper


async def _actor(request: Request, token: Annotated[str | None, Depends(_scheme)]) -> models.Actor:
    if token is None:
        raise Unauthenticated
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    return doorkeeper.access.verify(token, doorkeeper.clock())


Actor = Annotated[models.Actor, Depends(_actor)]
Db = Annotated[Database[models.Actor, models.Me], Depends(_database)]
Door = Annotated[Doorkeeper, Depends(_doorkeeper)]
