"""Imports that people start in the app, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import EpochDay, UtcDateTime

State = Literal["waiting", "reading", "ready", "importing", "done", "failed", "cancelled"]


class Import(Model):
    """A file on its way in; the file itself lies in a folder of its own until the import is over."""

    __tablename__ = "import"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'reading', 'ready', 'importing', 'done', 'failed', 'cancelled')",
            name="state",
        ),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    owner_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(String(10), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    """What the person calls it; never a path."""
    date_order: Mapped[str | None] = mapped_column(String(3))
    unit: Mapped[str | None] = mapped_column(String(2))
    percent: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_on: Mapped[date | None] = mapped_column(EpochDay)
    """The person's day when they confirmed: days after the next one are refused, however long it takes."""
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """As the API gives it, with the first refused rows."""
    more_refused: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    """The others, which a list of imports does without."""
    problem: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    """Why it failed or ended: code, title and detail."""


class ImportPart(Model):
    """What is done of one habit of a file, written with each slice: from here a killed import goes on."""

    __tablename__ = "import_part"
    __table_args__ = ({"sqlite_with_rowid": False},)

    import_key: Mapped[int] = mapped_column(ForeignKey("import.key", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    """The habit's place in the file, from 0."""
    is_new: Mapped[bool]
    changes: Mapped[bool]
    warnings: Mapped[list[str]] = mapped_column(JSON)
    laid: Mapped[int] = mapped_column(Integer)
    """Entries of the file that are dealt with, from its first."""
    written: Mapped[int] = mapped_column(Integer)
    """Those of them that were stored."""
    tally: Mapped[dict[str, int]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class NewImport:
    """An upload that has come to its end."""

    id: UUID
    file_name: str
    date_order: str | None
    unit: str | None
