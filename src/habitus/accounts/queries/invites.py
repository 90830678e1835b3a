"""Every statement about invites. Who is in the list and who may be in it is asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, delete, insert, or_, select, update

from habitus.accounts.models import Role
from habitus.accounts.queries.tables import invite, person
from habitus.kernel.db import Tx

_inviter = person.alias("inviter")
_guest = person.alias("guest")
_OF_ENDED = (invite.c.key, invite.c.role, invite.c.email, invite.c.invited_by)


class InviteRow(NamedTuple):
    """An invite, with the names of the people it is about."""

    key: int
    id: UUID
    role: Role
    email: str | None
    invited_by: str | None
    created_at: datetime
    ends_at: datetime
    used_by: str | None
    used_at: datetime | None
    revoked_at: datetime | None


class EndedInvite(NamedTuple):
    """What an invite that was just used up or taken back said of the account."""

    key: int
    role: Role
    email: str | None
    invited_by: int | None


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(invite.c.used_at.is_(None), invite.c.revoked_at.is_(None), invite.c.ends_at > now)


def _rows() -> Select[tuple[object, ...]]:
    columns = (
        invite.c.key,
        invite.c.id,
        invite.c.role,
        invite.c.email,
        _inviter.c.name,
        invite.c.created_at,
        invite.c.ends_at,
        _guest.c.name,
        invite.c.used_at,
        invite.c.revoked_at,
    )
    return (
        select(*columns)
        .outerjoin(_inviter, _inviter.c.key == invite.c.invited_by)
        .outerjoin(_guest, _guest.c.key == invite.c.used_by)
    )


def add_invite(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(invite).values(**values))


def invite_by_id(tx: Tx, invite_id: UUID) -> InviteRow:
    return InviteRow._make(tx.execute(_rows().where(invite.c.id == invite_id)).one())


def open_invite(tx: Tx, digest: str) -> InviteRow | None:
    """The invite with this digest, if somebody can still sign up with it."""
    row = tx.execute(_rows().where(invite.c.digest == digest, _is_open(tx.now))).one_or_none()
    return None if row is None else InviteRow._make(row)


def take_invite(tx: Tx, digest: str) -> EndedInvite | None:
    """Use it up; of many at once only one caller gets it (the others wait, and find it used)."""
    return _end(tx, invite.c.digest == digest, {"used_at": tx.now})


def note_guest(tx: Tx, key: int, person_key: int) -> None:
    """Who came in with it."""
    tx.execute(update(invite).where(invite.c.key == key).values(used_by=person_key))


def revoke_invite(tx: Tx, invite_id: UUID) -> EndedInvite | None:
    """Take an open one back; None when it is not open."""
    return _end(tx, invite.c.id == invite_id, {"revoked_at": tx.now})


def _end(tx: Tx, which: ColumnElement[bool], values: Mapping[str, object]) -> EndedInvite | None:
    ended = update(invite).where(which, _is_open(tx.now)).values(**values)
    row = tx.execute(ended.returning(*_OF_ENDED)).one_or_none()
    return None if row is None else EndedInvite._make(row)


def revoke_invites_of(tx: Tx, person_key: int) -> Sequence[EndedInvite]:
    """Take back all open ones that somebody made."""
    ended = (
        update(invite).where(invite.c.invited_by == person_key, _is_open(tx.now)).values(revoked_at=tx.now)
    )
    return [EndedInvite._make(row) for row in tx.execute(ended.returning(*_OF_ENDED))]


def invites_after(tx: Tx, position: tuple[int, int] | None, at_most: int) -> Sequence[tuple[int, InviteRow]]:
    """Each with its rank (0: open, 1: not any more): open ones first, then the newest."""
    rank = case((_is_open(tx.now), 0), else_=1)
    statement = _rows().add_columns(rank).order_by(rank, invite.c.key.desc()).limit(at_most)
    if position is not None:
        after, key = position
        statement = statement.where(or_(rank > after, and_(rank == after, invite.c.key < key)))
    return [(cast("int", row[-1]), InviteRow._make(row[:-1])) for row in tx.execute(statement)]


def forget_old_invites(tx: Tx, before: datetime) -> None:
    """Delete those that could last be used before then, whatever became of them."""
    tx.execute(delete(invite).where(invite.c.ends_at < before))
