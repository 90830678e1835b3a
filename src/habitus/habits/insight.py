"""What lies behind the figures of one habit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import reading, standings
from habitus.habits.queries import months
from habitus.habits.queries.tables import figures_of
from habitus.habits.rules import ledger as ledger_rules
from habitus.habits.rules import summary as summary_rules
from habitus.habits.rules.goal import units
from habitus.habits.rules.ledger import Run
from habitus.habits.schemas.insight import LedgerRead, RunRead, SummaryRead, WeekdayRead
from habitus.kernel.db import Tx


def ledger(tx: Tx, me: Me, habit_id: UUID) -> LedgerRead:
    """Why a habit's streak is what it is: reads its months as far back as the streak may reach."""
    row = reading.row_of(tx, me, habit_id)
    start = figures_of(row, me).life.start
    course = standings.read_one(tx, me, row, start).course
    today = me.today.toordinal()
    first = min(start - course.terms.reach(start), today)
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
    last = me.today.toordinal()
    first = last - days + 1
    habit = standings.read_one(tx, me, row, first)
    told = summary_rules.summary(habit.course, first, last, last)
    counts = row.measure != "check"
    return SummaryRead(
        habit_id=habit_id,
        first=date.fromordinal(first),
        last=me.today,
        due=told.due,
        done=told.done,
        rate=told.rate,
        partial=told.partial,
        skipped=told.skipped,
        lapsed=told.lapsed,
        amount=units(months.amount_between(tx, me.key, row.key, first, last)) if counts else None,
        by_weekday=[
            WeekdayRead(weekday=number, due=due, done=done)
            for number, (due, done) in enumerate(told.by_weekday, 1)
        ],
    )


def _run(run: Run) -> RunRead:
    return RunRead(
        first=date.fromordinal(run.first), last=date.fromordinal(run.last), what=run.what, adds=run.adds
    )
