"""Every statement about limits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.kernel.db import Tx, table_of
from habitus.kernel.ratelimit.models import RateLimit

rate_limit = table_of(RateLimit)


def used_until(tx: Tx, subject: str) -> datetime | None:
    """Until when a subject's uses are paid for, as it is now; None for none."""
    statement = select(rate_limit.c.used_until).where(rate_limit.c.subject == subject)
    return tx.execute(statement).scalar_one_or_none()


def used_until_to_change(tx: Tx, subject: str) -> datetime:
    """Until when a subject's uses are paid for, its row locked until the end (PostgreSQL)."""
    nothing_yet = upsert(rate_limit).values(subject=subject, used_until=tx.now)
    held = nothing_yet.on_conflict_do_update(index_elements=["subject"], set_={"subject": subject})
    until: datetime = tx.execute(held.returning(rate_limit.c.used_until)).scalar_one()
    return until


def set_used_until(tx: Tx, subject: str, until: datetime) -> None:
    tx.execute(update(rate_limit).where(rate_limit.c.subject == subject).values(used_until=until))


def forget_unused(tx: Tx, before: datetime, at_most: int) -> int:
    """Drop subjects whose uses were all paid for by then; gives how many."""
    some = select(rate_limit.c.subject).where(rate_limit.c.used_until < before).limit(at_most)
    return tx.execute(delete(rate_limit).where(rate_limit.c.subject.in_(some.scalar_subquery()))).rowcount
