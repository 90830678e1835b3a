"""Every statement about consent."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.queries.tables import consent, person
from habitus.kernel.db import Tx


class GivenConsent(NamedTuple):
    """To which destinations somebody agreed, and when."""

    destinations: list[str]
    given_at: datetime


def consents_of(tx: Tx, owner: int) -> dict[str, GivenConsent]:
    """What a person agreed to, by class of data."""
    rows = tx.execute(
        select(consent.c.data_class, consent.c.destinations, consent.c.given_at).where(
            consent.c.person_key == owner
        )
    )
    return {row.data_class: GivenConsent(row.destinations, row.given_at) for row in rows}


def consent_to_use(tx: Tx, owner: int, data_class: str, *, locks: bool) -> GivenConsent | None:
    """What an active person agreed to; with `locks`, not to be withdrawn until the end (PostgreSQL)."""
    statement = (
        select(consent.c.destinations, consent.c.given_at)
        .join(person, person.c.key == consent.c.person_key)
        .where(
            consent.c.person_key == owner, consent.c.data_class == data_class, person.c.disabled_at.is_(None)
        )
    )
    if locks:
        statement = statement.with_for_update(read=True, of=consent)
    row = tx.execute(statement).one_or_none()
    return None if row is None else GivenConsent._make(row)


def put_consent(tx: Tx, owner: int, data_class: str, given: GivenConsent) -> None:
    new = upsert(consent).values(person_key=owner, data_class=data_class, **given._asdict())
    tx.execute(
        new.on_conflict_do_update(
            index_elements=[consent.c.person_key, consent.c.data_class], set_=given._asdict()
        )
    )


def remove_consent(tx: Tx, owner: int, data_class: str) -> bool:
    """Tells whether there was one."""
    gone = delete(consent).where(consent.c.person_key == owner, consent.c.data_class == data_class)
    return tx.execute(gone).rowcount == 1
