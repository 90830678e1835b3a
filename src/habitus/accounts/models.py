"""People, their sessions, and the one-time link that makes the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from habitus.kernel.db import Model
from habitus.kernel.db.types import DayList, EpochDay, UtcDateTime


class Person(Model):
    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("day_start BETWEEN 0 AND 1439", name="day_start"),
        CheckConstraint("first_weekday BETWEEN 1 AND 7", name="first_weekday"),
        CheckConstraint("role IN ('member', 'admin')", name="role"),
        CheckConstraint("weight_unit IN ('kg', 'lb', 'st')", name="weight_unit"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower-cased; what people sign in with."""
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10))
    zone: Mapped[str] = mapped_column(String(64))
    day_start: Mapped[int] = mapped_column(Integer)
    """Minutes after midnight at which this person's day begins."""
    previous_zone: Mapped[str | None] = mapped_column(String(64))
    previous_day_start: Mapped[int | None] = mapped_column(Integer)
    clock_changes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until then the previous zone and day start still count: a day begun is ended as it began."""
    last_day: Mapped[date | None] = mapped_column(EpochDay)
    """The latest civil day this person wrote on; their today never goes back behind it."""
    unlived: Mapped[tuple[int, ...]] = mapped_column(DayList, default=(), server_default="")
    """Days up to then that had no instant for them (see `rules.unlived`); hardly anybody has one."""
    first_weekday: Mapped[int] = mapped_column(Integer)
    """ISO: 1 is Monday."""
    weight_unit: Mapped[str] = mapped_column(String(2), default="kg", server_default="kg")
    """What weights are shown and typed in; stored they are grams, whatever this says."""
    onboarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether they have been shown around; until then the screens begin with the first steps."""
    seq: Mapped[int] = mapped_column(BigInteger)
    """Bumped by every write of theirs: the cursor of what happened, the version of what they see."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Session(Model):
    """A signed-in device: lives until its absolute end, its idle end, or its revocation."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "person_key"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"))
    client: Mapped[str] = mapped_column(String(10))
    """`web` keeps its refresh token in a cookie, `api` in its own hands."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    idle_ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RefreshToken(Model):
    """One link of a session's chain of refresh tokens; consumed ones stay to recognise reuse."""

    __tablename__ = "refresh_token"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token; the token itself is nowhere."""
    session_key: Mapped[int] = mapped_column(ForeignKey("session.key", ondelete="CASCADE"), index=True)
    generation: Mapped[int] = mapped_column(Integer)
    consumed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SetupToken(Model):
    """The link printed while nobody exists; its row is taken by whoever sets the instance up."""

    __tablename__ = "setup_token"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInFailure(Model):
    """Consecutive wrong passwords of a subject: an account, or an account from one address."""

    __tablename__ = "sign_in_failure"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed digest: neither addresses nor e-mails are listed here."""
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


Client = Literal["web", "api"]
WeightUnit = Literal["kg", "lb", "st"]


@dataclass(frozen=True, slots=True)
class Actor:
    """What a verified access token says: a session, not yet a person who may do something."""

    session_id: UUID


@dataclass(frozen=True, slots=True)
class Me:
    """The proven person of a transaction."""

    key: int
    id: UUID
    email: str
    name: str
    role: str
    language: str
    zone: str
    day_start: int
    first_weekday: int
    today: date
    """Their civil day at the transaction's instant."""
    unlived: tuple[int, ...]
    """Ordinals of the days before today that they never lived, in order."""
    seq: int
    """How often they have written so far."""
    session_ends_at: datetime | None
    """When the session that was proven is over, if nobody writes; None without a session."""
