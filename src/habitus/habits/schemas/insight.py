"""What lies behind the figures of a habit, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from habitus.habits.rules.agenda import LoggedState
from habitus.habits.rules.ledger import What
from habitus.habits.schemas.calendar import Month, Rate
from habitus.habits.schemas.words import Count, Share, UnitName
from habitus.kernel.schemas import Output


class RunRead(Output):
    """Days in a row of one kind; `adds` is what they add to the streak."""

    first: date
    last: date
    what: What
    adds: Count


class LedgerRead(Output):
    """Why a streak is what it is: its days in runs, newest first, and the day that ended the one before."""

    habit_id: UUID
    today: date
    unit: Literal["day", "week", "month"]
    streak: Count
    since: date | None
    runs: list[RunRead]
    ended_by: RunRead | None


class WeekdayRead(Output):
    """`weekday` is ISO: 1 is Monday."""

    weekday: int
    due: Count
    done: Count


class BestMonthRead(Output):
    """The month of a span in which most was done; `amount` is null where none is counted."""

    month: Month
    done: Count
    amount: float | None


class SummaryRead(Output):
    """What a span of days amounts to; `rate` is done over due, null where nothing was due.

    `since` is the habit's first day: of a longer span everything is counted from there on.
    """

    habit_id: UUID
    first: date
    last: date
    since: date
    due: Count
    done: Count
    rate: Rate | None
    partial: Count
    skipped: Count
    lapsed: Count
    amount: float | None
    by_weekday: list[WeekdayRead]
    best_month: BestMonthRead | None


class StrengthRead(Output):
    """Strength over time: `values` begin with the day `first`, then every `step_days`-th to `last`, today.

    `now` is the last of them; `change_30` what 30 days added to it (-1 to 1), null for a younger habit.
    """

    habit_id: UUID
    first: date
    last: date
    step_days: Annotated[int, Field(ge=1, examples=[1])]
    values: list[Share]
    now: Share
    change_30: Annotated[float, Field(ge=-1, le=1, examples=[0.08])] | None


class StreakRead(Output):
    """A streak from the first day that added to it to the last; a week or month adds on the day it is met."""

    length: Annotated[int, Field(ge=1, examples=[41])]
    first: date
    last: date
    is_running: bool


class StreakList(Output):
    """The longest streaks, of equals the newer first; `unit` is what they count."""

    habit_id: UUID
    unit: UnitName
    items: list[StreakRead]


class NoteRead(Output):
    """A day with a note, and what is logged on it."""

    day: date
    state: LoggedState
    amount: float | None
    note: str
