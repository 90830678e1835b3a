"""A day's habits, with all that a screen shows of them, in four statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.queries import entries
from habitus.habits.rules.agenda import STRIP_DAYS, Window, strip, window_on
from habitus.habits.rules.due import DayState, Totals, is_due, state_of
from habitus.habits.rules.goal import units
from habitus.habits.rules.merge import Entry, Source, instant_of
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx

CivilDay = date
"""The type, where a field called `date` hides its name."""


@dataclass(frozen=True, slots=True)
class GoalOf:
    from_day: date
    times: int
    days: int
    target: float | None
    direction: str


class Look(NamedTuple):
    date: CivilDay
    state: DayState


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A habit on a day: what is logged that day, and its figures as of today."""

    id: UUID
    name: str
    question: str
    measure: str
    unit: str
    color: str
    icon: str
    section: str
    position: int
    goal: GoalOf
    due: bool
    state: str
    amount: float | None
    note: str | None
    tapped_at: datetime | None
    streak: int
    longest_streak: int
    strength: float
    window: Window
    week: list[Look]


@dataclass(frozen=True, slots=True)
class Agenda:
    totals: Totals
    items: list[AgendaItem]


def agenda(tx: Tx, me: Me, day: date) -> Agenda:
    """The habits that are not archived on the day, due or not, in their order."""
    on = day.toordinal()
    all_habits = standings.read(tx, me, on - STRIP_DAYS + 1, on)
    logged = entries.entries_on(tx, me.key, day)
    items = [
        _item(habit, on, me.today.toordinal(), logged.get(habit.figures.key))
        for habit in all_habits
        if habit.figures.life.end is None or on < habit.figures.life.end
    ]
    return Agenda(standings.totals(all_habits, on), items)


def goal_of(habit: Standing) -> GoalOf:
    row, goal = habit.row, habit.figures.goal
    target = None if goal.target is None else units(goal.target)
    return GoalOf(row.from_day, goal.times, goal.days, target, row.direction)


def _item(habit: Standing, day: int, today: int, entry: Entry | None) -> AgendaItem:
    row, figures, log, counters = habit.row, habit.figures, habit.log, habit.counters
    amount = None if entry is None or entry.amount is None else units(entry.amount)
    return AgendaItem(
        id=row.id,
        name=row.name,
        question=row.question,
        measure=row.measure,
        unit=row.unit,
        color=row.color,
        icon=row.icon,
        section=row.section,
        position=row.position,
        goal=goal_of(habit),
        due=is_due(figures.goal, log, figures.life, day),
        state=state_of(log, day),
        amount=amount,
        note=None if entry is None else entry.note,
        tapped_at=_tapped_at(entry),
        streak=counters.streak,
        longest_streak=counters.longest,
        strength=counters.strength,
        window=window_on(figures.goal, log, day),
        week=[
            Look(date.fromordinal(on), state)
            for on, state in strip(figures.goal, log, figures.life, day, today)
        ],
    )


def _tapped_at(entry: Entry | None) -> datetime | None:
    """When the person tapped; an import knows the day of a mark but not its hour."""
    if entry is None or entry.source is not Source.PERSON:
        return None
    return instant_of(entry.tapped_at)
