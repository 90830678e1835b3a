"""The audit log: for admins all of it, for everybody else what is about them."""

from __future__ import annotations

from collections.abc import Sequence

from habitus.accounts.models import Me
from habitus.accounts.roles import require_admin
from habitus.admin import queries
from habitus.admin.queries import AuditRow
from habitus.admin.schemas import AuditRead
from habitus.kernel.db import Tx
from habitus.kernel.paging import Page, cursor_of, position_of


def listed(tx: Tx, me: Me, kind: str | None, cursor: str | None, limit: int) -> Page[AuditRead]:
    """What happened, the newest first; people by their addresses. Raises AdminsOnly."""
    require_admin(tx, me)
    rows = queries.audits(tx, kind, _before(cursor), limit + 1)
    return _page(rows, limit, [_for_admins(row) for row in rows[:limit]])


def about_me(tx: Tx, me: Me, cursor: str | None, limit: int) -> Page[AuditRead]:
    """What happened to this account, the newest first; people by their names."""
    rows = queries.audits_about(tx, me.key, _before(cursor), limit + 1)
    return _page(rows, limit, [_for_its_person(row, me) for row in rows[:limit]])


def _before(cursor: str | None) -> int | None:
    return None if cursor is None else int(position_of(cursor, int)[0])


def _page(rows: Sequence[AuditRow], limit: int, items: list[AuditRead]) -> Page[AuditRead]:
    more = len(rows) > limit
    return Page(items=items, next_cursor=cursor_of(rows[limit - 1].key) if more else None)


def _for_admins(row: AuditRow) -> AuditRead:
    return AuditRead(
        at=row.at,
        kind=row.kind,
        actor=row.actor_email,
        subject=row.subject_email,
        address=row.address,
        details=row.details,
    )


def _for_its_person(row: AuditRow, me: Me) -> AuditRead:
    """Where an admin sat who did something to them is not theirs to know."""
    by_another = row.actor_key not in {None, me.key}
    return AuditRead(
        at=row.at,
        kind=row.kind,
        actor=row.actor_name,
        subject=row.subject_name,
        address=None if by_another else row.address,
        details=row.details,
    )
