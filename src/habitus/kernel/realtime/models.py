"""The table of what happened: the socket only repeats it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class Event(Model):
    """One write of a person, or for them: its number is their sequence after it."""

    __tablename__ = "event"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    topics: Mapped[str] = mapped_column(String(200))
    """What moved: words with a space between, such as `entries` or `notification:<id>`; empty: anything."""
