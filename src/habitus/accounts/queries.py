"""Every statement about people and their sessions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.models import (
    Actor,
    Client,
    Person,
    PersonalToken,
    RefreshToken,
    Session,
    SetupToken,
    SignInFailure,
)
from habitus.kernel.db import Prepared, Tx, table_of

PersonRow = Row[Any]
"""A row that holds the columns of `person`; SQLAlchemy types no column of a Core row."""

person = table_of(Person)
session = table_of(Session)
personal_token = table_of(PersonalToken)
refresh_token = table_of(RefreshToken)
setup_token = table_of(SetupToken)
sign_in_failure = table_of(SignInFailure)

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
_PROVEN_LOCKED = Prepared(_PROVEN.with_for_update(key_share=True, of=person))
_PROVEN_READ = Prepared(_PROVEN)

_BY_TOKEN = (
    select(*_OF_PERSON, personal_token.c.ends_at, personal_token.c.revoked_at, personal_token.c.scopes)
    .join(personal_token, personal_token.c.person_key == person.c.key)
    .where(personal_token.c.digest == bindparam("digest", type_=personal_token.c.digest.type))
)
_BY_TOKEN_LOCKED = Prepared(_BY_TOKEN.with_for_update(key_share=True, of=person))
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


def anybody(tx: Tx) -> bool:
    """Whether any person exists."""
    return tx.execute(select(person.c.key).limit(1)).first() is not None


def add_person(tx: Tx, values: Mapping[str, object]) -> int:
    """Insert a person; gives the key."""
    return int(tx.execute(insert(person).values(**values).returning(person.c.key)).scalar_one())


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


def replace_setup_token(tx: Tx, digest: str, now: datetime) -> None:
    tx.execute(delete(setup_token))
    tx.execute(insert(setup_token).values(digest=digest, created_at=now))


def has_setup_token(tx: Tx, digest: str) -> bool:
    return tx.execute(select(setup_token.c.digest).where(setup_token.c.digest == digest)).first() is not None


def take_setup_token(tx: Tx, digest: str) -> bool:
    """Use the link up; only one caller ever gets True."""
    return tx.execute(delete(setup_token).where(setup_token.c.digest == digest)).rowcount == 1


def forget_setup_token(tx: Tx) -> None:
    tx.execute(delete(setup_token))


def failures_of(tx: Tx, subjects: list[str]) -> dict[str, tuple[int, datetime]]:
    """Consecutive wrong passwords and when the last was, by subject."""
    rows = tx.execute(select(sign_in_failure).where(sign_in_failure.c.subject.in_(subjects)))
    return {row.subject: (row.failures, row.last_at) for row in rows}


def failures_to_count(tx: Tx, subjects: list[str]) -> dict[str, tuple[int, datetime]]:
    """Their counts, locked until the end (PostgreSQL): of many wrong passwords at once all are counted."""
    ordered = sorted(subjects)
    nothing_yet = [{"subject": subject, "failures": 0, "last_at": tx.now} for subject in ordered]
    tx.execute(upsert(sign_in_failure).on_conflict_do_nothing(), nothing_yet)
    rows = tx.execute(
        select(sign_in_failure)
        .where(sign_in_failure.c.subject.in_(ordered))
        .order_by(sign_in_failure.c.subject)
        .with_for_update()
    )
    return {row.subject: (row.failures, row.last_at) for row in rows}


def set_failures(tx: Tx, subject: str, failures: int) -> None:
    tx.execute(
        update(sign_in_failure)
        .where(sign_in_failure.c.subject == subject)
        .values(failures=failures, last_at=tx.now)
    )


def forget_failures(tx: Tx, subjects: list[str], before: datetime) -> None:
    """Drop these subjects' counts, and everybody's that are too old to matter."""
    stale = (sign_in_failure.c.subject.in_(subjects)) | (sign_in_failure.c.last_at < before)
    tx.execute(delete(sign_in_failure).where(stale))
