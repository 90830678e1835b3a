"""Habits as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from habitus.habits.models import NewHabit, NewReminder, Step
from habitus.habits.rules.goal import Kind, Measure
from habitus.habits.schemas.goals import GoalRead, GoalWrite
from habitus.habits.schemas.words import (
    Category,
    Count,
    Day,
    Description,
    Icon,
    KindName,
    MeasureName,
    Name,
    Pigment,
    Question,
    Section,
    Share,
    SkipBudget,
    Tags,
    Unit,
    Weekday,
)
from habitus.kernel.schemas import Input, Output


class StepWrite(Input):
    id: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9-]+$", examples=["warm-up"])]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class ReminderWrite(Input):
    """A time of the wall clock, `HH:MM`, on ISO weekdays (1 is Monday)."""

    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["07:30"])]
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7)] = (1, 2, 3, 4, 5, 6, 7)

    def as_reminder(self) -> NewReminder:
        hour, minute = map(int, self.time.split(":"))
        return NewReminder(60 * hour + minute, sum({1 << (day - 1) for day in self.weekdays}))


Steps = Annotated[tuple[StepWrite, ...], Field(max_length=30)]
Reminders = Annotated[tuple[ReminderWrite, ...], Field(max_length=20)]


def steps_of(steps: Sequence[StepWrite]) -> tuple[Step, ...]:
    """Raises ValueError when two steps have one id."""
    if len({step.id for step in steps}) < len(steps):
        raise ValueError("two steps cannot have the same id")
    return tuple(Step(step.id, step.name) for step in steps)


class HabitCreate(Input):
    id: UUID | None = None
    """The client's own id makes it safe to send this twice."""
    name: Name
    kind: KindName = "build"
    measure: MeasureName
    unit: Unit = ""
    color: Pigment
    icon: Icon
    section: Section
    question: Question = ""
    description: Description = ""
    category: Category = ""
    tags: Tags = ()
    steps: Steps = ()
    skip_budget: SkipBudget | None = None
    begins_on: Day | None = None
    ends_on: Day | None = None
    reminders: Reminders = ()
    goal: GoalWrite

    @field_validator("steps")
    @classmethod
    def _are_a_checklist(cls, steps: Steps, info: ValidationInfo) -> Steps:
        steps_of(steps)
        if steps and (info.data.get("measure") != "check" or info.data.get("kind") != "build"):
            raise ValueError("only a check to build has steps")
        return steps

    @field_validator("goal")
    @classmethod
    def _fits_the_measure(cls, goal: GoalWrite, info: ValidationInfo) -> GoalWrite:
        measure = info.data.get("measure")
        if measure is not None and (measure != "check") != (goal.target is not None):
            raise ValueError("an amount needs a target, and a check has none")
        if goal.target == 0 and info.data.get("kind") == "build":
            raise ValueError("a target to reach must be above 0")
        return goal

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValueError("ends_on cannot be before begins_on")
        return self

    def as_new_habit(self, first_weekday: int) -> NewHabit:
        return NewHabit(
            id=self.id,
            name=self.name.strip(),
            kind=Kind(self.kind),
            measure=Measure(self.measure),
            unit=self.unit.strip(),
            color=self.color,
            icon=self.icon,
            section=self.section,
            question=self.question.strip(),
            description=self.description.strip(),
            category=self.category,
            tags=tuple(dict.fromkeys(self.tags)),
            steps=steps_of(self.steps),
            skip_budget=self.skip_budget,
            begins_on=self.begins_on,
            ends_on=self.ends_on,
            reminders=tuple(reminder.as_reminder() for reminder in self.reminders),
            goal=self.goal.as_new_goal(first_weekday),
        )


class HabitWrite(Input):
    """What is given is changed, what is left out stays. The goal has its own address."""

    name: Name | None = None
    unit: Unit | None = None
    color: Pigment | None = None
    icon: Icon | None = None
    section: Section | None = None
    question: Question | None = None
    description: Description | None = None
    category: Category | None = None
    tags: Tags | None = None
    steps: Steps | None = None
    skip_budget: SkipBudget | None = None
    begins_on: Day | None = None
    ends_on: Day | None = None
    reminders: Reminders | None = None

    @field_validator("steps")
    @classmethod
    def _have_their_own_ids(cls, steps: Steps | None) -> Steps | None:
        steps_of(steps or ())
        return steps


class OrderWrite(Input):
    """Every habit in use, in its new order."""

    habit_ids: Annotated[list[UUID], Field(max_length=2_000)]


class StepRead(Output):
    id: str
    name: str


class ReminderRead(Output):
    time: str
    weekdays: list[int]


class HabitRead(Output):
    id: UUID
    name: str
    kind: KindName
    measure: MeasureName
    unit: str
    question: str
    description: str
    color: Pigment
    icon: str
    section: Section
    category: str
    tags: list[str]
    steps: list[StepRead]
    skip_budget: int | None
    position: int
    begins_on: date
    ends_on: date | None
    archived_at: datetime | None
    deleted_at: datetime | None
    start: date | None
    goal: GoalRead
    goals: list[GoalRead]
    """Every goal it ever had, oldest first."""
    reminders: list[ReminderRead]
    streak: Count
    streak_unit: Literal["day", "week", "month"]
    longest_streak: Count
    strength: Share
    created_at: datetime


class StarterRead(Output):
    """A habit to begin with, in the person's language: what `createHabit` takes, but for an id."""

    key: str
    name: str
    question: str
    kind: KindName
    measure: MeasureName
    unit: str
    color: Pigment
    icon: str
    section: Section
    goal: GoalWrite


class StarterList(Output):
    items: list[StarterRead]
