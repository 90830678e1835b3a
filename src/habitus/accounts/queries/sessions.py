"""Every statement about sessions and their refresh tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from habitus.accounts.models import Client
from habitus.accounts.queries.tables import person, refresh_token, session
from habitus.kernel.db import Tx


def add_session(tx: Tx, values: Mapping[str, object]) -> int:
    return int(tx.execute(insert(session).values(**values).returning(session.c.key)).scalar_one())


def forget_ended_sessions(tx: Tx, owner: int, now: datetime) -> None:
    """Delete a person's sessions past their absolute end, with their tokens: none can come back."""
    tx.execute(delete(session).where(session.c.person_key == owner, session.c.ends_at < now))


def add_refresh_token(tx: Tx, digest: str, session_key: int, generation: int) -> None:
    tx.execute(insert(refresh_token).values(digest=digest, session_key=session_key, generation=generation))


class RefreshLink(NamedTuple):
    """A refresh token's place in its session."""

    session_key: int
    session_id: UUID
    generation: int
    consumed_at: datetime | None
    revoked_at: datetime | None
    idle_ends_at: datetime
    ends_at: datetime
    client: Client
    person_key: int
    person_id: UUID
    disabled_at: datetime | None


def refresh_link(tx: Tx, digest: str) -> RefreshLink | None:
    """The link with this digest, locked against a second refresh (PostgreSQL).

    Both rows are: who has waited for the session alone would still see the token as not consumed.
    """
    row = tx.execute(
        select(
            session.c.key,
            session.c.id,
            refresh_token.c.generation,
            refresh_token.c.consumed_at,
            session.c.revoked_at,
            session.c.idle_ends_at,
            session.c.ends_at,
            session.c.client,
            person.c.key,
            person.c.id,
            person.c.disabled_at,
        )
        .join(session, session.c.key == refresh_token.c.session_key)
        .join(person, person.c.key == session.c.person_key)
        .where(refresh_token.c.digest == digest)
        .with_for_update(of=(session, refresh_token))
    ).one_or_none()
    return None if row is None else RefreshLink._make(row)


def newest_generation(tx: Tx, session_key: int) -> int:
    newest = select(func.max(refresh_token.c.generation)).where(refresh_token.c.session_key == session_key)
    return int(tx.execute(newest).scalar_one())


def consume(tx: Tx, digest: str, now: datetime) -> None:
    tx.execute(update(refresh_token).where(refresh_token.c.digest == digest).values(consumed_at=now))


def keep_alive(tx: Tx, session_key: int, idle_ends_at: datetime) -> None:
    tx.execute(update(session).where(session.c.key == session_key).values(idle_ends_at=idle_ends_at))


def revoke(tx: Tx, session_key: int, now: datetime) -> None:
    tx.execute(
        update(session)
        .where(session.c.key == session_key, session.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
