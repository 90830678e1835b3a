"""The parts of `service.apply`: what a change of days makes of entries, rollups, counters and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.errors import AmountNotAllowed, DayNotOpen, HabitArchived, StateNotAllowed
from habitus.habits.queries import days, entries, habits, months
from habitus.habits.queries.entries import Target
from habitus.habits.queries.tables import Figures
from habitus.habits.rules.cover import altered_from, reach_of
from habitus.habits.rules.days import FIRST_DAY, month_of, next_month
from habitus.habits.rules.due import Life, Totals, verdict
from habitus.habits.rules.goal import Goal, Measure, is_flexible
from habitus.habits.rules.log import Log, Mark, State, log_of_marks, log_of_months, marked
from habitus.habits.rules.merge import Change, Entry, Source, merged
from habitus.habits.rules.rollup import Counters, MonthRow, Touched, advanced, checkpoint_month, reads_from
from habitus.kernel.db import Tx

RIPPLE_REACHES = 2
"""How much of a flexible check's past is read at first, in `reach_of`s; most changes ripple no further."""

Outcome = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class History:
    """What is stored of a habit from the nearest checkpoint on, before and after a change."""

    rows: Sequence[MonthRow]
    before: Log
    after: Log
    written: Mapping[date, Entry]
    since: int
    """The first month whose figures the change may alter."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What each change did, and the entries to store."""

    outcomes: list[Outcome]
    written: dict[date, Entry]


@dataclass(frozen=True, slots=True)
class Stored:
    """The counters as of today, and the habit's days as they are now."""

    counters: Counters
    life: Life


def check(figures: Figures, changes: Sequence[Change], today: date, now: datetime) -> None:
    """Raises the refusal of the first change that the habit or the calendar does not allow."""
    last = today + timedelta(days=1)
    for change in changes:
        if not FIRST_DAY <= change.day <= last:
            raise DayNotOpen(f"Days from {FIRST_DAY} to {last} can be written; {change.day} is not one.")
        if change.state in {State.LAPSED, State.FROZEN}:
            raise StateNotAllowed("A habit to build is done, skipped or left open.")
        counts = change.amount is not None or change.increment is not None
        if counts and figures.goal.measure is Measure.CHECK:
            raise AmountNotAllowed("This habit has no amount; send only its state.")
        if change.source is Source.PERSON and _is_after_archive(figures, change, now):
            raise HabitArchived(f"It was archived from {_archived_day(figures)} on; bring it back first.")


def _is_after_archive(figures: Figures, change: Change, now: datetime) -> bool:
    """Whether a day after the archive was tapped after it too (an earlier tap may arrive late)."""
    end, archived_at = figures.life.end, figures.archived_at
    if end is None or archived_at is None or change.day.toordinal() < end:
        return False
    return min(change.tapped_at, now) > archived_at


def _archived_day(figures: Figures) -> date:
    return date.fromordinal(figures.life.end or 1)


def merge(goal: Goal, stored: Mapping[date, Entry], changes: Sequence[Change], now: datetime) -> Merge:
    """Merge changes in their order; a day may come more than once."""
    outcomes: list[Outcome] = []
    written: dict[date, Entry] = {}
    for change in changes:
        old = written.get(change.day) or stored.get(change.day)
        new = merged(goal, old, change, now)
        if new is None:
            outcomes.append("unchanged")
        else:
            outcomes.append("added" if old is None else "updated")
            written[change.day] = new
    return Merge(outcomes, written)


def history(tx: Tx, me: Me, figures: Figures, first: date, written: Mapping[date, Entry]) -> History:
    """Read the habit from the checkpoint of `first` on, with the entries to be written beside it."""
    if figures.goal.measure is Measure.AMOUNT:
        return _amount_history(tx, me, figures, first, written)
    if is_flexible(figures.goal):
        return _flexible_history(tx, me, figures, first, written)
    month = month_of(first.toordinal())
    start = checkpoint_month(month, me.today.toordinal())
    rows = months.months_from_checkpoint(tx, me.key, figures.key, start, 0)
    return _check_history(rows, written, month)


def _check_history(rows: Sequence[MonthRow], written: Mapping[date, Entry], since: int) -> History:
    before = log_of_months([row.bits for row in rows])
    return History(rows, before, marked(before, _marks(written)), written, since)


