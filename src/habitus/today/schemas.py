"""The JSON of a day and of a check-off."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from habitus.accounts.rules import known_zone
from habitus.habits.rules.agenda import DayState, LoggedState
from habitus.habits.rules.goal import AMOUNT_MAX
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change, SkipReason
from habitus.kernel.schemas import Input, Output, iso_day

NOTE_MAX = 2_000

CivilDay = date
"""The type, where a field called `date` hides its name."""

Count = Annotated[int, Field(ge=0, examples=[12])]
Share = Annotated[float, Field(ge=0, le=1, examples=[0.62])]
Reason = Literal["sick", "travel", "rest", "other"]
StepId = Annotated[str, Field(min_length=1, max_length=40)]


def _iso_instant(value: Any) -> Any:
    """Only a date and a time: pydantic would read a bare number as seconds since 1970."""
    if isinstance(value, str) and value[4:5] == value[7:8] == "-":
        return value
    raise ValueError("write an instant as YYYY-MM-DDTHH:MM:SSZ")


Day = Annotated[date, BeforeValidator(iso_day), Field(examples=["2026-11-20"])]
Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), examples=["2026-11-20T18:30:00Z"]),
    BeforeValidator(_iso_instant),
]
Zone = Annotated[str, Field(max_length=64, examples=["Europe/Berlin"]), AfterValidator(known_zone)]


class EntryWrite(Input):
    """A tap: what the day shall be, when and where it was tapped.

    The later tap wins, whatever the order of arrival. `increment` adds to the amount, once per
    `client_id`. A `note` left out is kept, an empty one removed. Of a checklist, `steps` are those that
    are ticked; without them a done day has them all. A skipped day may have a `reason`.
    """

    state: Literal["done", "skipped", "lapsed", "none"]
    amount: Annotated[float, Field(strict=True, ge=0, le=AMOUNT_MAX, examples=[8.0])] | None = None
    increment: Annotated[float, Field(strict=True, ge=-AMOUNT_MAX, le=AMOUNT_MAX, examples=[1.0])] | None = (
        None
    )
    note: Annotated[str, Field(max_length=NOTE_MAX, examples=["With Jana, by the river"])] | None = None
    tapped_at: Instant
    zone: Zone
    client_id: Annotated[
        Annotated[str, Field(min_length=1, max_length=64, examples=["b9a1c7"])] | None,
        Field(validate_default=True),
    ] = None

    steps: Annotated[tuple[StepId, ...], Field(max_length=30)] | None = None
    reason: Reason | None = None

    @field_validator("steps")
    @classmethod
    def _without_an_amount(
        cls, steps: tuple[str, ...] | None, info: ValidationInfo
    ) -> tuple[str, ...] | None:
        if steps is None:
            return None
        if info.data.get("state", "done") != "done":
            raise ValueError("only a done day has steps")
        if info.data.get("amount") is not None or info.data.get("increment") is not None:
            raise ValueError("send steps or an amount, not both")
        return steps

    @field_validator("reason")
    @classmethod
    def _only_when_skipped(cls, reason: Reason | None, info: ValidationInfo) -> Reason | None:
        if reason is not None and info.data.get("state", "skipped") != "skipped":
            raise ValueError("only a skipped day has a reason")
        return reason

    @field_validator("amount", "increment")
    @classmethod
    def _only_when_done(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and info.data.get("state", "done") != "done":
            raise ValueError("only a done day has an amount")
        return value

    @field_validator("increment")
    @classmethod
    def _instead_of_an_amount(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and info.data.get("amount") is not None:
            raise ValueError("send an amount or an increment, not both")
        return value

    @field_validator("client_id")
    @classmethod
    def _with_an_increment(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("increment") is not None:
            raise ValueError("an increment needs a client_id")
        return value

    def as_change(self, day: date, day_start: int) -> Change:
        return Change(
            day=day,
            state=State[self.state.upper()],
            tapped_at=self.tapped_at,
            zone=self.zone,
            day_start=day_start,
            amount=self.amount,
            increment=self.increment,
            note=self.note,
            client_id=self.client_id,
            steps=self.steps,
            reason=None if self.reason is None else SkipReason[self.reason.upper()],
        )


class EntryRead(Output):
    habit_id: UUID
    day: date
    state: LoggedState
    amount: float | None
    note: str | None
    steps: list[str] | None
    """The ticked steps of a checklist; null when it was done whole."""
    reason: Reason | None
    tapped_at: datetime


class HabitFigures(Output):
    streak: Count
    longest_streak: Count
    strength: Share


class CheckOffDay(Output):
    date: CivilDay
    due: Count
    done: Count


class CheckOffRead(Output):
    """What the day is now, and what that made of the habit and of the whole day."""

    entry: EntryRead | None
    habit: HabitFigures
    day: CheckOffDay


class _FromValues(Output):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class AgendaGoal(_FromValues):
    """`times` in `days` days; `target` in units, of a day or, with `sums`, of the whole span."""

    from_day: date
    schedule: Literal["daily", "weekdays", "weekly", "monthly", "interval", "window"]
    times: int
    days: int
    weekdays: list[int]
    target: float | None
    sums: bool
    direction: Literal["at_least", "at_most"]


class AgendaWindow(_FromValues):
    """What the goal's day, week, month or window holds up to this day, and what it asks."""

    done: float
    needed: float
    first: date
    last: date
    is_safe_to_skip: bool
    """The goal can still be met when nothing is done on this day."""


class AgendaStep(_FromValues):
    id: str
    name: str


class AgendaDay(_FromValues):
    date: CivilDay
    state: DayState


class AgendaItem(_FromValues):
    """`look` is how the day counts so far, `state` what is logged on it."""

    id: UUID
    name: str
    question: str
    kind: Literal["build", "quit"]
    measure: Literal["check", "amount", "minutes"]
    unit: str
    color: Literal["rose", "clay", "honey", "moss", "sage", "lagoon", "dusk", "heather"]
    icon: str
    section: Literal["morning", "afternoon", "evening", "anytime"]
    category: str
    tags: list[str]
    position: int
    goal: AgendaGoal
    steps: list[AgendaStep]
    due: bool
    look: DayState
    state: LoggedState
    amount: float | None
    note: str | None
    ticked: list[str] | None
    reason: Reason | None
    tapped_at: datetime | None
    streak: Count
    streak_unit: Literal["day", "week", "month"]
    longest_streak: Count
    strength: Share
    window: AgendaWindow
    week: list[AgendaDay]


class DayRead(Output):
    date: CivilDay
    today: CivilDay
    due: Count
    done: Count
    habits: list[AgendaItem]
