"""Every statement about personal tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, or_, select, update

from habitus.accounts.queries.tables import personal_token
from habitus.kernel.db import Tx


class TokenRow(NamedTuple):
    """A personal token as it is stored, without its digest."""

    key: int
    id: UUID
    name: str
    scopes: str
    created_at: datetime
    ends_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


_OF_TOKEN = (
    personal_token.c.key,
    personal_token.c.id,
    personal_token.c.name,
    personal_token.c.scopes,
    personal_token.c.created_at,
    personal_token.c.ends_at,
    personal_token.c.last_used_at,
    personal_token.c.revoked_at,
)


def add_token(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(personal_token).values(**values))


def tokens_of(tx: Tx, owner: int) -> list[TokenRow]:
    """A person's tokens that were not taken back, newest first; also those that have run out."""
    theirs = and_(personal_token.c.person_key == owner, personal_token.c.revoked_at.is_(None))
    rows = tx.execute(select(*_OF_TOKEN).where(theirs).order_by(personal_token.c.key.desc()))
    return [TokenRow._make(row) for row in rows]


def token_by_id(tx: Tx, owner: int, token_id: UUID) -> TokenRow | None:
    theirs = and_(personal_token.c.person_key == owner, personal_token.c.id == token_id)
    row = tx.execute(select(*_OF_TOKEN).where(theirs)).one_or_none()
    return None if row is None else TokenRow._make(row)


def count(tx: Tx, owner: int) -> int:
    """How many tokens a person has that were not taken back."""
    theirs = and_(personal_token.c.person_key == owner, personal_token.c.revoked_at.is_(None))
    return int(tx.execute(select(func.count()).select_from(personal_token).where(theirs)).scalar_one())


def revoke(tx: Tx, owner: int, token_id: UUID, now: datetime) -> None:
    theirs = and_(personal_token.c.person_key == owner, personal_token.c.id == token_id)
    tx.execute(
        update(personal_token).where(theirs, personal_token.c.revoked_at.is_(None)).values(revoked_at=now)
    )


def note_use(tx: Tx, digest: str, now: datetime) -> bool:
    """Note that a token was used, when there is one that still works; tells whether there is."""
    works = and_(
        personal_token.c.digest == digest,
        personal_token.c.revoked_at.is_(None),
        or_(personal_token.c.ends_at.is_(None), personal_token.c.ends_at > now),
    )
    return tx.execute(update(personal_token).where(works).values(last_used_at=now)).rowcount == 1


def forget_revoked(tx: Tx, before: datetime, at_most: int) -> int:
    """Delete tokens that were taken back before; gives how many."""
    some = select(personal_token.c.key).where(personal_token.c.revoked_at < before).limit(at_most)
    return tx.execute(delete(personal_token).where(personal_token.c.key.in_(some.scalar_subquery()))).rowcount