def _flexible_history(
    tx: Tx, me: Me, figures: Figures, first: date, written: Mapping[date, Entry]
) -> History:
    """Some months of a flexible check, or all when the change ripples further into the past."""
    goal, changed = figures.goal, first.toordinal()
    start = checkpoint_month(month_of(changed), me.today.toordinal())
    rows = months.months_from_checkpoint(tx, me.key, figures.key, start, RIPPLE_REACHES * reach_of(goal))
    older = [row.bits.month for row in rows if row.bits.month <= start]
    loaded = next_month(older[-1] - RIPPLE_REACHES * reach_of(goal)) if older else figures.life.start
    whole = loaded <= figures.life.start
    past = _check_history(rows, written, start)
    since = altered_from(goal, past.before, past.after, changed, whole=whole)
    if since is not None and not whole:
        checkpoint = max((month for month in older if month <= since), default=loaded)
        since = since if checkpoint - reach_of(goal) >= loaded else None
    if since is None:
        past = _check_history(months.months(tx, me.key, figures.key), written, start)
        since = altered_from(goal, past.before, past.after, changed, whole=True) or changed
    return replace(past, since=month_of(since))


def _amount_history(tx: Tx, me: Me, figures: Figures, first: date, written: Mapping[date, Entry]) -> History:
    """Amounts are read from the entries: month rows hold only their sum."""
    goal, month = figures.goal, month_of(first.toordinal())
    start = checkpoint_month(month, me.today.toordinal())
    rows = months.months_from_checkpoint(tx, me.key, figures.key, start, 0)
    checkpoint = max((row.bits.month for row in rows if row.bits.month <= start), default=start)
    old = entries.marks(tx, me.key, figures.key, date.fromordinal(checkpoint - goal.days))
    by_day = {mark.day: mark for mark in [*old, *_marks(written)]}
    return History(rows, log_of_marks(goal, old), log_of_marks(goal, by_day.values()), written, month)


def _marks(written: Mapping[date, Entry]) -> list[Mark]:
    return [Mark(day.toordinal(), entry.state, entry.amount) for day, entry in written.items()]


def store(tx: Tx, me: Me, figures: Figures, past: History) -> Stored:
    """Write entries, month rows and counters."""
    goal, written = figures.goal, past.written
    touched = sorted({month_of(day.toordinal()) for day in written})
    rows, counters = advanced(goal, past.after, past.rows, Touched(touched, past.since), me.today.toordinal())
    if not written:
        return Stored(counters, figures.life)
    entries.put_entries(tx, figures.key, written)
    if rows:
        months.put_months(tx, figures.key, rows)
    start = _started(tx, me, figures, written)
    since = reads_from(goal, counters.as_of)
    habits.put_figures(tx, me.key, figures.key, counters, start=start, reads_from=since)
    return Stored(counters, figures.life._replace(start=start))


def _started(tx: Tx, me: Me, figures: Figures, written: Mapping[date, Entry]) -> int:
    """The habit's first day once the entries are stored: its first marked day or its creation's."""
    marks = [day.toordinal() for day, entry in written.items() if entry.state is not State.NONE]
    start = min([figures.life.start, *marks])
    removed = {day.toordinal() for day, entry in written.items() if entry.state is State.NONE}
    if start not in removed or start == figures.created_day:
        return start
    first = entries.first_marked(tx, me.key, figures.key)
    return figures.created_day if first is None else min(first, figures.created_day)


def settle_days(tx: Tx, me: Me, target: Target, living: Life, past: History) -> dict[int, Totals]:
    """Bring the stored totals of the days that the change reaches up to date; gives what was added."""
    if not past.written:
        return {}
    goal, lived = target.figures.goal, target.figures.life
    changed = [day.toordinal() for day in past.written]
    first, last = min(changed), max(changed) + goal.days - 1
    if living.start != lived.start:
        first, last = min(first, living.start, lived.start), max(last, living.start - 1, lived.start - 1)
    if first == last == target.day:
        counted = [] if target.totals is None else [first]
    else:
        counted = days.counted_days(tx, me.key, first, last)
    more = {day: _more(goal, past, lived, living, day) for day in counted}
    more = {day: added for day, added in more.items() if any(added)}
    if more:
        days.add_to_days(tx, me.key, more)
    return more


def _more(goal: Goal, past: History, lived: Life, living: Life, day: int) -> Totals:
    was = verdict(goal, past.before, lived, day)
    now = verdict(goal, past.after, living, day)
    return Totals(now.due - was.due, now.done - was.done)


def totals_on(tx: Tx, me: Me, target: Target, more: Mapping[int, Totals]) -> Totals:
    """The totals of the target's day after the change; counted and stored when they never were."""
    if target.totals is not None:
        added = more.get(target.day, Totals(0, 0))
        return Totals(target.totals.due + added.due, target.totals.done + added.done)
    counted = standings.totals(standings.read(tx, me, target.day, target.day), target.day)
    days.put_day(tx, me.key, target.day, counted)
    return counted
