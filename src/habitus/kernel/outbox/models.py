"""The tables of the job engine: what is to be done, and which slot of a schedule was taken last."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class Job(Model):
    """One thing to be done; the row goes when it is done, in the transaction that does it."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "dead", "due"), {"sqlite_with_rowid": False})

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_key: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"))
    """Whom it is about; their row is locked while it runs."""
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    once: Mapped[str | None] = mapped_column(String(200), unique=True)
    """Kind, person and the caller's key: while such a row waits, no second one is made. Empty when dead."""
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    """Not before then; for long work that runs now, the end of its lease."""
    handed: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its id was last given to whoever runs jobs."""
    attempts: Mapped[int] = mapped_column(Integer)
    error: Mapped[str | None] = mapped_column(Text)
    """Why the last attempt failed."""
    dead: Mapped[bool]
    """Failed too often: waits for a person to retry or drop it."""
    fence: Mapped[int] = mapped_column(Integer)
    """Grows with every claim of long work: who holds an older number has lost it to somebody else."""
    progress: Mapped[int | None] = mapped_column(Integer)
    """Percent of long work that is done."""


class Slot(Model):
    """The newest slot of a schedule that was taken; of many processes one moves it on."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    slot: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(64))
    """In which the slot was reckoned."""
