"""How a habit is read: its own words, its goal, and how it stands today."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.errors import HabitNotFound
from habitus.habits.models import NewReminder, Step
from habitus.habits.queries import habits
from habitus.habits.queries import terms as term_queries
from habitus.habits.queries.tables import HabitRow
from habitus.habits.rules.goal import Goal, Measure, Schedule, units
from habitus.habits.rules.terms import Terms
from habitus.habits.schemas.goals import GoalRead
from habitus.habits.schemas.habits import HabitRead, ReminderRead, StepRead
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx


def row_of(tx: Tx, me: Me, habit_id: UUID, *, deleted: bool = False) -> HabitRow:
    """A habit of the person, or one of their deleted ones; raises HabitNotFound."""
    row = habits.one(tx, me.key, habit_id)
    if row is None or (row.deleted_at is not None) != deleted:
        raise HabitNotFound("You have no habit with this id.")
    return row


def steps_of(tx: Tx, me: Me, habit_id: UUID) -> list[Step]:
    """A habit's checklist; raises HabitNotFound."""
    return steps_in(row_of(tx, me, habit_id))


def steps_in(row: HabitRow) -> list[Step]:
    return [Step(step["id"], step["name"]) for step in json.loads(row.steps)]


def read_habit(tx: Tx, me: Me, row: HabitRow) -> HabitRead:
    """One habit with its figures as of today."""
    reminders = term_queries.reminders(tx, me.key)
    return _read(standings.read_one(tx, me, row), reminders)


def read_habits(tx: Tx, me: Me, rows: Sequence[HabitRow]) -> list[HabitRead]:
    """Habits with their figures as of today."""
    if not rows:
        return []
    reminders = term_queries.reminders(tx, me.key)
    return [_read(one, reminders) for one in standings.read_rows(tx, me, rows)]


def goal_read(terms: Terms, number: int = -1) -> GoalRead:
    """A version of the goal; the one in force now by default."""
    from_day, goal = terms.versions[number]
    return GoalRead(
        from_day=date.fromordinal(from_day),
        schedule=goal.schedule.value,
        times=goal.times,
        days=goal.days,
        weekdays=weekdays_of(goal.weekdays),
        target=None if goal.target is None else units(goal.target),
        per_day=_is_per_day(terms, goal),
        direction="at_most" if terms.quits else "at_least",
        first_weekday=goal.first_weekday,
        anchor=date.fromordinal(goal.anchor) if goal.schedule is Schedule.INTERVAL else None,
    )


def weekdays_of(bits: int) -> list[int]:
    """ISO weekdays of a bitmap whose bit 0 is Monday."""
    return [day + 1 for day in range(7) if bits >> day & 1]


def _is_per_day(terms: Terms, goal: Goal) -> bool:
    spans = goal.schedule in {Schedule.WEEKLY, Schedule.MONTHLY, Schedule.WINDOW}
    return terms.measure is not Measure.CHECK and spans and not goal.sums


def _read(habit: Standing, reminders: dict[int, list[NewReminder]]) -> HabitRead:
    row, terms = habit.row, habit.figures.terms
    return HabitRead(
        id=row.id,
        name=row.name,
        kind=terms.kind.value,
        measure=terms.measure.value,
        unit=row.unit,
        question=row.question,
        description=row.description,
        color=row.color,
        icon=row.icon,
        section=row.section,
        category=row.category,
        tags=json.loads(row.tags),
        steps=[StepRead(id=step.id, name=step.name) for step in steps_in(row)],
        skip_budget=row.skip_budget,
        position=row.position,
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        archived_at=row.archived_at,
        deleted_at=row.deleted_at,
        start=date.fromordinal(habit.figures.life.start),
        goal=goal_read(terms),
        goals=[goal_read(terms, number) for number in range(len(terms.versions))],
        reminders=[_reminder(one) for one in reminders.get(row.key, [])],
        streak=habit.now.streak,
        streak_unit=habit.unit,
        longest_streak=habit.now.longest,
        strength=habit.now.strength,
        created_at=row.created_at,
    )


def _reminder(reminder: NewReminder) -> ReminderRead:
    time = f"{reminder.minute // 60:02d}:{reminder.minute % 60:02d}"
    return ReminderRead(time=time, weekdays=weekdays_of(reminder.weekdays))
