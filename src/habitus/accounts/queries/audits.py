"""Every statement about the audit log."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from habitus.accounts.queries.tables import audit
from habitus.kernel.db import Tx


def add_audit(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(audit).values(**values))
