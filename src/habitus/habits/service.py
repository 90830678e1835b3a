"""Habits: making them, looking at them, and `apply`, through which every change of a day goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import agenda as agendas
from habitus.habits import calendar, recording, standings
from habitus.habits.errors import HabitIdTaken, HabitNotFound
from habitus.habits.models import NewHabit
from habitus.habits.queries import days, entries, habits, sources
from habitus.habits.recording import Outcome
from habitus.habits.rules.due import Life, Totals, state_of
from habitus.habits.rules.goal import Measure, goal_of
from habitus.habits.rules.merge import Change, Entry
from habitus.habits.rules.rollup import Counters, reads_from, recomputed
from habitus.habits.schemas import GoalRead, HabitRead, MonthRead
from habitus.habits.standings import Standing
from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id
from habitus.kernel.paging import Page, cursor_of, position_of

CHANGES_MAX = 500

Which = Literal["active", "archived"]


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of changes: an outcome each, and the truth afterwards.

    `entry` is the last change's day (None when nothing was ever written on it) and `state` how it
    counts; `totals` are those of the day that was asked for.
    """

    outcomes: list[Outcome]
    entry: Entry | None
    state: Literal["none", "done", "partial", "skipped"]
    counters: Counters
    totals: Totals | None


def apply(
    tx: Tx, me: Me, habit_id: UUID, changes: Sequence[Change], *, totals_on: date | None = None
) -> Applied:
    """Change days of a habit: the one function that does, whoever asks.

    Takes 1 to CHANGES_MAX changes, in the order in which they shall arrive; entries, month rows,
    counters and day totals are true again when it returns. With `totals_on` that day is counted and
    its totals come back. Raises HabitNotFound, DayNotOpen, StateNotAllowed, AmountNotAllowed and
    HabitArchived; then nothing is written.
    """
    assert 0 < len(changes) <= CHANGES_MAX
    asked = totals_on or changes[0].day
    target = entries.for_write(tx, me.key, habit_id, asked)
    if target is None:
        raise HabitNotFound("You have no habit with this id.")
    figures = target.figures
    recording.check(figures, changes, me.today, tx.now)

    first, last = min(change.day for change in changes), max(change.day for change in changes)
    stored = {} if target.entry is None else {asked: target.entry}
    if not first == last == asked:
        stored = entries.entries(tx, me.key, figures.key, first, last)
    merge = recording.merge(figures.goal, stored, changes, tx.now)
    past = recording.history(tx, me, figures, first, merge.written)
    now = recording.store(tx, me, figures, past)
    more = recording.settle_days(tx, me, target, now.life, past)
    totals = None if totals_on is None else recording.totals_on(tx, me, target, more)
    day = changes[-1].day
    return Applied(
        merge.outcomes,
        merge.written.get(day) or stored.get(day),
        state_of(past.after, day.toordinal()),
        now.counters,
        totals,
    )


def create(tx: Tx, me: Me, new: NewHabit) -> HabitRead:
    """Make a habit; the same client-made id, or the same import source, gives the habit that is there.

    Raises HabitIdTaken when somebody else has a habit of this id.
    """
    made = _made_before(tx, me, new)
    if made is not None:
        return made
    goal = goal_of(new.measure, new.times, new.days, new.target)
    today = me.today.toordinal()
    archived_day = new.archived_day
    life = Life(today, None if archived_day is None else archived_day.toordinal())
    counters = recomputed(goal, [], today).counters
    habit_id = new.id or new_id()
    habits.add(
        tx,
        {
            "id": habit_id,
            "owner_key": me.key,
            "name": new.name,
            "kind": "build",
            "measure": new.measure.value,
            "unit": new.unit,
            "question": new.question,
            "color": new.color,
            "icon": new.icon,
            "section": new.section,
            "position": habits.next_position(tx, me.key),
            "created_at": tx.now,
            "created_day": me.today,
            "archived_at": None if archived_day is None else tx.now,
            "archived_day": archived_day,
            "source": new.source,
            "source_id": new.source_id,
            **habits.figure_values(counters, start=today, reads_from=reads_from(goal, today)),
        },
        {
            "from_day": me.today,
            "times": goal.times,
            "days": goal.days,
            "target": goal.target,
            "direction": "at_least",
        },
    )
    days.one_more_due(tx, me.key, life)
    return get(tx, me, habit_id)


def _made_before(tx: Tx, me: Me, new: NewHabit) -> HabitRead | None:
    if new.source is not None and new.source_id is not None:
        return by_source(tx, me, new.source, new.source_id)
    owner = None if new.id is None else habits.owner_of(tx, new.id)
    if owner is None or new.id is None:
        return None
    if owner != me.key:
        raise HabitIdTaken("Send another id.")
    return get(tx, me, new.id)


def get(tx: Tx, me: Me, habit_id: UUID) -> HabitRead:
    """One habit with its figures as of today; raises HabitNotFound."""
    row = habits.one(tx, me.key, habit_id)
    if row is None:
        raise HabitNotFound("You have no habit with this id.")
    return _read(standings.read_one(tx, me, row))


def by_source(tx: Tx, me: Me, source: str, source_id: str) -> HabitRead | None:
    """The habit that an import made of this thing before."""
    row = habits.by_source(tx, me.key, source, source_id)
    return None if row is None else _read(standings.read_one(tx, me, row))


def unclaimed(tx: Tx, me: Me, name: str, measure: Measure) -> Sequence[UUID]:
    """The habits of this name and measure that no import has found or made, in their order."""
    return sources.unclaimed(tx, me.key, name, measure.value)


def claim(tx: Tx, me: Me, habit_id: UUID, source: str, source_id: str) -> None:
    """Let later imports find this habit by their own key, whatever it is called by then."""
    sources.claim(tx, me.key, habit_id, source, source_id)


def list_habits(tx: Tx, me: Me, cursor: str | None, limit: int, which: Which) -> Page[HabitRead]:
    """A page of the habits in use, or of those put away, in their order."""
    after = (-1, 0) if cursor is None else position_of(cursor, int, int)
    today = me.today.toordinal()
    found = [
        habit
        for habit in standings.read(tx, me, today, today)
        if (habit.row.position, habit.figures.key) > after
        and (habit.figures.archived_at is None) == (which == "active")
    ]
    page = found[:limit]
    more = len(found) > limit
    return Page(
        items=[_read(habit) for habit in page],
        next_cursor=cursor_of(page[-1].row.position, page[-1].figures.key) if more else None,
    )


def agenda(tx: Tx, me: Me, day: date) -> agendas.Agenda:
    """The habits of a day up to tomorrow, with the day's totals; reads no more for a long history."""
    return agendas.agenda(tx, me, day)


def month(tx: Tx, me: Me, name: str) -> MonthRead:
    """The calendar of a month `YYYY-MM`."""
    return calendar.month(tx, me, name)


def _read(habit: Standing) -> HabitRead:
    row, counters, goal = habit.row, habit.counters, agendas.goal_of(habit)
    return HabitRead(
        id=row.id,
        name=row.name,
        kind=row.kind,
        measure=row.measure,
        unit=row.unit,
        question=row.question,
        color=row.color,
        icon=row.icon,
        section=row.section,
        position=row.position,
        archived_at=habit.figures.archived_at,
        start=date.fromordinal(habit.figures.life.start),
        goal=GoalRead(
            from_day=goal.from_day,
            times=goal.times,
            days=goal.days,
            target=goal.target,
            direction="at_least",
        ),
        streak=counters.streak,
        longest_streak=counters.longest,
        strength=counters.strength,
        created_at=row.created_at,
    )
