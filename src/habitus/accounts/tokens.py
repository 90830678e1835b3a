"""Access tokens (JWT, RFC 9068 shape) and refresh tokens (opaque, rotating)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from habitus.accounts.errors import Unauthenticated
from habitus.accounts.models import Actor
from habitus.kernel.crypto import Keyring

ACCESS_LIFE = timedelta(minutes=10)
_ALGORITHM = "HS256"
_TYPE = "at+jwt"
_AUDIENCE = "habitus"
_CACHED_FOR = 60.0
_CACHE_SIZE = 10_000
_LENGTH_MAX = 1024
"""Twice what ours have: so what is read is neither large nor deep."""
_SKEW = 30.0
"""Seconds that the clocks of two web processes may differ."""
TOKEN_PREFIX = "hbt_"  # noqa: S105 - not a secret, but what every one begins with
"""Of personal tokens, so that people and secret scanners know one when they see it."""
_CLAIMS = ["iss", "aud", "sub", "sid", "iat", "nbf", "exp", "jti"]


class AccessTokens:
    """Issues and verifies access tokens of this instance.

    A verified token is remembered for up to 60 s (verifying costs about 35 µs); whether its
    session still lives is asked in every transaction, never here.
    """

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.key("access-token")
        self._header = {"alg": _ALGORITHM, "typ": _TYPE, "kid": keyring.kid}
        self._verified: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    def issue(self, session_id: UUID, person_id: UUID, now: datetime) -> str:
        claims = {
            "iss": _AUDIENCE,
            "aud": _AUDIENCE,
            "sub": str(person_id),
            "sid": str(session_id),
            "iat": now,
            "nbf": now,
            "exp": now + ACCESS_LIFE,
            "jti": secrets.token_urlsafe(12),
        }
        return jwt.encode(claims, self._key, _ALGORITHM, headers=self._header)

    def verify(self, token: str, now: datetime) -> Actor:
        """The actor a token speaks for; raises Unauthenticated when it is not ours or is over."""
        stamp = now.timestamp()
        known = self._verified.get(token)
        if known is not None and stamp < known[0]:
            return known[1]
        actor, ends_at = self._decode(token, now)
        self._remember(token, min(ends_at, stamp + _CACHED_FOR), actor)
        return actor

    def _decode(self, token: str, now: datetime) -> tuple[Actor, float]:
        if len(token) > _LENGTH_MAX:
            raise Unauthenticated
        try:
            # Exactly as they are made here: nothing that names another key, and nothing critical (RFC 8725).
            if jwt.get_unverified_header(token) != self._header:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                self._key,
                [_ALGORITHM],
                audience=_AUDIENCE,
                issuer=_AUDIENCE,
                # Times are checked below against the injected clock, so that tests can move it.
                options={"require": _CLAIMS, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
            actor = Actor(UUID(claims["sid"]))
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError) as error:
            raise Unauthenticated from error
        return actor, _end(claims, now)

    def _remember(self, token: str, until: float, actor: Actor) -> None:
        self._verified[token] = (until, actor)
        if len(self._verified) > _CACHE_SIZE:
            self._verified.popitem(last=False)


def _end(claims: dict[str, Any], now: datetime) -> float:
    """When a token is over; raises Unauthenticated when that is now, or it is not as they are made here."""
    times = [claims[name] for name in ("iat", "nbf", "exp")]
    if claims["aud"] != _AUDIENCE or any(type(time) is not int for time in times):
        raise Unauthenticated
    issued, starts, ends = times
    if not issued <= starts <= ends <= issued + ACCESS_LIFE.total_seconds():
        raise Unauthenticated
    if not starts - _SKEW <= now.timestamp() < ends:
        raise Unauthenticated
    return float(ends)


class RefreshTokens:
    """A session's refresh tokens are derived, generation by generation, from a key of their own.

    So the ten seconds of grace in which a consumed token is met again (two tabs, a lost answer)
    can give back the very same successor, though no token is stored anywhere.
    """

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.key("refresh-token")

    def token(self, session_id: UUID, generation: int) -> str:
        """The 256-bit token of one generation (HMAC-SHA-256 over session id and number)."""
        mac = hmac.digest(self._key, session_id.bytes + generation.to_bytes(8, "big"), hashlib.sha256)
        return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(secret: str) -> str:
    """What is stored of a random secret: its SHA-256 in hex (enough for 256 random bits)."""
    return hashlib.sha256(secret.encode()).hexdigest()
