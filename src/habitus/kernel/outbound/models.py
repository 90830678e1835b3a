"""The log of what left this server."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class OutboundCall(Model):
    """One request to another server; never its contents. The newest hundred of each person are kept."""

    __tablename__ = "outbound_call"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    destination: Mapped[str] = mapped_column(String(60))
    host: Mapped[str] = mapped_column(String(255))
    person_key: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"), index=True)
    """Whose data it was; null: nobody's."""
    data_class: Mapped[str | None] = mapped_column(String(10))
    bytes_sent: Mapped[int] = mapped_column(Integer)
    bytes_received: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(40))
    """`sending` until it is over; then `200`, or a word for why there was no answer."""
