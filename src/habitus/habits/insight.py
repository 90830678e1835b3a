"""What lies behind the figures of one habit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import reading, replaying, standings
from habitus.habits.queries import entries
from habitus.habits.queries.entries import Noted
from habitus.habits.queries.tables import HabitRow, figures_of
from habitus.habits.rules import curve as curve_rules
from habitus.habits.rules import ledger as ledger_rules
from habitus.habits.rules import streaks as streak_rules
from habitus.habits.rules import summary as summary_rules
from habitus.habits.rules.agenda import logged_on
from habitus.habits.rules.course import Course
from habitus.habits.rules.goal import units
from habitus.habits.rules.ledger import Run
from habitus.habits.rules.summary import BestMonth
from habitus.habits.schemas.insight import (
    BestMonthRead,
    LedgerRead,
    NoteRead,
    RunRead,
    StreakList,
    StreakRead,
    StrengthRead,
    SummaryRead,
    WeekdayRead,
)
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx
from habitus.kernel.errors import CursorInvalid
from habitus.kernel.paging import Page, cursor_of, position_of


def ledger(tx: Tx, me: Me, habit_id: UUID) -> LedgerRead:
    """Why a habit's streak is what it is: reads its months as far back as the streak may reach."""
    row = reading.row_of(tx, me, habit_id)
    first, course = _whole(tx, me, row)
    today = me.today.toordinal()
    told = ledger_rules.ledger(course, first, today)
    return LedgerRead(
        habit_id=habit_id,
        today=me.today,
        unit=told.unit,
        streak=told.streak,
        since=None if told.since is None else date.fromordinal(told.since),
        runs=[_run(run) for run in told.runs],
        ended_by=None if told.ended_by is None else _run(told.ended_by),
    )


def summary(tx: Tx, me: Me, habit_id: UUID, days: int) -> SummaryRead:
    """What the last `days` days, up to today, amount to."""
    row = reading.row_of(tx, me, habit_id)
    since, last = figures_of(row, me).life.start, me.today.toordinal()
    first = last - days + 1
    habit = standings.read_one(tx, me, row, min(max(first, since), last))
    told = summary_rules.summary(habit.course, first, last, last)
    counts = row.measure != "check"
    return SummaryRead(
        habit_id=habit_id,
        first=date.fromordinal(first),
        last=me.today,
        since=date.fromordinal(since),
        due=told.due,
        done=told.done,
        rate=told.rate,
        partial=told.partial,
        skipped=told.skipped,
        lapsed=told.lapsed,
        amount=units(told.amount) if counts else None,
        by_weekday=[
            WeekdayRead(weekday=number, due=due, done=done)
            for number, (due, done) in enumerate(told.by_weekday, 1)
        ],
        best_month=None if told.best_month is None else _best_month(told.best_month, counts=counts),
    )


def strength(tx: Tx, me: Me, habit_id: UUID, days: int) -> StrengthRead:
    """A habit's strength over the last `days` days: replayed from the month in which they begin."""
    figures = figures_of(reading.row_of(tx, me, habit_id), me)
    today = me.today.toordinal()
    first = today - days + 1
    replay = replaying.since(tx, me, figures, curve_rules.reads_from(figures.life, first, today))
    found = curve_rules.curve(replay.course, replay.known, first, today)
    return StrengthRead(
        habit_id=habit_id,
        first=date.fromordinal(found.days[0]),
        last=me.today,
        step_days=found.days.step,
        values=found.values,
        now=found.values[-1],
        change_30=found.change,
    )


def streaks(tx: Tx, me: Me, habit_id: UUID, limit: int) -> StreakList:
    """A habit's longest streaks: reads its months as far back as a streak may reach."""
    first, course = _whole(tx, me, reading.row_of(tx, me, habit_id))
    today = me.today.toordinal()
    found = streak_rules.best(streak_rules.streaks(course, first, today), limit)
    return StreakList(
        habit_id=habit_id,
        unit=course.terms.unit_on(today),
        items=[
            StreakRead(
                length=one.length,
                first=date.fromordinal(one.first),
                last=date.fromordinal(one.last),
                is_running=one.is_running,
            )
            for one in found
        ],
    )


def notes(tx: Tx, me: Me, habit_id: UUID, cursor: str | None, limit: int) -> Page[NoteRead]:
    """A page of the days with a note, newest first."""
    row = reading.row_of(tx, me, habit_id)
    last = date.max if cursor is None else _day_of(cursor)
    found = entries.notes(tx, me.key, row.key, last, limit + 1)
    page, more = found[:limit], len(found) > limit
    if not page:
        return Page(items=[], next_cursor=None)
    oldest = min(page[-1].day, me.today).toordinal()
    habit = standings.read_one(tx, me, row, oldest)
    return Page(
        items=[_note(habit, one) for one in page],
        next_cursor=cursor_of(found[limit].day.toordinal()) if more else None,
    )


def _day_of(cursor: str) -> date:
    (day,) = position_of(cursor, int)
    try:
        return date.fromordinal(int(day))
    except (ValueError, OverflowError) as error:
        raise CursorInvalid("Ask for the first page again, without a cursor.") from error


def _note(habit: Standing, one: Noted) -> NoteRead:
    return NoteRead(
        day=one.day,
        state=logged_on(habit.course, one.day.toordinal()),
        amount=None if one.amount is None or habit.row.measure == "check" else units(one.amount),
        note=one.note,
    )


def _whole(tx: Tx, me: Me, row: HabitRow) -> tuple[int, Course]:
    """A habit's whole course, and the first day on which anything of it can count."""
    start = figures_of(row, me).life.start
    course = standings.read_one(tx, me, row, start).course
    return min(start - course.terms.reach(start), me.today.toordinal()), course


def _best_month(best: BestMonth, *, counts: bool) -> BestMonthRead:
    return BestMonthRead(
        month=date.fromordinal(best.month).strftime("%Y-%m"),
        done=best.done,
        amount=units(best.amount) if counts else None,
    )


def _run(run: Run) -> RunRead:
    return RunRead(
        first=date.fromordinal(run.first), last=date.fromordinal(run.last), what=run.what, adds=run.adds
    )
