"""Every statement about people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.queries.tables import PersonRow, person
from habitus.kernel.db import Tx


def anybody(tx: Tx) -> bool:
    """Whether any person exists."""
    return tx.execute(select(person.c.key).limit(1)).first() is not None


def add_person(tx: Tx, values: Mapping[str, object]) -> int | None:
    """Insert a person; gives the key, or None when somebody has the address (of two at once, one)."""
    added = upsert(person).values(**values).on_conflict_do_nothing(index_elements=[person.c.email])
    key: int | None = tx.execute(added.returning(person.c.key)).scalar_one_or_none()
    return key


def update_person(tx: Tx, owner: int, values: Mapping[str, object]) -> None:
    tx.execute(update(person).where(person.c.key == owner).values(**values))


def person_by_email(tx: Tx, email: str) -> PersonRow | None:
    return tx.execute(select(person).where(person.c.email == email)).one_or_none()


def person_by_key(tx: Tx, key: int) -> PersonRow:
    return tx.execute(select(person).where(person.c.key == key)).one()


def person_to_change(tx: Tx, key: int) -> PersonRow | None:
    """The person, their row locked until the end (PostgreSQL); None when there is none."""
    statement = select(person).where(person.c.key == key).with_for_update(key_share=True)
    return tx.execute(statement).one_or_none()


def lock(tx: Tx, key: int) -> UUID:
    """Hold the person's row until the end (PostgreSQL), as every write of theirs does; gives their id."""
    statement = select(person.c.id).where(person.c.key == key).with_for_update(key_share=True)
    found: UUID = tx.execute(statement).scalar_one()
    return found


def keys_after(tx: Tx, key: int, at_most: int) -> Sequence[int]:
    """The keys of the people after this one, in their order."""
    statement = select(person.c.key).where(person.c.key > key).order_by(person.c.key).limit(at_most)
    return tx.execute(statement).scalars().all()


def emails_of(tx: Tx, keys: Collection[int]) -> dict[int, str]:
    """The addresses of these people, by key."""
    rows = tx.execute(select(person.c.key, person.c.email).where(person.c.key.in_(keys)))
    return {row.key: row.email for row in rows}


def email_taken(tx: Tx, email: str) -> bool:
    return tx.execute(select(person.c.key).where(person.c.email == email)).first() is not None
