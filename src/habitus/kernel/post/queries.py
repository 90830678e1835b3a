"""Every statement about messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select

from habitus.kernel.db import Tx, table_of
from habitus.kernel.post.models import PostMessage

message = table_of(PostMessage)

MessageRow = Row[Any]
"""A row of `post_message`; SQLAlchemy types no column of a Core row."""


def add(tx: Tx, values: Mapping[str, object]) -> None:
    tx.execute(insert(message).values(**values))


def newest(tx: Tx, before: int | None, at_most: int) -> Sequence[MessageRow]:
    """Messages, the newest first, of those older than the row with the key `before`."""
    statement = select(message).order_by(message.c.key.desc()).limit(at_most)
    if before is not None:
        statement = statement.where(message.c.key < before)
    return tx.execute(statement).all()


def remove(tx: Tx, message_id: UUID) -> bool:
    return tx.execute(delete(message).where(message.c.id == message_id)).rowcount == 1


def forget(tx: Tx, before: datetime) -> None:
    """Delete what is older."""
    tx.execute(delete(message).where(message.c.at < before))
