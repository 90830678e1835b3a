"""Every statement about sessions and their refresh tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

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


class SessionRow(NamedTuple):
    """A signed-in device as it is stored."""

    key: int
    id: UUID
    client: Client
    agent: str
    address: str | None
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


_OF_SESSION = (
    session.c.key,
    session.c.id,
    session.c.client,
    session.c.agent,
    session.c.address,
    session.c.created_at,
    session.c.last_used_at,
    session.c.revoked_at,
)
_LAST_USED = func.coalesce(session.c.last_used_at, session.c.created_at)


def _alive(owner: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        session.c.person_key == owner,
        session.c.revoked_at.is_(None),
        session.c.idle_ends_at > now,
        session.c.ends_at > now,
    )


def alive(tx: Tx, owner: int, now: datetime) -> list[SessionRow]:
    """A person's devices that are signed in, those used last first."""
    newest_first = (_LAST_USED.desc(), session.c.key.desc())
    rows = tx.execute(select(*_OF_SESSION).where(_alive(owner, now)).order_by(*newest_first))
    return [SessionRow._make(row) for row in rows]


def session_by_id(tx: Tx, owner: int, session_id: UUID) -> SessionRow | None:
    theirs = (session.c.person_key == owner, session.c.id == session_id)
    row = tx.execute(select(*_OF_SESSION).where(*theirs)).one_or_none()
    return None if row is None else SessionRow._make(row)


def session_by_key(tx: Tx, owner: int, key: int | None) -> SessionRow:
    theirs = (session.c.person_key == owner, session.c.key == key)
    return SessionRow._make(tx.execute(select(*_OF_SESSION).where(*theirs)).one())


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
    agent: str
    person_key: int
    person_id: UUID
    disabled_at: datetime | None


def owner_of(tx: Tx, digest: str) -> int | None:
    """The key of the person whose refresh token this is; None when it is nobody's."""
    owner = (
        select(session.c.person_key)
        .join(refresh_token, refresh_token.c.session_key == session.c.key)
        .where(refresh_token.c.digest == digest)
    )
    return tx.execute(owner).scalar_one_or_none()


def refresh_link(tx: Tx, digest: str) -> RefreshLink | None:
    """The link with this digest. Two who use it at once have to lock the person first."""
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
            session.c.agent,
            person.c.key,
            person.c.id,
            person.c.disabled_at,
        )
        .join(session, session.c.key == refresh_token.c.session_key)
        .join(person, person.c.key == session.c.person_key)
        .where(refresh_token.c.digest == digest)
    ).one_or_none()
    return None if row is None else RefreshLink._make(row)


def newest_generation(tx: Tx, session_key: int) -> int:
    newest = select(func.max(refresh_token.c.generation)).where(refresh_token.c.session_key == session_key)
    return int(tx.execute(newest).scalar_one())


def consume(tx: Tx, digest: str, now: datetime) -> None:
    tx.execute(update(refresh_token).where(refresh_token.c.digest == digest).values(consumed_at=now))


def keep_alive(tx: Tx, session_key: int, idle_ends_at: datetime, now: datetime, address: str | None) -> None:
    tx.execute(
        update(session)
        .where(session.c.key == session_key)
        .values(idle_ends_at=idle_ends_at, last_used_at=now, address=address)
    )


def revoke(tx: Tx, session_key: int, now: datetime) -> None:
    tx.execute(
        update(session)
        .where(session.c.key == session_key, session.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def revoke_all(tx: Tx, owner: int, now: datetime, but: int | None = None) -> int:
    """End a person's sessions, all or all but one; gives how many were alive."""
    theirs = _alive(owner, now) if but is None else and_(_alive(owner, now), session.c.key != but)
    return tx.execute(update(session).where(theirs).values(revoked_at=now)).rowcount


def revoke_all_but_newest(tx: Tx, owner: int, keep: int, now: datetime) -> int:
    """End those of a person's sessions that were used before the newest `keep`; gives how many."""
    over = [row.key for row in alive(tx, owner, now)[keep:]]
    if over:
        tx.execute(update(session).where(session.c.key.in_(over)).values(revoked_at=now))
    return len(over)


def addresses(tx: Tx, owner: int | None) -> Sequence[str]:
    """From where a person's devices that are still known, signed in or not, were last used."""
    theirs = (session.c.person_key == owner, session.c.address.is_not(None))
    return tx.execute(select(session.c.address).where(*theirs).distinct()).scalars().all()


def forget_addresses(tx: Tx, before: datetime, at_most: int) -> int:
    """Forget where sessions were last used from, when that was before; gives how many."""
    old = select(session.c.key).where(session.c.address.is_not(None), before > _LAST_USED).limit(at_most)
    return tx.execute(
        update(session).where(session.c.key.in_(old.scalar_subquery())).values(address=None)
    ).rowcount


def forget_ended(tx: Tx, now: datetime, revoked_before: datetime, at_most: int) -> int:
    """Delete sessions that are over, with their tokens; gives how many."""
    over = or_(session.c.ends_at <= now, session.c.idle_ends_at <= now, session.c.revoked_at < revoked_before)
    some = select(session.c.key).where(over).order_by(session.c.key).limit(at_most)
    return tx.execute(delete(session).where(session.c.key.in_(some.scalar_subquery()))).rowcount
