"""The tables of habits for Core statements, the parameters they share, and a habit's figures.

Days are dates in the database and ordinals in the rules (`rules.days`); the queries are where they turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, and_, bindparam

from habitus.habits.models import EntryRow, Habit, HabitGoal, HabitMonth, PersonDay
from habitus.habits.rules.due import Life
from habitus.habits.rules.goal import Goal, Measure
from habitus.habits.rules.rollup import Counters
from habitus.kernel.db import table_of
from habitus.kernel.db.types import EpochDay

HabitRow = Row[*tuple[Any, ...]]
"""A row that holds the columns of `habit` and its goal; SQLAlchemy types no column of a Core row."""

habit = table_of(Habit)
habit_goal = table_of(HabitGoal)
entry = table_of(EntryRow)
habit_month = table_of(HabitMonth)
person_day = table_of(PersonDay)

OWNER = bindparam("owner", type_=Integer)
HABIT = bindparam("habit", type_=Integer)
ID = bindparam("id", type_=habit.c.id.type)
DAY = bindparam("on", type_=EpochDay)
FIRST = bindparam("first", type_=EpochDay)
LAST = bindparam("last", type_=EpochDay)
OWNED = and_(habit.c.key == HABIT, habit.c.owner_key == OWNER)
GOAL = habit_goal.c.habit_key == habit.c.key


class Figures(NamedTuple):
    """What the rules need to know of a habit, with its stored counters."""

    key: int
    goal: Goal
    life: Life
    created_day: int
    archived_at: datetime | None
    counters: Counters


FIGURES = (
    habit.c.key,
    habit.c.measure,
    habit_goal.c.times,
    habit_goal.c.days,
    habit_goal.c.target,
    habit.c.start_day,
    habit.c.archived_day,
    habit.c.created_day,
    habit.c.archived_at,
    habit.c.as_of,
    habit.c.streak,
    habit.c.longest_streak,
    habit.c.strength,
    habit.c.still_open,
    habit.c.covered_until,
)
WIDTH = len(FIGURES)
_MEASURES = {measure.value: measure for measure in Measure}


def figures_of(row: Sequence[Any]) -> Figures:
    """The figures in the first columns of a row of `habits` or `one`."""
    key, measure, times, days, target, start, end, created, archived_at = row[:9]
    as_of, streak, longest, strength, still_open, until = row[9:WIDTH]
    return Figures(
        key,
        Goal(_MEASURES[measure], times, days, target),
        Life(start.toordinal(), ordinal(end)),
        created.toordinal(),
        archived_at,
        Counters(as_of.toordinal(), streak, longest, strength, still_open, ordinal(until)),
    )


def ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
