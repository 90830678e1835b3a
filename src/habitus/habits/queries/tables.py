"""The tables of habits for Core statements, the parameters they share, and a habit's figures.

Days are dates in the database and ordinals in the rules (`rules.days`); the queries are where they turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, and_, bindparam

from habitus.accounts.models import Me
from habitus.habits.models import (
    DayClose,
    EntryRow,
    Habit,
    HabitGoal,
    HabitMonth,
    HabitReminder,
    HabitSource,
    PauseRow,
    PersonDay,
)
from habitus.habits.rules.course import Life
from habitus.habits.rules.effects import asks_less
from habitus.habits.rules.rollup import Checkpoint, Opening
from habitus.habits.rules.terms import Terms, terms_of
from habitus.kernel.db import table_of
from habitus.kernel.db.types import EpochDay

HabitRow = Row[*tuple[Any, ...]]
"""A row that holds the columns of `habit`; SQLAlchemy types no column of a Core row."""

habit = table_of(Habit)
habit_goal = table_of(HabitGoal)
habit_reminder = table_of(HabitReminder)
habit_source = table_of(HabitSource)
pause = table_of(PauseRow)
entry = table_of(EntryRow)
habit_month = table_of(HabitMonth)
person_day = table_of(PersonDay)
day_close = table_of(DayClose)

OWNER = bindparam("owner", type_=Integer)
HABIT = bindparam("habit", type_=Integer)
ID = bindparam("id", type_=habit.c.id.type)
DAY = bindparam("on", type_=EpochDay)
FIRST = bindparam("first", type_=EpochDay)
LAST = bindparam("last", type_=EpochDay)
OWNED = and_(habit.c.key == HABIT, habit.c.owner_key == OWNER)
KEPT = habit.c.deleted_at.is_(None)


class Figures(NamedTuple):
    """What the rules need to know of a habit, with the opening that is stored."""

    key: int
    terms: Terms
    life: Life
    begins: int
    """The first day by plan: a first mark before it makes the life begin earlier."""
    archived_at: datetime | None
    archived_day: int | None
    opening: Checkpoint
    stale: bool
    skip_budget: int | None


FIGURES = (
    habit.c.key,
    habit.c.terms,
    habit.c.start_day,
    habit.c.archived_day,
    habit.c.ends_on,
    habit.c.begins_on,
    habit.c.archived_at,
    habit.c.as_of,
    habit.c.strength,
    habit.c.streak,
    habit.c.longest_streak,
    habit.c.stale,
    habit.c.skip_budget,
)
WIDTH = len(FIGURES)


def figures_of(row: Sequence[Any], me: Me) -> Figures:
    """The figures in the first columns of a row of `habits` or `one`."""
    key, terms, start, archived, ends, begins, archived_at = row[:7]
    as_of, strength, streak, longest, stale, budget = row[7:WIDTH]
    known = terms_of(terms, me.unlived)
    return Figures(
        key,
        known,
        Life(start.toordinal(), end_of(archived, ends)),
        begins.toordinal(),
        archived_at,
        ordinal(archived),
        Checkpoint(as_of.toordinal(), Opening(strength, streak, longest)),
        bool(stale) or asks_less(known, as_of.toordinal(), me.unlived),
        budget,
    )


def end_of(archived: date | None, ends_on: date | None) -> int | None:
    """The day from which on nothing is due: of its archive, or after its last day by plan."""
    ends = [] if archived is None else [archived.toordinal()]
    if ends_on is not None:
        ends.append(ends_on.toordinal() + 1)
    return min(ends, default=None)


def ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
