"""Errors that nobody foresaw, as groups."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from habitus.accounts.models import Me
from habitus.accounts.roles import require_admin
from habitus.admin import queries
from habitus.admin.errors import ErrorNotFound
from habitus.admin.schemas import ErrorRead
from habitus.kernel.db import Tx
from habitus.kernel.errors import CursorInvalid
from habitus.kernel.paging import Page, cursor_of, position_of


def listed(tx: Tx, me: Me, cursor: str | None, limit: int) -> Page[ErrorRead]:
    """Kinds of errors, those that came last first. Raises AdminsOnly."""
    require_admin(tx, me)
    rows = queries.errors(tx, None if cursor is None else _position(cursor), limit + 1)
    shown = rows[:limit]
    return Page(
        items=[
            ErrorRead(
                id=row.id,
                route=row.route,
                exception=row.exception,
                place=row.place,
                count=row._mapping["count"],  # noqa: SLF001 - a public name of rows; `row.count` is a method
                first_at=row.first_at,
                last_at=row.last_at,
                last_request_id=row.last_request_id,
            )
            for row in shown
        ],
        next_cursor=cursor_of(shown[-1].last_at.isoformat(), shown[-1].key) if len(rows) > limit else None,
    )


def forget(tx: Tx, me: Me, error_id: UUID) -> None:
    """Take one off the list until it comes again. Raises AdminsOnly or ErrorNotFound."""
    require_admin(tx, me)
    if not queries.forget_error(tx, error_id):
        raise ErrorNotFound("Load the list again.")
    tx.tell("errors")


def _position(cursor: str) -> tuple[datetime, int]:
    at, key = position_of(cursor, str, int)
    try:
        instant = datetime.fromisoformat(str(at))
        utc = instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # no instant, or before the first day of the calendar
        raise CursorInvalid("Ask for the first page again, without a cursor.") from error
    if instant.tzinfo is None:
        raise CursorInvalid("Ask for the first page again, without a cursor.")
    return utc, int(key)
