"""People, how they come in (invites), how they stay in (sessions, tokens), and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, false
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
        CheckConstraint(
            "pause_kind IS NULL OR pause_kind IN ('on_request', 'security', 'rules', 'other')",
            name="pause_kind",
        ),
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
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a session or token of theirs was last opened or refreshed: exact to about ten minutes."""
    writes_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when their writes so far are paid for (see `kernel.ratelimit.rules`)."""
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """An admin paused the account; nothing of it is taken or done until it is null again."""
    disabled_by: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"))
    """Null: the command line did it."""
    pause_kind: Mapped[str | None] = mapped_column(String(10))
    pause_reason: Mapped[str | None] = mapped_column(String(300))
    """In the admin's words; shown to the person after a right credential."""


class Session(Model):
    """A signed-in device: lives until its absolute end, its idle end, or its revocation."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "person_key"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"))
    client: Mapped[str] = mapped_column(String(10))
    """`web` keeps its refresh token in a cookie, `api` in its own hands."""
    agent: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """The User-Agent header it was opened with; devices are named after it."""
    address: Mapped[str | None] = mapped_column(String(45))
    """Where it was last opened or refreshed from; forgotten after 14 days."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was opened or last refreshed: exact to about ten minutes."""
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person last gave a credential in it (signing in, or confirming that it is they)."""
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


class Invite(Model):
    """A link that makes one account, made by an admin; the link itself is nowhere."""

    __tablename__ = "invite"
    __table_args__ = (CheckConstraint("role IN ('member', 'admin')", name="role"),)

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token in the link."""
    role: Mapped[str] = mapped_column(String(10))
    """What the account made with it may do."""
    email: Mapped[str | None] = mapped_column(String(254))
    """Lower-cased; only an account for this address can be made with it. Null: for any."""
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"))
    """Null: the command line made it."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonalToken(Model):
    """A key that a person made for a program of theirs; it may do what its scopes say, and no more."""

    __tablename__ = "personal_token"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token; the token itself is shown once and is nowhere."""
    scopes: Mapped[str] = mapped_column(String(60))
    """Words with a space between: `read`, `check-in`, `health`, `chat`."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Exact to a minute."""
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Consent(Model):
    """That a kind of data of a person may be sent to the destinations they were told of."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("data_class IN ('photo', 'notes', 'metrics')", name="data_class"),
        {"sqlite_with_rowid": False},
    )

    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    data_class: Mapped[str] = mapped_column(String(10), primary_key=True)
    destinations: Mapped[list[str]] = mapped_column(JSON)
    """Where it may go, as they were shown it; another place needs to be agreed to again."""
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SocketTicket(Model):
    """What opens one live socket: single use, for seconds, and only for its session."""

    __tablename__ = "socket_ticket"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_key: Mapped[int] = mapped_column(ForeignKey("session.key", ondelete="CASCADE"), index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Instance(Model):
    """What admins set for everybody; one row, or none while nothing was changed."""

    __tablename__ = "instance"
    __table_args__ = (
        CheckConstraint("key = 1", name="one"),
        CheckConstraint("registration IN ('invite', 'open', 'closed')", name="registration"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(60))
    registration: Mapped[str] = mapped_column(String(10))
    """Who may make an account: who has an invite, anybody, or nobody."""


class Audit(Model):
    """Something about security that happened: who did what to whom, when, and from where."""

    __tablename__ = "audit"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(40))
    actor_key: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"))
    """Null: nobody who is signed in, or the command line."""
    subject_key: Mapped[int | None] = mapped_column(ForeignKey("person.key", ondelete="SET NULL"), index=True)
    """Whose account it is about."""
    address: Mapped[str | None] = mapped_column(String(45))
    """Forgotten after 14 days."""
    details: Mapped[dict[str, str]] = mapped_column(JSON)
    """Never a secret, never a health figure."""


Role = Literal["member", "admin"]
Registration = Literal["invite", "open", "closed"]
PauseKind = Literal["on_request", "security", "rules", "other"]
Scope = Literal["read", "check-in", "health", "chat"]
DataClass = Literal["photo", "notes", "metrics"]
Client = Literal["web", "api"]
WeightUnit = Literal["kg", "lb", "st"]


@dataclass(frozen=True, slots=True)
class Actor:
    """What a credential says: a session or a personal token, not yet a person who may do something."""

    session_id: UUID | None
    """Of a verified access token."""
    token: str | None = None
    """The digest of a personal token, when it is not a session."""
    scope: Scope | None = None
    """What the token must be made for, for this request."""
    pays: bool = True
    """Whether a write counts among those that a person has; what keeps others out must not wait for them."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from, for the device list and the audit log."""

    address: str | None
    agent: str


@dataclass(frozen=True, slots=True)
class Device:
    """What somebody comes in with, and how it keeps its refresh token."""

    client: Client
    caller: Caller


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
    session_ends_at: datetime | None = None
    """When the session or token that was proven is over, if nobody writes; None without one."""
    session_key: int | None = None
    """Of the session that was proven; None for a token, a command and a job."""
    proved_at: datetime | None = None
    """When they last gave a credential in this session."""
    writes_until: datetime | None = None
    """See `Person.writes_until`."""
    is_paused: bool = False
    """Only somebody whom a job is about: nobody else is let in."""

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"
