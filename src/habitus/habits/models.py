"""Habits, their goals, their days, and the sums kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
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
)
from sqlalchemy.orm import Mapped, mapped_column

from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure
from habitus.kernel.db import Model
from habitus.kernel.db.types import EpochDay, UtcDateTime


class Habit(Model):
    """Something a person does again and again, or leaves, with what held when the day `as_of` began.

    Those figures are written with every entry and carried forward when read (`rules.rollup.carried`).
    """

    __tablename__ = "habit"
    __table_args__ = (
        Index(None, "owner_key", "position", "key"),
        CheckConstraint("kind IN ('build', 'quit')", name="kind"),
        CheckConstraint("measure IN ('check', 'amount', 'minutes')", name="measure"),
        CheckConstraint(
            "color IN ('rose', 'clay', 'honey', 'moss', 'sage', 'lagoon', 'dusk', 'heather')", name="color"
        ),
        CheckConstraint("section IN ('morning', 'afternoon', 'evening', 'anytime')", name="section"),
        CheckConstraint("(archived_at IS NULL) = (archived_day IS NULL)", name="archived"),
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends"),
        CheckConstraint("start_day <= begins_on", name="start"),
        CheckConstraint("skip_budget BETWEEN 0 AND 31", name="skip_budget"),
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
    description: Mapped[str] = mapped_column(Text)
    steps: Mapped[str] = mapped_column(Text)
    """A checklist as JSON: `[{"id", "name"}, …]`; "[]" for none."""
    color: Mapped[str] = mapped_column(String(10))
    icon: Mapped[str] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(60))
    tags: Mapped[str] = mapped_column(Text)
    """JSON list of words."""
    skip_budget: Mapped[int | None] = mapped_column(SmallInteger)
    """How many days of a calendar month may be skipped; null for as many as one likes."""
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begins_on: Mapped[date] = mapped_column(EpochDay)
    """From this day on it is tracked: as planned, else the day of its creation."""
    ends_on: Mapped[date | None] = mapped_column(EpochDay)
    """Its last day, where one is planned."""
    start_day: Mapped[date] = mapped_column(EpochDay)
    """The first marked day or `begins_on`, whichever is earlier: nothing is due before it."""
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_day: Mapped[date | None] = mapped_column(EpochDay)
    """From this day on nothing is due."""
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Gone from everything its person sees, and brought back whole until it is erased."""
    terms: Mapped[str] = mapped_column(Text)
    """Its goals and pauses in one text (`rules.terms`), so that judging a day joins no table."""
    as_of: Mapped[date] = mapped_column(EpochDay)
    """The day whose opening the figures below are: every day before it is over."""
    streak: Mapped[int] = mapped_column(Integer)
    longest_streak: Mapped[int] = mapped_column(Integer)
    strength: Mapped[float] = mapped_column(Double)
    reads_from: Mapped[date] = mapped_column(EpochDay)
    """The first month that carrying the figures forward reads."""
    stale: Mapped[bool]
    """The figures and month rows wait to be recomputed; until then reads do it in memory."""


class HabitGoal(Model):
    """What was asked from a day on; a habit's first goal reaches back to its first entry."""

    __tablename__ = "habit_goal"
    __table_args__ = (
        CheckConstraint("days BETWEEN 1 AND 365 AND times BETWEEN 1 AND 365", name="frequency"),
        CheckConstraint(
            "schedule IN ('daily', 'weekdays', 'weekly', 'monthly', 'interval', 'window')", name="schedule"
        ),
        CheckConstraint("target >= 0", name="target"),
        CheckConstraint("direction IN ('at_least', 'at_most')", name="direction"),
        CheckConstraint("first_weekday BETWEEN 1 AND 7", name="first_weekday"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
    )

    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), primary_key=True)
    from_day: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    schedule: Mapped[str] = mapped_column(String(10))
    times: Mapped[int] = mapped_column(SmallInteger)
    days: Mapped[int] = mapped_column(SmallInteger)
    weekdays: Mapped[int] = mapped_column(SmallInteger)
    """Bitmap of the chosen weekdays (bit 0 is Monday); 0 where none are."""
    target: Mapped[int | None] = mapped_column(BigInteger)
    """Millionths of the unit; null for checks."""
    sums: Mapped[bool]
    """Whether the target is for the whole week, month or window, rather than for a day."""
    direction: Mapped[str] = mapped_column(String(10))
    first_weekday: Mapped[int] = mapped_column(SmallInteger)
    anchor: Mapped[date] = mapped_column(EpochDay)
    """The day that "every n days" counts from."""


