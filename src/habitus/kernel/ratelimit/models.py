"""The table of limits that are not of a person who is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class RateLimit(Model):
    """One subject's use of one limit."""

    __tablename__ = "rate_limit"
    __table_args__ = ({"sqlite_with_rowid": False},)

    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    """The limit's name and a keyed digest: neither addresses nor e-mails are listed here."""
    used_until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """The theoretical arrival time of GCRA: when all uses so far are paid for."""
