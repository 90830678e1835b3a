"""Today, any day, and checking off over HTTP."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from habitus.accounts.deps import CheckIn, Db, Reader
from habitus.habits.errors import (
    AmountNotAllowed,
    DayNotOpen,
    HabitArchived,
    HabitNotFound,
    SkipBudgetSpent,
    StateNotAllowed,
    StepUnknown,
)
from habitus.kernel.errors import problems
from habitus.kernel.http.lean_route import LeanRoute
from habitus.today import service
from habitus.today.schemas import CheckOffRead, Day, DayRead, EntryWrite

router = APIRouter(tags=["today"], route_class=LeanRoute)


@router.get("/today", operation_id="getToday")
async def get_today(actor: Reader, db: Db) -> DayRead:
    """All of today in one request: what is due, what is done, and how each habit stands."""
    return await db.read_own(actor, service.today)


@router.get("/days/{day}", operation_id="getDay", responses=problems(DayNotOpen))
async def get_day(day: Day, actor: Reader, db: Db) -> DayRead:
    """A day up to tomorrow, as it stands now; streaks and strength are today's."""
    return await db.read_own(actor, service.day, day)


@router.put(
    "/habits/{habit_id}/entries/{day}",
    operation_id="checkOff",
    responses=problems(
        HabitNotFound,
        DayNotOpen,
        StateNotAllowed,
        AmountNotAllowed,
        HabitArchived,
        StepUnknown,
        SkipBudgetSpent,
    ),
)
async def check_off(habit_id: UUID, day: Day, body: EntryWrite, actor: CheckIn, db: Db) -> CheckOffRead:
    """Record a day of a habit. Safe to repeat."""
    return await db.write(actor, service.check_off, habit_id, day, body)