class HabitSource(Model):
    """A key by which an import finds a habit again, whatever it is called by then."""

    __tablename__ = "habit_source"
    __table_args__ = ({"sqlite_with_rowid": False},)

    owner_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    """The format of the file."""
    source_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    """How that format tells its habits apart: by a number of theirs, or by their name."""
    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), index=True)


class PauseRow(Model):
    """Days on which nothing is asked: of one habit, or of all of a person's."""

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("reason IN ('vacation', 'sick', 'archived', 'other')", name="reason"),
    )

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    owner_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), index=True)
    habit_key: Mapped[int | None] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), index=True)
    first_day: Mapped[date] = mapped_column(EpochDay)
    last_day: Mapped[date | None] = mapped_column(EpochDay)
    """Included; null until the person comes back."""
    reason: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HabitReminder(Model):
    """A time of the wall clock at which a habit wants to be remembered."""

    __tablename__ = "habit_reminder"
    __table_args__ = (
        CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
        {"sqlite_with_rowid": False},
    )

    habit_key: Mapped[int] = mapped_column(ForeignKey("habit.key", ondelete="CASCADE"), primary_key=True)
    minute: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """Minutes after midnight."""
    weekdays: Mapped[int] = mapped_column(SmallInteger)
    """Bitmap, bit 0 is Monday."""


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
    """Millionths of the unit, or of a checklist: whole numbers, so sums are exact."""
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
    steps: Mapped[str | None] = mapped_column(Text)
    """The ticked steps of a checklist, as a JSON list of their ids."""
    reason: Mapped[int | None] = mapped_column(SmallInteger)
    """`rules.merge.SkipReason`, for skipped days."""


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
    lapsed: Mapped[int] = mapped_column(Integer)
    amount: Mapped[int] = mapped_column(BigInteger)
    """The month's sum in millionths."""
    opening_strength: Mapped[float] = mapped_column(Double)
    opening_streak: Mapped[int] = mapped_column(Integer)
    opening_longest: Mapped[int] = mapped_column(Integer)


class PersonDay(Model):
    """How many habits were due and done on a day: of closed days all, of later ones those a tap asked for."""

    __tablename__ = "person_day"
    __table_args__ = (
        CheckConstraint("done >= 0 AND due >= done", name="counts"),
        {"sqlite_with_rowid": False},
    )

    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(EpochDay, primary_key=True)
    due: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)


class DayClose(Model):
    """How far a person's days are closed: until then `person_day` counts each (no row is 0 of 0)."""

    __tablename__ = "day_close"

    person_key: Mapped[int] = mapped_column(ForeignKey("person.key", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(EpochDay)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """When there is something to close again."""


@dataclass(frozen=True, slots=True)
class NewReminder:
    """`minute` of the day, 0 to 1439; `weekdays` a bitmap with bit 0 for Monday."""

    minute: int
    weekdays: int


class SourceKey(NamedTuple):
    """What a format of another tool calls a habit: (format, its id or name there)."""

    source: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a checklist; `id` stays when it is renamed or moved."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class NewHabit:
    """A habit to be made.

    `id` is the client's own, so that making it twice makes one. An import gives the `keys` it will
    find it by, its own first, and `archived_day` when the other tool had put it away.
    """

    name: str
    measure: Measure
    goal: NewGoal
    kind: Kind = Kind.BUILD
    unit: str = ""
    question: str = ""
    description: str = ""
    color: str = "sage"
    icon: str = "leaf"
    section: str = "anytime"
    category: str = ""
    tags: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    skip_budget: int | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    id: UUID | None = None
    keys: tuple[SourceKey, ...] = ()
    archived_day: date | None = None
    reminders: tuple[NewReminder, ...] = ()
