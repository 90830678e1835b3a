"""The JSON of habits and the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from habitus.habits.models import NewHabit
from habitus.habits.rules.due import DayState
from habitus.habits.rules.goal import AMOUNT_MAX, DAYS_MAX, Measure
from habitus.kernel.schemas import Input, Output

CivilDay = date
"""The type, where a field called `date` hides its name."""

Pigment = Literal["rose", "clay", "honey", "moss", "sage", "lagoon", "dusk", "heather"]
Section = Literal["morning", "afternoon", "evening", "anytime"]
MeasureName = Literal["check", "amount"]

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S", examples=["Morning stretch"])]
Share = Annotated[float, Field(ge=0, le=1, examples=[0.62])]
Count = Annotated[int, Field(ge=0, examples=[12])]
Month = Annotated[str, Field(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$", examples=["2026-11"])]


class GoalWrite(Input):
    """`times` in any `days` days; for amounts, `target` units over any `days` days."""

    times: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX, examples=[3])] = 1
    days: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX, examples=[7], validate_default=True)] = 1
    target: Annotated[float, Field(strict=True, ge=0.000_001, le=AMOUNT_MAX, examples=[8.0])] | None = None

    @field_validator("days")
    @classmethod
    def _hold_the_times(cls, days: int, info: ValidationInfo) -> int:
        if info.data.get("times", 1) > days:
            raise ValueError("cannot be less than times")
        return days


class HabitCreate(Input):
    id: UUID | None = None
    """The client's own id makes it safe to send this twice."""
    name: Name
    measure: MeasureName
    unit: Annotated[str, Field(max_length=40, examples=["glasses"])] = ""
    color: Pigment
    icon: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$", examples=["leaf"])]
    section: Section
    question: Annotated[str, Field(max_length=300, examples=["Did you stretch this morning?"])] = ""
    goal: GoalWrite

    @field_validator("goal")
    @classmethod
    def _fits_the_measure(cls, goal: GoalWrite, info: ValidationInfo) -> GoalWrite:
        if "measure" in info.data and (info.data["measure"] == "amount") != (goal.target is not None):
            raise ValueError("an amount needs a target, and a check has none")
        return goal

    def as_new_habit(self) -> NewHabit:
        return NewHabit(
            id=self.id,
            name=self.name.strip(),
            measure=Measure(self.measure),
            unit=self.unit.strip(),
            color=self.color,
            icon=self.icon,
            section=self.section,
            question=self.question.strip(),
            times=self.goal.times,
            days=self.goal.days,
            target=self.goal.target,
        )


class GoalRead(Output):
    from_day: date
    times: int
    days: int
    target: float | None
    direction: Literal["at_least"]


class HabitRead(Output):
    id: UUID
    name: str
    kind: Literal["build"]
    measure: MeasureName
    unit: str
    question: str
    color: Pigment
    icon: str
    section: Section
    position: int
    archived_at: datetime | None
    start: date | None
    goal: GoalRead
    streak: Count
    longest_streak: Count
    strength: Share
    created_at: datetime


class DayTotals(Output):
    date: CivilDay
    due: Count
    done: Count


class DayLook(Output):
    date: CivilDay
    state: DayState


class HabitMonthRead(Output):
    id: UUID
    name: str
    color: Pigment
    icon: str
    measure: MeasureName
    unit: str
    done: Count
    due: Count
    streak: Count
    week: list[DayLook]


class MonthRead(Output):
    """A month up to today; a day on which nothing was due and nothing done has 0 and 0."""

    month: Month
    today: date
    first_weekday: Annotated[int, Field(ge=1, le=7)]
    earliest: date | None
    days: list[DayTotals]
    habits: list[HabitMonthRead]
