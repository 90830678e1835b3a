"""The tables of the async ORM baseline: the ones a check-off of Habitus touches, in the common style."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    enabled: Mapped[bool] = mapped_column(default=True)
    seq: Mapped[int] = mapped_column(default=0)


class Login(Base):
    __tablename__ = "login"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship()


class Habit(Base):
    __tablename__ = "habit"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[UUID] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    last_day: Mapped[date | None]


class Entry(Base):
    __tablename__ = "entry"
    habit_id: Mapped[int] = mapped_column(ForeignKey("habit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    state: Mapped[str]
    note: Mapped[str | None]
    tapped_at: Mapped[datetime]
    zone: Mapped[str]


class HabitMonth(Base):
    __tablename__ = "habit_month"
    habit_id: Mapped[int] = mapped_column(ForeignKey("habit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    done: Mapped[int] = mapped_column(default=0)


class PersonDay(Base):
    __tablename__ = "person_day"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    done: Mapped[int] = mapped_column(default=0)
