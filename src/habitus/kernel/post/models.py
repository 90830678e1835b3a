"""The admin's outbox: messages that no transport carried further."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class PostMessage(Model):
    """A message to an address, kept for the admin to hand over; removed after 14 days."""

    __tablename__ = "post_message"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
