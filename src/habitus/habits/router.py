"""Habits, pauses and calendars over HTTP. Days are checked off in `today`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from habitus.accounts.deps import Actor, Db, Reader
from habitus.habits import lifecycle, pausing, service, starters
from habitus.habits.errors import (
    GoalNotAllowed,
    HabitIdTaken,
    HabitNotFound,
    OrderIncomplete,
    PauseIdTaken,
    PauseNotAllowed,
    PauseNotFound,
)
from habitus.habits.schemas.calendar import HeatRead, Month, MonthRead, Year
from habitus.habits.schemas.goals import GoalChange
from habitus.habits.schemas.habits import HabitCreate, HabitRead, HabitWrite, OrderWrite, StarterList
from habitus.habits.schemas.insight import LedgerRead, NoteRead, StreakList, StrengthRead, SummaryRead
from habitus.habits.schemas.pauses import PauseEnd, PauseList, PauseRead, PauseWrite
from habitus.kernel.errors import CursorInvalid, problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.paging import Limit, Page

habits = APIRouter(prefix="/habits", tags=["habits"], route_class=StrictRoute)
pauses = APIRouter(prefix="/pauses", tags=["habits"], route_class=StrictRoute)
calendar = APIRouter(prefix="/calendar", tags=["habits"], route_class=StrictRoute)


@habits.get("", operation_id="listHabits", responses=problems(CursorInvalid))
async def list_habits(
    actor: Reader,
    db: Db,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[Limit, Query()] = 50,
    *,
    archived: bool = False,
    deleted: bool = False,
) -> Page[HabitRead]:
    """List habits in their order: those in use, those put away, or those deleted a short while ago."""
    which: service.Which = "deleted" if deleted else "archived" if archived else "active"
    return await db.read_own(actor, service.list_habits, cursor, limit, which)


@habits.post(
    "", operation_id="createHabit", status_code=201, responses=problems(HabitIdTaken, GoalNotAllowed)
)
async def create_habit(body: HabitCreate, actor: Actor, db: Db) -> HabitRead:
    """Make a habit. With an `id` of your own it is safe to repeat."""
    return await db.write(actor, lifecycle.create_as_asked, body)


@habits.get("/starters", operation_id="listStarters")
async def list_starters(actor: Reader, db: Db) -> StarterList:
    """Habits to begin with, in the person's language."""
    return await db.read_own(actor, starters.starters)


@habits.put("/order", operation_id="orderHabits", status_code=204, responses=problems(OrderIncomplete))
async def order_habits(body: OrderWrite, actor: Actor, db: Db) -> None:
    """Put the habits in use into another order."""
    await db.write(actor, lifecycle.reorder, body.habit_ids)


@habits.get("/{habit_id}", operation_id="getHabit", responses=problems(HabitNotFound))
async def get_habit(habit_id: UUID, actor: Reader, db: Db) -> HabitRead:
    """One habit with its streak and strength as of today."""
    return await db.read_own(actor, service.get, habit_id)


@habits.patch("/{habit_id}", operation_id="editHabit", responses=problems(HabitNotFound, GoalNotAllowed))
async def edit_habit(habit_id: UUID, body: HabitWrite, actor: Actor, db: Db) -> HabitRead:
    """Change what is given: words, looks, checklist, reminders, first and last day."""
    return await db.write(actor, lifecycle.edit, habit_id, body)


@habits.delete("/{habit_id}", operation_id="deleteHabit", status_code=204, responses=problems(HabitNotFound))
async def delete_habit(habit_id: UUID, actor: Actor, db: Db) -> None:
    """Take a habit out of everything. For 30 days `undeleteHabit` brings it back whole."""
    await db.write(actor, lifecycle.delete, habit_id)


@habits.post("/{habit_id}/undelete", operation_id="undeleteHabit", responses=problems(HabitNotFound))
async def undelete_habit(habit_id: UUID, actor: Actor, db: Db) -> HabitRead:
    """Bring a deleted habit back with its whole history."""
    return await db.write(actor, lifecycle.undelete, habit_id)


@habits.put("/{habit_id}/goal", operation_id="setGoal", responses=problems(HabitNotFound, GoalNotAllowed))
async def set_goal(habit_id: UUID, body: GoalChange, actor: Actor, db: Db) -> HabitRead:
    """Ask for something else from a day on; what was asked before stays as it was."""
    return await db.write(actor, lifecycle.set_goal_as_asked, habit_id, body)


