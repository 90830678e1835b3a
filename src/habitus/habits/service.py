"""Habits: making them, looking at them, and `apply`, through which every change of a day goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import agenda as agendas
from habitus.habits import calendar, counting, insight, pasts, reading, recording
from habitus.habits.errors import HabitNotFound
from habitus.habits.facts import DaysChanged
from habitus.habits.queries import entries, habits
from habitus.habits.queries.entries import Target
from habitus.habits.reading import read_habit
from habitus.habits.recording import Outcome
from habitus.habits.refreshing import refresh
from habitus.habits.rules.agenda import LoggedState, logged_on
from habitus.habits.rules.due import Totals
from habitus.habits.rules.effects import Span
from habitus.habits.rules.merge import Change, Entry
from habitus.habits.rules.rollup import Figures, figures
from habitus.habits.schemas.calendar import HeatRead, MonthRead
from habitus.habits.schemas.habits import HabitRead
from habitus.habits.schemas.insight import LedgerRead, NoteRead, StreakList, StrengthRead, SummaryRead
from habitus.kernel import facts
from habitus.kernel.db import Tx
from habitus.kernel.paging import Page, cursor_of, position_of

CHANGES_MAX = 500

Which = Literal["active", "archived", "deleted"]


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of changes: an outcome each, and the truth afterwards.

    `entry` is the last change's day (None when nothing was ever written on it) and `state` how it
    counts; `totals` are those of the day that was asked for.
    """

    outcomes: list[Outcome]
    entry: Entry | None
    state: LoggedState
    figures: Figures
    totals: Totals | None


def apply(
    tx: Tx, me: Me, habit_id: UUID, changes: Sequence[Change], *, totals_on: date | None = None
) -> Applied:
    """Change days of a habit: the one function that does, whoever asks.

    Takes 1 to CHANGES_MAX changes, in the order in which they shall arrive; entries, month rows,
    figures and day totals are true again when it returns. With `totals_on` that day is counted and
    its totals come back. Raises HabitNotFound, DayNotOpen, StateNotAllowed, AmountNotAllowed,
    StepUnknown, SkipBudgetSpent and HabitArchived; then nothing is written.
    """
    assert 0 < len(changes) <= CHANGES_MAX
    target = _target(tx, me, habit_id, totals_on or changes[0].day)
    found = target.figures
    if any(change.steps is not None for change in changes):
        changes = recording.ticked(reading.steps_of(tx, me, habit_id), changes)
    recording.check(found, changes, me.today, tx.now)
    stored = _stored(tx, me, target, changes)
    merge = recording.merge(found.terms, stored, changes, tx.now)
    recording.keep_budget(tx, me, found, stored, merge)
    day = changes[-1].day
    writing = recording.writing_of(tx, me, found, merge.written, day)
    past = pasts.read(tx, me, writing)
    more: Mapping[int, Totals] | None = {}
    opening = past.opening
    if merge.written:
        opening = recording.store(tx, me, writing, past)
        first, last = min(merge.written), max(merge.written)
        more = counting.settle(tx, me, target, past, Span(first.toordinal(), last.toordinal()))
        facts.record(tx, DaysChanged(me.key, habit_id, first, last))
    return Applied(
        merge.outcomes,
        merge.written.get(day) or stored.get(day),
        logged_on(past.after, day.toordinal()),
        figures(past.after, opening, me.today.toordinal()),
        None if totals_on is None else counting.totals_on(tx, me, target, more),
    )


def _target(tx: Tx, me: Me, habit_id: UUID, day: date) -> Target:
    """The habit to be written, its figures fresh."""
    target = entries.for_write(tx, me, habit_id, day)
    if target is None:
        raise HabitNotFound("You have no habit with this id.")
    if not target.figures.stale:
        return target
    return target._replace(figures=refresh(tx, me, target.figures))


def _stored(tx: Tx, me: Me, target: Target, changes: Sequence[Change]) -> dict[date, Entry]:
    """The entries that the days to be written hold; a single one was read with the habit."""
    first, last = min(change.day for change in changes), max(change.day for change in changes)
    if first.toordinal() == last.toordinal() == target.day:
        return {} if target.entry is None else {first: target.entry}
    return entries.entries(tx, me.key, target.figures.key, first, last)


def get(tx: Tx, me: Me, habit_id: UUID) -> HabitRead:
    """One habit with its figures as of today; raises HabitNotFound."""
    return read_habit(tx, me, reading.row_of(tx, me, habit_id))


def list_habits(tx: Tx, me: Me, cursor: str | None, limit: int, which: Which) -> Page[HabitRead]:
    """A page of the habits in use, of those put away, or of those deleted, in their order."""
    after = (-1, 0) if cursor is None else position_of(cursor, int, int)
    rows = habits.deleted(tx, me.key) if which == "deleted" else habits.habits(tx, me.key)
    found = [
        row
        for row in rows
        if (row.position, row.key) > after
        and (which == "deleted" or (row.archived_at is None) == (which == "active"))
    ]
    page = found[:limit]
    more = len(found) > limit
    return Page(
        items=reading.read_habits(tx, me, page),
        next_cursor=cursor_of(page[-1].position, page[-1].key) if more else None,
    )


def agenda(tx: Tx, me: Me, day: date) -> agendas.Agenda:
    """The habits of a day up to tomorrow, with the day's totals; reads no more for a long history."""
    return agendas.agenda(tx, me, day)


def month(tx: Tx, me: Me, name: str) -> MonthRead:
    """The calendar of a month `YYYY-MM`."""
    return calendar.month(tx, me, name)


def heat(tx: Tx, me: Me, first: int, last: int, habit_id: UUID | None) -> HeatRead:
    """The days of the years `first` to `last`, of one habit or of all. Raises HabitNotFound."""
    return calendar.heat(tx, me, first, last, habit_id)


def ledger(tx: Tx, me: Me, habit_id: UUID) -> LedgerRead:
    """Why a habit's streak is what it is. Raises HabitNotFound."""
    return insight.ledger(tx, me, habit_id)


def summary(tx: Tx, me: Me, habit_id: UUID, days: int) -> SummaryRead:
    """What the last `days` days of a habit amount to. Raises HabitNotFound."""
    return insight.summary(tx, me, habit_id, days)


def strength(tx: Tx, me: Me, habit_id: UUID, days: int) -> StrengthRead:
    """A habit's strength over the last `days` days. Raises HabitNotFound."""
    return insight.strength(tx, me, habit_id, days)


def streaks(tx: Tx, me: Me, habit_id: UUID, limit: int) -> StreakList:
    """The longest streaks of a habit. Raises HabitNotFound."""
    return insight.streaks(tx, me, habit_id, limit)


def notes(tx: Tx, me: Me, habit_id: UUID, cursor: str | None, limit: int) -> Page[NoteRead]:
    """The notes of a habit. Raises HabitNotFound and CursorInvalid."""
    return insight.notes(tx, me, habit_id, cursor, limit)
