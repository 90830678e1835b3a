"""A day's habits, with all that a screen shows of them, in four statements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.models import Step
from habitus.habits.queries import entries
from habitus.habits.reading import steps_in, weekdays_of
from habitus.habits.rules.agenda import STRIP_DAYS, DayState, LoggedState, Week, logged_on, week_of, window_on
from habitus.habits.rules.due import Totals
from habitus.habits.rules.goal import Measure, Unit, units
from habitus.habits.rules.merge import Entry, SkipReason, Source, instant_of
from habitus.habits.rules.terms import Terms
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx

CivilDay = date
"""The type, where a field called `date` hides its name."""


@dataclass(frozen=True, slots=True)
class GoalOf:
    from_day: date
    schedule: str
    times: int
    days: int
    weekdays: list[int]
    target: float | None
    sums: bool
    direction: str


@dataclass(frozen=True, slots=True)
class WindowOf:
    """What the goal's day, week, month or window holds so far, and asks."""

    done: float
    needed: float
    first: date
    last: date
    is_safe_to_skip: bool


class Look(NamedTuple):
    date: CivilDay
    state: DayState


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A habit on a day: what is logged that day, and its figures as of today."""

    id: UUID
    name: str
    question: str
    kind: str
    measure: str
    unit: str
    color: str
    icon: str
    section: str
    category: str
    tags: list[str]
    position: int
    goal: GoalOf
    steps: list[Step]
    due: bool
    look: DayState
    state: LoggedState
    amount: float | None
    note: str | None
    ticked: list[str] | None
    reason: str | None
    tapped_at: datetime | None
    streak: int
    streak_unit: Unit
    longest_streak: int
    strength: float
    window: WindowOf
    week: list[Look]


@dataclass(frozen=True, slots=True)
class Agenda:
    totals: Totals
    items: list[AgendaItem]


def agenda(tx: Tx, me: Me, day: date) -> Agenda:
    """The habits that live on the day or are logged on it, due or not, in their order."""
    on = day.toordinal()
    all_habits = standings.read(tx, me, on - STRIP_DAYS + 1, on)
    logged = entries.entries_on(tx, me.key, day)
    today = me.today.toordinal()
    shown = [(habit, week_of(habit.course, on, today)) for habit in all_habits if _shows(habit, on, today)]
    return Agenda(
        Totals(sum(week.counts.due for _, week in shown), sum(week.counts.done for _, week in shown)),
        [_item(habit, on, week, logged.get(habit.figures.key)) for habit, week in shown],
    )


def _shows(habit: Standing, day: int, today: int) -> bool:
    """Whether a habit belongs on a day: archived, ended or planned ones only where they were marked.

    One that does not belong there counts for nothing either.
    """
    if logged_on(habit.course, day) != "none":
        return True
    begun = habit.figures.life.start <= max(day, today)
    return begun and day <= habit.figures.life.last


def goal_of(terms: Terms, day: int) -> GoalOf:
    """The goal in force on a day."""
    goal = terms.goal_on(day)
    return GoalOf(
        from_day=date.fromordinal(terms.since_on(day) or terms.versions[0].from_day),
        schedule=goal.schedule.value,
        times=goal.times,
        days=goal.days,
        weekdays=weekdays_of(goal.weekdays),
        target=None if goal.target is None else units(goal.target),
        sums=goal.sums,
        direction="at_most" if terms.quits else "at_least",
    )


def _item(habit: Standing, day: int, week: Week, entry: Entry | None) -> AgendaItem:
    row, course = habit.row, habit.course
    window = window_on(course, day)
    return AgendaItem(
        id=row.id,
        name=row.name,
        question=row.question,
        kind=course.terms.kind.value,
        measure=course.terms.measure.value,
        unit=row.unit,
        color=row.color,
        icon=row.icon,
        section=row.section,
        category=row.category,
        tags=json.loads(row.tags),
        position=row.position,
        goal=goal_of(course.terms, day),
        steps=steps_in(row),
        due=week.is_due,
        look=week.days[-1].state,
        state=logged_on(course, day),
        amount=_amount(habit, entry),
        note=None if entry is None else entry.note,
        ticked=None if entry is None or entry.steps is None else json.loads(entry.steps),
        reason=None if entry is None or entry.reason is None else SkipReason(entry.reason).name.lower(),
        tapped_at=_tapped_at(entry),
        streak=habit.now.streak,
        streak_unit=habit.unit,
        longest_streak=habit.now.longest,
        strength=habit.now.strength,
        window=WindowOf(
            window.done,
            window.needed,
            date.fromordinal(window.first),
            date.fromordinal(window.last),
            window.is_safe_to_skip,
        ),
        week=[Look(date.fromordinal(on), state) for on, state in week.days],
    )


def _amount(habit: Standing, entry: Entry | None) -> float | None:
    """What was counted; of a checklist the ticked steps say it better than their share."""
    if entry is None or entry.amount is None or habit.course.terms.measure is Measure.CHECK:
        return None
    return units(entry.amount)


def _tapped_at(entry: Entry | None) -> datetime | None:
    """When the person tapped; an import knows the day of a mark but not its hour."""
    if entry is None or entry.source is not Source.PERSON:
        return None
    return instant_of(entry.tapped_at)
