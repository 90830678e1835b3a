"""The statements of every request: who is asking, and that they changed something."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from habitus.accounts.models import Actor
from habitus.accounts.queries.tables import PersonRow, person, personal_token, session
from habitus.kernel.db import Prepared, Tx

_OF_PERSON = (
    person.c.key,
    person.c.id,
    person.c.email,
    person.c.name,
    person.c.role,
    person.c.language,
    person.c.zone,
    person.c.day_start,
    person.c.first_weekday,
    person.c.previous_zone,
    person.c.previous_day_start,
    person.c.clock_changes_at,
    person.c.last_day,
    person.c.unlived,
    person.c.seq,
    person.c.writes_until,
    person.c.disabled_at,
)

_PROVEN = (
    select(
        *_OF_PERSON,
        session.c.key.label("session_key"),
        session.c.proved_at,
        session.c.idle_ends_at,
        session.c.ends_at,
        session.c.revoked_at,
    )
    .join(session, session.c.person_key == person.c.key)
    .where(session.c.id == bindparam("session_id", type_=session.c.id.type))
)

# PostgreSQL: everything a write changes hangs on its owner, so their row is the lock (SQLite ignores it).
# The credential's row too: after waiting, only locked rows are read anew, and it may have ended meanwhile.
_PROVEN_LOCKED = Prepared(_PROVEN.with_for_update(key_share=True, of=(person, session)))

_PROVEN_READ = Prepared(_PROVEN)

_BY_TOKEN = (
    select(*_OF_PERSON, personal_token.c.ends_at, personal_token.c.revoked_at, personal_token.c.scopes)
    .join(personal_token, personal_token.c.person_key == person.c.key)
    .where(personal_token.c.digest == bindparam("digest", type_=personal_token.c.digest.type))
)

_BY_TOKEN_LOCKED = Prepared(_BY_TOKEN.with_for_update(key_share=True, of=(person, personal_token)))

_BY_TOKEN_READ = Prepared(_BY_TOKEN)

_TOUCH = Prepared(
    update(person)
    .where(person.c.key == bindparam("owner", type_=person.c.key.type))
    .values(
        seq=person.c.seq + 1,
        last_day=bindparam("today", type_=person.c.last_day.type),
        unlived=bindparam("unlived", type_=person.c.unlived.type),
        writes_until=bindparam("paid_until", type_=person.c.writes_until.type),
    )
)


def proven(tx: Tx, actor: Actor, *, writes: bool) -> PersonRow | None:
    """The person and session, or token, behind an actor, in one statement."""
    if actor.token is not None:
        found = tx.run(_BY_TOKEN_LOCKED if writes else _BY_TOKEN_READ, {"digest": actor.token})
        return found[0] if found else None
    rows = tx.run(_PROVEN_LOCKED if writes else _PROVEN_READ, {"session_id": actor.session_id})
    return rows[0] if rows else None


class Touch(NamedTuple):
    """What a write of a person leaves in their row."""

    owner: int
    today: date
    unlived: tuple[int, ...]
    paid_until: datetime | None


def touch(tx: Tx, new: Touch) -> None:
    """Note that the person wrote something, on which day, and until when their writes are paid for."""
    tx.run(_TOUCH, new._asdict())


def note_day(tx: Tx, owner: int, today: date, unlived: tuple[int, ...]) -> None:
    """Note on which day something was written for the person."""
    tx.execute(update(person).where(person.c.key == owner).values(last_day=today, unlived=unlived))


def bump(tx: Tx, owner: int) -> int:
    """Note that something of the person's was changed, though not by them; gives their new sequence."""
    moved = update(person).where(person.c.key == owner).values(seq=person.c.seq + 1)
    return int(tx.execute(moved.returning(person.c.seq)).scalar_one())


class PauseRow(NamedTuple):
    """Why an account is paused."""

    since: datetime
    kind: str | None
    reason: str | None
    by: str | None
    """The name of the admin who did it; None for the command line."""


def pause_of(tx: Tx, key: int) -> PauseRow | None:
    """The pause of an account; None when it is active."""
    admin = person.alias()
    row = tx.execute(
        select(person.c.disabled_at, person.c.pause_kind, person.c.pause_reason, admin.c.name)
        .outerjoin(admin, admin.c.key == person.c.disabled_by)
        .where(person.c.key == key, person.c.disabled_at.is_not(None))
    ).one_or_none()
    return None if row is None else PauseRow._make(row)
