"""Access tokens (JWT, RFC 9068 shape) and refresh tokens (opaque, rotating)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
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
        self._kid = keyring.kid
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
        return jwt.encode(claims, self._key, _ALGORITHM, headers={"typ": _TYPE, "kid": self._kid})

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
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != _TYPE or header.get("kid") != self._kid or "crit" in header:
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
            starts_at, ends_at = float(claims["nbf"]), float(claims["exp"])
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise Unauthenticated from error
        skew = 30.0
        if not starts_at - skew <= now.timestamp() < ends_at:
            raise Unauthenticated
        return actor, ends_at

    def _remember(self, token: str, until: float, actor: Actor) -> None:
        self._verified[token] = (until, actor)
        if len(self._verified) > _CACHE_SIZE:
            self._verified.popitem(last=False)


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
