"""Habits and the month calendar over HTTP. Days are checked off in `today`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from habitus.accounts.deps import Actor, Db
from habitus.habits import service
from habitus.habits.errors import HabitIdTaken, HabitNotFound
from habitus.habits.schemas import HabitCreate, HabitRead, Month, MonthRead
from habitus.kernel.errors import CursorInvalid, problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.paging import Limit, Page

habits = APIRouter(prefix="/habits", tags=["habits"], route_class=StrictRoute)
calendar = APIRouter(prefix="/calendar", tags=["habits"], route_class=StrictRoute)


@habits.get("", operation_id="listHabits", responses=problems(CursorInvalid))
async def list_habits(
    actor: Actor,
    db: Db,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[Limit, Query()] = 50,
    *,
    archived: bool = False,
) -> Page[HabitRead]:
    """List habits in their order, those in use or those put away."""
    return await db.read(actor, service.list_habits, cursor, limit, "archived" if archived else "active")


@habits.post("", operation_id="createHabit", status_code=201, responses=problems(HabitIdTaken))
async def create_habit(body: HabitCreate, actor: Actor, db: Db) -> HabitRead:
    """Make a habit. With an `id` of your own it is safe to repeat."""
    return await db.write(actor, service.create, body.as_new_habit())


@habits.get("/{habit_id}", operation_id="getHabit", responses=problems(HabitNotFound))
async def get_habit(habit_id: UUID, actor: Actor, db: Db) -> HabitRead:
    """One habit with its streak and strength as of today."""
    return await db.read(actor, service.get, habit_id)


@calendar.get("/{month}", operation_id="getMonth")
async def get_month(month: Month, actor: Actor, db: Db) -> MonthRead:
    """A month up to today: how many habits were due and done on each day, and each habit's share."""
    return await db.read(actor, service.month, month)
