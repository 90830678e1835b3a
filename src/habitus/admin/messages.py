"""Messages that nothing carried further, for admins to hand over."""

from __future__ import annotations

from uuid import UUID

from habitus.accounts.models import Me
from habitus.accounts.roles import require_admin
from habitus.admin.errors import MessageNotFound
from habitus.admin.schemas import MessageRead
from habitus.kernel.db import Tx
from habitus.kernel.paging import Page, cursor_of, position_of
from habitus.kernel.post import service as post


def listed(tx: Tx, me: Me, cursor: str | None, limit: int) -> Page[MessageRead]:
    """The messages of the last 14 days, the newest first. Raises AdminsOnly."""
    require_admin(tx, me)
    before = None if cursor is None else int(position_of(cursor, int)[0])
    rows = post.kept(tx, before, limit + 1)
    shown = rows[:limit]
    return Page(
        items=[
            MessageRead(
                id=row.id,
                at=row.at,
                kind=row.kind,
                recipient=row.recipient,
                subject=row.subject,
                text=row.text,
            )
            for row in shown
        ],
        next_cursor=cursor_of(shown[-1].key) if len(rows) > limit else None,
    )


def remove(tx: Tx, me: Me, message_id: UUID) -> None:
    """Take a message off the page. Raises AdminsOnly or MessageNotFound."""
    require_admin(tx, me)
    if not post.remove(tx, message_id):
        raise MessageNotFound("Load the list again.")
    tx.tell("messages")
