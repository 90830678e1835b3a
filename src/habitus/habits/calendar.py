"""Months and years: each a cheap read, whatever the length of the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import reading, standings
from habitus.habits.queries import days as day_queries
from habitus.habits.rules.agenda import STRIP_DAYS, strip
from habitus.habits.rules.days import next_month
from habitus.habits.rules.due import Totals, counted
from habitus.habits.rules.effects import counted_until
from habitus.habits.rules.heat import digits
from habitus.habits.schemas.calendar import (
    DayLook,
    DayTotals,
    HabitHeatRead,
    HabitMonthRead,
    HeatRead,
    MonthRead,
)
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx
from habitus.kernel.errors import PayloadInvalid

YEARS_MAX = 12
"""Years of all habits in one answer; of one habit as many as there are."""


def month(tx: Tx, me: Me, name: str) -> MonthRead:
    """The month `YYYY-MM` up to today, counted from the month rows of all habits."""
    first = date.fromisoformat(f"{name}-01").toordinal()
    today = me.today.toordinal()
    last = min(next_month(first) - 1, today)
    all_habits = standings.read(tx, me, first - STRIP_DAYS + 1, max(first, last))
    days = range(first, last + 1)
    counts = _totals(tx, me, all_habits, first, last)
    return MonthRead(
        month=name,
        today=me.today,
        first_weekday=me.first_weekday,
        earliest=_earliest(all_habits),
        days=[
            DayTotals(date=date.fromordinal(day), due=sums.due, done=sums.done)
            for day, sums in zip(days, counts, strict=True)
        ],
        habits=[_habit(habit, days, today) for habit in all_habits if _lives_in(habit, days)],
    )


def heat(tx: Tx, me: Me, first_year: int, last_year: int, habit_id: UUID | None) -> HeatRead:
    """The years up to today: a digit a day and habit, and how many were due and done each day.

    Raises HabitNotFound, and PayloadInvalid for more than YEARS_MAX years of all habits.
    """
    if habit_id is None and last_year - first_year >= YEARS_MAX:
        raise PayloadInvalid(f"Ask for {YEARS_MAX} years of all habits at once, or for one habit.")
    first = date(first_year, 1, 1).toordinal()
    last = min(date(last_year, 12, 31), me.today).toordinal()
    today, days = me.today.toordinal(), range(first, last + 1)
    if habit_id is None:
        shown = standings.read(tx, me, first, max(first, last))
        counts = _totals(tx, me, shown, first, last)
    else:
        shown = [standings.read_one(tx, me, reading.row_of(tx, me, habit_id), first)]
        counts = standings.totals_between(shown, first, last, me) if first <= last else []
    return HeatRead(
        first=date.fromordinal(first),
        last=date(last_year, 12, 31),
        today=me.today,
        first_weekday=me.first_weekday,
        earliest=_earliest(shown),
        due=[sums.due for sums in counts],
        done=[sums.done for sums in counts],
        habits=[
            _heat_of(habit, days, today) for habit in shown if habit_id is not None or _lives_in(habit, days)
        ],
    )


def _heat_of(habit: Standing, days: range, today: int) -> HabitHeatRead:
    return HabitHeatRead(
        id=habit.row.id,
        name=habit.row.name,
        color=habit.row.color,
        icon=habit.row.icon,
        days=digits(habit.course, days[0], days[-1], today) if days else "",
    )


def _totals(tx: Tx, me: Me, all_habits: Sequence[Standing], first: int, last: int) -> list[Totals]:
    """The totals of each day: stored ones as far as days are closed, the rest counted now."""
    if first > last:
        return []
    closing = day_queries.closing(tx, me.key)
    until = min(last, first - 1 if closing is None else counted_until(closing.until, me.unlived))
    stored = day_queries.totals(tx, me.key, first, until) if until >= first else {}
    nothing = Totals(0, 0)
    closed = [stored.get(day, nothing) for day in range(first, until + 1)]
    begin = max(first, until + 1)
    return closed + (standings.totals_between(all_habits, begin, last, me) if begin <= last else [])


def _earliest(all_habits: Sequence[Standing]) -> date | None:
    starts = [habit.figures.life.start for habit in all_habits]
    return date.fromordinal(min(starts)) if starts else None


def _lives_in(habit: Standing, days: range) -> bool:
    """Whether a habit belongs into a span: it could be due on one of the days, or was done on one."""
    if not days:
        return False
    course = habit.course
    return bool(course.life.days(days[0], days[-1]) | course.done(days[0], days[-1]))


def _habit(habit: Standing, days: range, today: int) -> HabitMonthRead:
    course, row = habit.course, habit.row
    due, done = counted(course, days[0], days[-1], today)
    looks = strip(course, days[-1], today)
    return HabitMonthRead(
        id=row.id,
        name=row.name,
        color=row.color,
        icon=row.icon,
        measure=course.terms.measure.value,
        unit=row.unit,
        done=done.bit_count(),
        due=due.bit_count(),
        rate=done.bit_count() / due.bit_count() if due else None,
        streak=habit.now.streak,
        streak_unit=habit.unit,
        days=digits(course, days[0], days[-1], today),
        week=[DayLook(date=date.fromordinal(day), state=state) for day, state in looks],
    )
