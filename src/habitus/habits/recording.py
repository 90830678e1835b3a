"""The parts of `service.apply`: what a change of days makes of entries, rollups and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from habitus.accounts.models import Me
from habitus.habits.errors import (
    AmountNotAllowed,
    DayNotOpen,
    HabitArchived,
    SkipBudgetSpent,
    StateNotAllowed,
    StepUnknown,
)
from habitus.habits.models import Step
from habitus.habits.pasts import Past, Writing
from habitus.habits.queries import entries, habits, months
from habitus.habits.queries.tables import Figures
from habitus.habits.rules.days import FIRST_DAY, month_of, next_month
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change, Entry, Source, merged
from habitus.habits.rules.rollup import Checkpoint, Opening, advanced
from habitus.habits.rules.terms import Terms
from habitus.kernel.db import Tx

Outcome = Literal["added", "updated", "unchanged"]

_ALLOWED = {
    "build": {State.NONE, State.DONE, State.SKIPPED},
    "quit": {State.NONE, State.DONE, State.SKIPPED, State.LAPSED},
}


@dataclass(frozen=True, slots=True)
class Merge:
    """What each change did, and the entries to store."""

    outcomes: list[Outcome]
    written: dict[date, Entry]


def check(figures: Figures, changes: Sequence[Change], today: date, now: datetime) -> None:
    """Raises the refusal of the first change that the habit or the calendar does not allow."""
    last = today + timedelta(days=1)
    for change in changes:
        if not FIRST_DAY <= change.day <= last:
            raise DayNotOpen(f"Days from {FIRST_DAY} to {last} can be written; {change.day} is not one.")
        _check_state(figures.terms, change)
        counts = change.amount is not None or change.increment is not None
        if counts and figures.terms.measure is Measure.CHECK and change.steps is None:
            raise AmountNotAllowed("This habit has no amount; send only its state.")
        if change.source is Source.PERSON and _is_after_archive(figures, change, now):
            raise HabitArchived(f"It was archived from {_archived_day(figures)} on; bring it back first.")


def _check_state(terms: Terms, change: Change) -> None:
    if change.source is Source.FREEZE and change.state is State.FROZEN and not terms.quits:
        return
    if change.state not in _ALLOWED[terms.kind]:
        raise StateNotAllowed(
            "A habit to quit is kept, lapsed, skipped or left open."
            if terms.quits
            else "A habit to build is done, skipped or left open."
        )


def _is_after_archive(figures: Figures, change: Change, now: datetime) -> bool:
    """Whether a day after the archive was tapped after it too (an earlier tap may arrive late)."""
    archived_day, archived_at = figures.archived_day, figures.archived_at
    if archived_day is None or archived_at is None or change.day.toordinal() < archived_day:
        return False
    return min(change.tapped_at, now) > archived_at


def _archived_day(figures: Figures) -> date:
    return date.fromordinal(figures.archived_day or 1)


def keep_budget(tx: Tx, me: Me, figures: Figures, stored: Mapping[date, Entry], merge: Merge) -> None:
    """Raises SkipBudgetSpent when the person skips more days of a calendar month than the habit allows.

    A skip that changes nothing, as one that is sent again or comes too late, is none too many.
    """
    if figures.skip_budget is None:
        return
    skips = {day for day, entry in merge.written.items() if entry.state is State.SKIPPED}
    before = {day for day in merge.written if day in stored and stored[day].state is State.SKIPPED}
    mine = {day for day in skips - before if merge.written[day].source is Source.PERSON}
    for month in sorted({month_of(day.toordinal()) for day in mine}):
        last = next_month(month) - 1
        count = entries.skipped_between(tx, me.key, figures.key, month, last)
        count += _in_month(skips, month) - _in_month(before, month)
        if count > figures.skip_budget:
            raise SkipBudgetSpent(
                f"{figures.skip_budget} skips a month are allowed, and"
                f" {date.fromordinal(month):%Y-%m} has had them."
            )


def _in_month(days: set[date], month: int) -> int:
    return sum(month_of(day.toordinal()) == month for day in days)


def ticked(steps: Sequence[Step], changes: Sequence[Change]) -> list[Change]:
    """The changes of a checklist with the share of its steps that each ticks. Raises StepUnknown."""
    known = {step.id for step in steps}
    return [change if change.steps is None else _with_share(known, change) for change in changes]


def _with_share(known: set[str], change: Change) -> Change:
    done = set(change.steps or ())
    if not known or done - known:
        raise StepUnknown("Load the habit again: its steps have changed.")
    return replace(change, steps=tuple(dict.fromkeys(change.steps or ())), amount=len(done) / len(known))


def merge(terms: Terms, stored: Mapping[date, Entry], changes: Sequence[Change], now: datetime) -> Merge:
    """Merge changes in their order; a day may come more than once."""
    outcomes: list[Outcome] = []
    written: dict[date, Entry] = {}
    for change in changes:
        old = written.get(change.day) or stored.get(change.day)
        new = merged(terms.full_on(change.day.toordinal()), old, change, now)
        if new is None:
            outcomes.append("unchanged")
        else:
            outcomes.append("added" if old is None else "updated")
            written[change.day] = new
    return Merge(outcomes, written)


def writing_of(tx: Tx, me: Me, figures: Figures, written: Mapping[date, Entry], asked: date) -> Writing:
    """The habit with its life as it is once the entries are stored."""
    living = figures.life._replace(start=_start(tx, me, figures, written))
    return Writing(figures, written, living, asked)


def _start(tx: Tx, me: Me, figures: Figures, written: Mapping[date, Entry]) -> int:
    """The habit's first day afterwards: its first marked day, or the one it begins on by plan."""
    marked = [day.toordinal() for day, entry in written.items() if entry.state is not State.NONE]
    wiped = {day.toordinal() for day, entry in written.items() if entry.state is State.NONE}
    start: int | None = min([figures.life.start, *marked])
    while start in wiped and start != figures.begins:
        start = entries.next_marked(tx, me.key, figures.key, start + 1)
    return min([figures.begins, *marked] if start is None else [start, figures.begins, *marked])


def store(tx: Tx, me: Me, writing: Writing, past: Past) -> Opening:
    """Write entries, month rows and figures; gives what held when today began."""
    figures, today = writing.figures, me.today.toordinal()
    rows, opening = advanced(past.after, past.rows, past.checkpoint, past.touched, today)
    entries.put_entries(tx, figures.key, writing.written)
    if rows:
        months.put_months(tx, figures.key, rows)
    habits.put_figures(tx, me.key, figures._replace(life=writing.living, opening=Checkpoint(today, opening)))
    return opening
