"""Closing days: what a day came to once it is over, counted and kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from habitus.accounts.models import Me
from habitus.habits import pausing, standings
from habitus.habits.queries import days, habits, months
from habitus.habits.rules.days import month_of
from habitus.habits.rules.log import month_bits
from habitus.habits.rules.rollup import Checkpoint, MonthRow, openings_of
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx

DAYS_A_SLICE = 62
HABITS_A_SLICE = 2
"""What one transaction closes: a few milliseconds of the one writer."""

KEPT_FOR = timedelta(days=30)
"""How long a deleted habit can be brought back."""


def close_days(tx: Tx, me: Me, next_at: datetime) -> bool:
    """Count the days that are over and not counted yet, a slice of them; whether more is left.

    Habits whose terms have changed are recomputed first, and once a month each idle habit gets a
    checkpoint, so that no read ever goes back further. `next_at` is when the person's next day begins.
    """
    if pausing.refresh_some(tx, me, HABITS_A_SLICE):
        return True
    closing = days.closing(tx, me.key)
    if closing is None:
        return False
    more = habits.erase_one(tx, me.key, tx.now - KEPT_FOR) or _open_months(tx, me)
    closing = closing._replace(until=max(closing.until, _before_all(tx, me)))
    yesterday = me.today.toordinal() - 1
    last = min(yesterday, closing.until + DAYS_A_SLICE)
    if last > closing.until:
        unlived = [day for day in me.unlived if closing.until < day <= last]
        if unlived:
            # Only now that it is over does a day show as never lived, and the week and month around it,
            # of which days are closed already, ask less.
            habits.set_all_stale(tx, me.key)
        _count(tx, me, min([closing.until + 1, *(day - 31 for day in unlived)]), last)
        more = more or bool(unlived)
    more = more or last < yesterday
    days.put_closing(tx, me.key, max(last, closing.until), tx.now if more else next_at)
    return more


def _before_all(tx: Tx, me: Me) -> int:
    """The last day before the first of any habit: there is nothing to count up to it."""
    start = habits.earliest_start(tx, me.key)
    return (me.today if start is None else min(start, me.today)).toordinal() - 1


def _count(tx: Tx, me: Me, first: int, last: int) -> None:
    counted = standings.totals_between(standings.read(tx, me, first, last), first, last, me)
    days.forget_days(tx, me.key, first, last)
    days.put_days(tx, me.key, {day: sums for day, sums in enumerate(counted, first) if any(sums)})


def _open_months(tx: Tx, me: Me) -> bool:
    """Give habits that nobody wrote to since last month their checkpoint of this month."""
    month = month_of(me.today.toordinal())
    waiting = habits.not_opened(tx, me.key, date.fromordinal(month), HABITS_A_SLICE)
    for habit_id in waiting:
        row = habits.one(tx, me.key, habit_id)
        if row is not None:
            _open_month(tx, me, standings.read_one(tx, me, row, month), month)
    return len(waiting) == HABITS_A_SLICE


def _open_month(tx: Tx, me: Me, habit: Standing, month: int) -> None:
    today, course = me.today.toordinal(), habit.course
    found = openings_of(course, habit.figures.opening, [month, today])
    rows = months.months_from_checkpoint(tx, me.key, habit.figures.key, month, 0)
    if month not in {row.bits.month for row in rows}:
        row = MonthRow(month_bits(course.log, month), found[month])
        months.put_months(tx, habit.figures.key, [row])
    habits.put_figures(tx, me.key, habit.figures._replace(opening=Checkpoint(today, found[today])))
