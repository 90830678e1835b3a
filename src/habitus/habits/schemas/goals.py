"""Goals as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import AMOUNT_MAX, DAYS_MAX, Schedule
from habitus.habits.schemas.words import Day, ScheduleName, Weekday
from habitus.kernel.schemas import Input, Output


class GoalWrite(Input):
    """What is asked: see `schedule`; for amounts `target` units, of a day or of the whole span.

    Without a `schedule`: `times` in any `days` days. `weekdays` are ISO (1 is Monday). `per_day` asks
    for the target on so many days of a week, month or window, instead of as their sum. `anchor` is a
    day on which "every n days" falls.
    """

    schedule: ScheduleName | None = None
    times: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX, examples=[3])] = 1
    days: Annotated[int, Field(strict=True, ge=1, le=DAYS_MAX, examples=[7], validate_default=True)] = 1
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7, examples=[[1, 3, 5]])] = ()
    target: Annotated[float, Field(strict=True, ge=0, le=AMOUNT_MAX, examples=[8.0])] | None = None
    per_day: bool = False
    first_weekday: Weekday | None = None
    anchor: Day | None = None

    @field_validator("days")
    @classmethod
    def _hold_the_times(cls, days: int, info: ValidationInfo) -> int:
        if info.data.get("schedule") in {None, "window"} and info.data.get("times", 1) > days:
            raise ValueError("cannot be less than times")
        return days

    @field_validator("target")
    @classmethod
    def _is_none_or_countable(cls, target: float | None) -> float | None:
        if target is not None and 0 < target < 0.000_001:
            raise ValueError("cannot be so small")
        return target

    def as_new_goal(self, first_weekday: int) -> NewGoal:
        return NewGoal(
            schedule=None if self.schedule is None else Schedule(self.schedule),
            times=self.times,
            days=self.days,
            weekdays=self.weekdays,
            target=self.target,
            per_day=self.per_day,
            first_weekday=self.first_weekday or first_weekday,
            anchor=self.anchor,
        )


class GoalChange(Input):
    """A goal from a day on (`since`, today when left out); what was asked before it stays as it was."""

    goal: GoalWrite
    since: Day | None = None


class GoalRead(Output):
    """`times` in `days` days is how often it is asked; `target` in units, `per_day` or over the span."""

    from_day: date
    schedule: ScheduleName
    times: int
    days: int
    weekdays: list[int]
    target: float | None
    per_day: bool
    direction: Literal["at_least", "at_most"]
    first_weekday: Annotated[int, Field(ge=1, le=7)]
    anchor: date | None
