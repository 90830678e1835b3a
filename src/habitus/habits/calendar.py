"""The month calendar: every day's totals and every habit's share of them."""

from __future__ import annotations

from datetime import date

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.rules.agenda import STRIP_DAYS, strip
from habitus.habits.rules.days import next_month
from habitus.habits.schemas import DayLook, DayTotals, HabitMonthRead, MonthRead
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx


def month(tx: Tx, me: Me, name: str) -> MonthRead:
    """The month `YYYY-MM` up to today, counted from the month rows of all habits."""
    first = date.fromisoformat(f"{name}-01").toordinal()
    today = me.today.toordinal()
    last = min(next_month(first) - 1, today)
    all_habits = standings.read(tx, me, first - STRIP_DAYS + 1, max(first, last))
    days = range(first, last + 1)
    counted = [(day, standings.totals(all_habits, day)) for day in days]
    starts = [habit.figures.life.start for habit in all_habits]
    return MonthRead(
        month=name,
        today=me.today,
        first_weekday=me.first_weekday,
        earliest=date.fromordinal(min(starts)) if starts else None,
        days=[DayTotals(date=date.fromordinal(day), due=sums.due, done=sums.done) for day, sums in counted],
        habits=[_habit(habit, days, today) for habit in all_habits if _lives_in(habit, days)],
    )


def _lives_in(habit: Standing, days: range) -> bool:
    """Whether a habit belongs into a month: it could be due on one of the days, or was done on one."""
    life = habit.figures.life
    if not days:
        return False
    lives = life.start <= days[-1] and (life.end is None or life.end > days[0])
    return lives or habit.log.done_between(days[0], days[-1]) > 0


def _habit(habit: Standing, days: range, today: int) -> HabitMonthRead:
    verdicts = [habit.verdict(day) for day in days]
    figures, row = habit.figures, habit.row
    looks = strip(figures.goal, habit.log, figures.life, days[-1], today)
    return HabitMonthRead(
        id=row.id,
        name=row.name,
        color=row.color,
        icon=row.icon,
        measure=row.measure,
        unit=row.unit,
        done=sum(one.done for one in verdicts),
        due=sum(one.due for one in verdicts),
        streak=habit.counters.streak,
        week=[DayLook(date=date.fromordinal(day), state=state) for day, state in looks],
    )
