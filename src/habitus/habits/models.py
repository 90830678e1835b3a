"""Habits, their goals, their days, and the sums kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from habitus.habits.rules.goal import Measure
from habitus.kernel.db import Model
from habitus.kernel.db.types import EpochDay, UtcDateTime


class Habit(Model):
    """Something a person does again and again, with its figures as of `as_of`.

    The figures are written with every entry and carried forward when read (`rules.rollup.rolled`).
    """

    __tablename__ = "habit"
    __table_args__ = (
        UniqueConstraint("owner_key", "source", "source_id"),
        Index(None, "owner_key", "position", "key"),
        CheckConstraint("kind IN ('build')", name="kind"),
        CheckConstraint("measure IN ('check', 'amount')", name="measure"),
        CheckConstraint(
            "color IN ('rose', 'clay', 'honey', 'moss', 'sage', 'lagoon', 'dusk', 'heather')", name="color"
        ),
        CheckConstraint("section IN ('morning', 'afternoon', 'evening', 'anytime')", name="section"),
        CheckConstraint("(source IS NULL) = (source_id IS NULL)", name="source"),
        CheckConstraint("(archived_at IS NULL) = (archived_day IS NULL)", name="archived"),
        CheckConstraint("start_day <= created_day", name="start"),
        CheckConstraint("streak >= 0 AND longest_streak >= streak", name="streak"),
        CheckConstraint("strength >= 0 AND strength <= 1", name="strength"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    """The integer keeps entries small; the outside only sees `id`."""
    id: Mapped[UUID] = mapped_column(unique=True)
    owner_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    measure: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(300))
    color: Mapped[str] = mapped_column(String(10))
    icon: Mapped[str] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_day: Mapped[date] = mapped_column(EpochDay)
    start_day: Mapped[date] = mapped_column(EpochDay)
    """The first marked day or the day of creation, whichever is earlier: nothing is due before it."""
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_day: Mapped[date | None] = mapped_column(EpochDay)
    """From this day on nothing is due."""
    source: Mapped[str | None] = mapped_column(String(20))
    source_id: Mapped[str | None] = mapped_column(String(200))
    """Where an import found it, so that importing again finds it too."""
    as_of: Mapped[date] = mapped_column(EpochDay)
    """Its person's today when the figures below were written."""
    streak: Mapped[int] = mapped_column(Integer)
    longest_streak: Mapped[int] = mapped_column(Integer)
    strength: Mapped[float] = mapped_column(Double)
    still_open: Mapped[bool]
    """Whether `as_of` was neither done, filled in nor resting: then the next day begins at streak 0."""
    covered_until: Mapped[date | None] = mapped_column(EpochDay)
    """The last day after `as_of` that is filled in around done ones (`rules.cover`)."""
    reads_from: Mapped[date] = mapped_column(EpochDay)
    """The first month that carrying the figures forward reads (`rules.rollup.reads_from`)."""


class HabitGoal(Model):
    """What was asked from a day on; a habit's first goal reaches back to its first entry."""

    __tablename__ = "habit_goal"
    __table_args__ = (
        CheckConstraint("days BETWEEN 1 AND 365 AND times BETWEEN 1 AND days", name="frequency"),
        CheckConstraint("target > 0", name="target"),
        CheckConstraint("direction IN ('at_least')", name="direction"),
    )

    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), primary_key=True)
    from_day: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    times: Mapped[int] = mapped_column(SmallInteger)
    days: Mapped[int] = mapped_column(SmallInteger)
    target: Mapped[int | None] = mapped_column(BigInteger)
    """Millionths of the unit over `days` days; null for checks."""
    direction: Mapped[str] = mapped_column(String(10))


class EntryRow(Model):
    """A day of a habit. Never deleted: a removed mark must still win over an older tap."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("state BETWEEN 0 AND 4", name="state"),
        CheckConstraint("amount >= 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    state: Mapped[int] = mapped_column(SmallInteger)
    """`rules.log.State`."""
    amount: Mapped[int | None] = mapped_column(BigInteger)
    """Millionths of the unit: whole numbers, so sums are exact."""
    note: Mapped[str | None] = mapped_column(Text)
    tapped_at: Mapped[int] = mapped_column(BigInteger)
    """Microseconds since 1970 (UTC): six bytes here, where a datetime takes 26."""
    zone: Mapped[str] = mapped_column(String(64))
    day_start: Mapped[int] = mapped_column(SmallInteger)
    """Zone and day start (minutes) by which the day was resolved when it was tapped."""
    source: Mapped[int] = mapped_column(SmallInteger)
    """`rules.merge.Source`."""
    increments: Mapped[str | None] = mapped_column(Text)
    """The "+1"s since the last mark (`rules.merge`)."""


class HabitMonth(Model):
    """A month with an entry: bitmaps (bit 0 is the 1st), and what held when the month opened.

    The opening is the end of the month before: kept on this side, a row and the entries from its
    month on are enough to replay, also when the months before it are empty and have no row.
    """

    __tablename__ = "habit_month"
    __table_args__ = ({"sqlite_with_rowid": False},)

    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    """The month's first day."""
    done: Mapped[int] = mapped_column(Integer)
    skipped: Mapped[int] = mapped_column(Integer)
    frozen: Mapped[int] = mapped_column(Integer)
    partial: Mapped[int] = mapped_column(Integer)
    amount: Mapped[int] = mapped_column(BigInteger)
    """The month's sum in millionths."""
    opening_strength: Mapped[float] = mapped_column(Double)
    opening_streak: Mapped[int] = mapped_column(Integer)
    opening_longest: Mapped[int] = mapped_column(Integer)


class PersonDay(Model):
    """How many habits were due and done on a day, for the days a tap has touched."""

    __tablename__ = "person_day"
    __table_args__ = (
        CheckConstraint("done >= 0 AND due >= done", name="counts"),
        {"sqlite_with_rowid": False},
    )

    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    due: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class NewHabit:
    """A habit to be made. `target` is in units over `days` days, for amounts.

    `id` is the client's own, so that making it twice makes one. An import gives `source` and
    `source_id`, and `archived_day` when the other tool had put it away.
    """

    name: str
    measure: Measure
    times: int
    days: int
    target: float | None = None
    unit: str = ""
    question: str = ""
    color: str = "sage"
    icon: str = "leaf"
    section: str = "anytime"
    id: UUID | None = None
    source: str | None = None
    source_id: str | None = None
    archived_day: date | None = None
