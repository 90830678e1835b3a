"""How a route has a password checked."""

from __future__ import annotations

from habitus.accounts import proving
from habitus.accounts.deps import Db, Doorkeeper


async def check_password(
    password: str,
    known: proving.Credentials,
    attempt: proving.Attempt,
    db: Db,
    door: Doorkeeper,
) -> None:
    """Raises CredentialsWrong, counted, for a wrong password and for nobody's; TooManyAttempts when busy."""
    if not await door.hashing.verify(password, known.password_hash):
        await db.public.write(proving.failed, attempt, known)
