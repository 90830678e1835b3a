"""Every statement about pausing accounts, and about who remains to look after the instance."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select, update

from habitus.accounts.models import PauseKind, Role
from habitus.accounts.queries.tables import person, session, socket_ticket
from habitus.kernel.db import Tx


class NewPause(NamedTuple):
    """What is known of a pause; `disabled_by` is None for the command line."""

    disabled_at: datetime
    disabled_by: int | None
    pause_kind: PauseKind
    pause_reason: str


def put_pause(tx: Tx, owner: int, new: NewPause) -> None:
    tx.execute(update(person).where(person.c.key == owner).values(**new._asdict()))


def lift_pause(tx: Tx, owner: int) -> None:
    nothing = dict.fromkeys(NewPause._fields)
    tx.execute(update(person).where(person.c.key == owner).values(**nothing))


def key_of(tx: Tx, person_id: UUID) -> int | None:
    return tx.execute(select(person.c.key).where(person.c.id == person_id)).scalar_one_or_none()


def active_admins(tx: Tx) -> list[int]:
    """The keys of the admins whose account is not paused, locked until the end (PostgreSQL): of two who
    would take the last ones away at once, the second sees what the first did.
    """
    statement = (
        select(person.c.key)
        .where(person.c.role == "admin", person.c.disabled_at.is_(None))
        .order_by(person.c.key)
        .with_for_update(key_share=True)
    )
    return list(tx.execute(statement).scalars())


def put_role(tx: Tx, owner: int, role: Role) -> None:
    tx.execute(update(person).where(person.c.key == owner).values(role=role))


def forget_tickets(tx: Tx, owner: int) -> None:
    """No socket is opened any more with what a person's devices were given for it."""
    theirs = select(session.c.key).where(session.c.person_key == owner)
    tx.execute(delete(socket_ticket).where(socket_ticket.c.session_key.in_(theirs.scalar_subquery())))
