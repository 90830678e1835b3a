"""Every statement about the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from habitus.accounts.queries.tables import audit
from habitus.kernel.db import Tx


def add_audit(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(audit).values(**values))


def forget_addresses(tx: Tx, before: datetime, at_most: int) -> int:
    """Forget from where things were done that happened before; gives how many."""
    old = select(audit.c.key).where(audit.c.at < before, audit.c.address.is_not(None)).limit(at_most)
    return tx.execute(
        update(audit).where(audit.c.key.in_(old.scalar_subquery())).values(address=None)
    ).rowcount