@habits.put("/{habit_id}/archive", operation_id="archiveHabit", responses=problems(HabitNotFound))
async def archive_habit(habit_id: UUID, actor: Actor, db: Db) -> HabitRead:
    """Put a habit away: from today on nothing is asked. Safe to repeat."""
    return await db.write(actor, lifecycle.archive, habit_id)


@habits.delete("/{habit_id}/archive", operation_id="restoreHabit", responses=problems(HabitNotFound))
async def restore_habit(habit_id: UUID, actor: Actor, db: Db) -> HabitRead:
    """Bring a habit back from the archive; the days it was away do not count. Safe to repeat."""
    return await db.write(actor, lifecycle.restore, habit_id)


@habits.get("/{habit_id}/ledger", operation_id="getLedger", responses=problems(HabitNotFound))
async def get_ledger(habit_id: UUID, actor: Reader, db: Db) -> LedgerRead:
    """Why the streak is what it is: its days in runs, newest first, and what ended the one before."""
    return await db.read_own(actor, service.ledger, habit_id)


@habits.get("/{habit_id}/summary", operation_id="getSummary", responses=problems(HabitNotFound))
async def get_summary(
    habit_id: UUID, actor: Reader, db: Db, days: Annotated[int, Query(ge=1, le=36_600)] = 30
) -> SummaryRead:
    """What the last days, up to today, amount to."""
    return await db.read_own(actor, service.summary, habit_id, days)


@habits.get("/{habit_id}/strength", operation_id="getStrength", responses=problems(HabitNotFound))
async def get_strength(
    habit_id: UUID, actor: Reader, db: Db, days: Annotated[int, Query(ge=1, le=36_600)] = 90
) -> StrengthRead:
    """Strength over the last days, up to today and not before the first day: at most 400 values."""
    return await db.read_own(actor, service.strength, habit_id, days)


@habits.get("/{habit_id}/streaks", operation_id="listStreaks", responses=problems(HabitNotFound))
async def list_streaks(
    habit_id: UUID, actor: Reader, db: Db, limit: Annotated[int, Query(ge=1, le=50)] = 5
) -> StreakList:
    """The longest streaks there were, of equals the newer first."""
    return await db.read_own(actor, service.streaks, habit_id, limit)


@habits.get("/{habit_id}/notes", operation_id="listNotes", responses=problems(HabitNotFound, CursorInvalid))
async def list_notes(
    habit_id: UUID,
    actor: Reader,
    db: Db,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[NoteRead]:
    """Days with a note, newest first."""
    return await db.read_own(actor, service.notes, habit_id, cursor, limit)


@pauses.get("", operation_id="listPauses")
async def list_pauses(actor: Reader, db: Db) -> PauseList:
    """All pauses, oldest first, with those that came of an archive."""
    return await db.read_own(actor, pausing.list_pauses)


@pauses.post(
    "",
    operation_id="addPause",
    status_code=201,
    responses=problems(HabitNotFound, PauseNotAllowed, PauseIdTaken),
)
async def add_pause(body: PauseWrite, actor: Actor, db: Db) -> PauseRead:
    """Ask nothing of one habit, or of all, for some days. With an `id` of your own it is safe to repeat."""
    return await db.write(actor, pausing.add, body)


@pauses.patch("/{pause_id}", operation_id="endPause", responses=problems(PauseNotFound, PauseNotAllowed))
async def end_pause(pause_id: UUID, body: PauseEnd, actor: Actor, db: Db) -> PauseRead:
    """Give a pause another last day, or leave it open."""
    return await db.write(actor, pausing.end, pause_id, body.last)


@pauses.delete("/{pause_id}", operation_id="removePause", status_code=204, responses=problems(PauseNotFound))
async def remove_pause(pause_id: UUID, actor: Actor, db: Db) -> None:
    """Take a pause back, as if it had never been."""
    await db.write(actor, pausing.remove, pause_id)


@calendar.get("/years", operation_id="getYears", responses=problems(HabitNotFound))
async def get_years(
    actor: Reader,
    db: Db,
    first: Annotated[Year, Query()],
    last: Annotated[Year, Query()],
    habit_id: UUID | None = None,
) -> HeatRead:
    """Years up to today, of one habit or of all: a digit a day, and how many were due and done."""
    return await db.read_own(actor, service.heat, min(first, last), max(first, last), habit_id)


@calendar.get("/{month}", operation_id="getMonth")
async def get_month(month: Month, actor: Reader, db: Db) -> MonthRead:
    """A month up to today: how many habits were due and done on each day, and each habit's share."""
    return await db.read_own(actor, service.month, month)
