"""Password hashing: argon2id, off the event loop, two at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from habitus.accounts.errors import TooManyAttempts

# SECURITY §4: m = 47 104 KiB, t = 2, p = 1; about 0.1–0.2 s and 46 MiB each.
_HASHER = PasswordHash(
    (Argon2Hasher(time_cost=2, memory_cost=47_104, parallelism=1, hash_len=32, salt_len=16),)
)
_AT_ONCE = 2
_WAITING = 16


def hash_password(password: str) -> str:
    """An argon2id string; slow on purpose, so never inside a transaction or on the loop."""
    return _HASHER.hash(password)


def verify_password(password: str, stored: str) -> bool:
    return _HASHER.verify(password, stored)


@cache
def _nobodys_hash() -> str:
    """Unknown addresses are checked against this, so that they take the same work."""
    return hash_password("nobody has this password")


class Hashing:
    """Runs hashing in threads: two at once, sixteen waiting, more are told to come back."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        self._nobody = _nobodys_hash()

    async def hash(self, password: str) -> str:
        async with self._turn():
            return await asyncio.to_thread(hash_password, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password fits; `None` (nobody) costs the same and never fits."""
        async with self._turn():
            fits = await asyncio.to_thread(verify_password, password, stored or self._nobody)
        return fits and stored is not None

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= _WAITING:
            raise TooManyAttempts(
                "Too many people are signing in. Try again in a few seconds.", retry_after=3
            )
        self._waiting += 1
        try:
            async with self._slots:
                yield
        finally:
            self._waiting -= 1
