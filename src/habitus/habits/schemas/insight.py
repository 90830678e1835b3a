"""What lies behind the figures of a habit, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from habitus.habits.rules.ledger import What
from habitus.habits.schemas.calendar import Rate
from habitus.habits.schemas.words import Count
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


class SummaryRead(Output):
    """What a span of days amounts to; `rate` is done over due, null where nothing was due."""

    habit_id: UUID
    first: date
    last: date
    due: Count
    done: Count
    rate: Rate | None
    partial: Count
    skipped: Count
    lapsed: Count
    amount: float | None
    by_weekday: list[WeekdayRead]
