"""Months and years as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from habitus.habits.rules.agenda import DayState
from habitus.habits.schemas.words import Count, MeasureName, Pigment
from habitus.kernel.schemas import Output

CivilDay = date
"""The type, where a field called `date` hides its name."""

Month = Annotated[str, Field(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$", examples=["2026-11"])]
Year = Annotated[int, Field(ge=1900, le=2199, examples=[2026])]
Rate = Annotated[float, Field(ge=0, le=1, examples=[0.83])]


class DayTotals(Output):
    date: CivilDay
    due: Count
    done: Count


class DayLook(Output):
    date: CivilDay
    state: DayState


class HabitMonthRead(Output):
    """A habit's share of a month; `rate` is done over due, null where nothing was due."""

    id: UUID
    name: str
    color: Pigment
    icon: str
    measure: MeasureName
    unit: str
    done: Count
    due: Count
    rate: Rate | None
    streak: Count
    streak_unit: Literal["day", "week", "month"]
    days: str
    """A hexadecimal digit a day: 1 done + 2 partial + 4 at rest + 8 due."""
    week: list[DayLook]


class MonthRead(Output):
    """A month up to today; a day on which nothing was due and nothing done has 0 and 0."""

    month: Month
    today: date
    first_weekday: Annotated[int, Field(ge=1, le=7)]
    earliest: date | None
    days: list[DayTotals]
    habits: list[HabitMonthRead]


class HabitHeatRead(Output):
    id: UUID
    name: str
    color: Pigment
    icon: str
    days: str
    """A hexadecimal digit a day from `first` on: 1 done + 2 partial + 4 at rest + 8 due."""


class HeatRead(Output):
    """Years up to today: `due` and `done` hold a number for each day from `first` on."""

    first: date
    last: date
    today: date
    first_weekday: Annotated[int, Field(ge=1, le=7)]
    earliest: date | None
    due: list[Count]
    done: list[Count]
    habits: list[HabitHeatRead]
