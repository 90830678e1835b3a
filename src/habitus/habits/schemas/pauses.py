"""Pauses as JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self
from uuid import UUID

from pydantic import model_validator

from habitus.habits.schemas.words import Day, PauseReason
from habitus.kernel.schemas import Input, Output


class PauseWrite(Input):
    """Days on which nothing is asked: of all habits without a `habit_id`, until told without a `last`."""

    id: UUID | None = None
    habit_id: UUID | None = None
    first: Day
    last: Day | None = None
    reason: PauseReason = "vacation"

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("last cannot be before first")
        return self


class PauseEnd(Input):
    """The last day of a pause; null leaves it open."""

    last: Day | None


class PauseRead(Output):
    id: UUID
    habit_id: UUID | None
    first: date
    last: date | None
    reason: Literal["vacation", "sick", "archived", "other"]


class PauseList(Output):
    items: list[PauseRead]
