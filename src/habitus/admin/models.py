"""Errors nobody foresaw, as groups."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import UtcDateTime


class ServerError(Model):
    """One kind of unhandled error at one route; what people sent is not in it."""

    __tablename__ = "server_error"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of method, route, exception and the line of ours that raised it."""
    route: Mapped[str] = mapped_column(String(200))
    """Method and path template, such as `GET /api/v1/habits/{habit_id}`."""
    exception: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    """File and line of ours that raised it."""
    count: Mapped[int] = mapped_column(Integer)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    last_request_id: Mapped[str | None] = mapped_column(String(32))
