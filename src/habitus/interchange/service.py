"""Importing a file for a person: in slices that can be resumed, and again without harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from uuid import UUID

from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me
from habitus.formats.detect import read_file
from habitus.formats.records import DateOrder, ImportedEntry, ImportedHabit
from habitus.habits.models import NewHabit
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import Mark
from habitus.interchange import storing
from habitus.interchange.books import Books
from habitus.interchange.plan import Plan, Tally, marks_of
from habitus.interchange.schemas import ImportReport
from habitus.interchange.scores import goal_in_source
from habitus.interchange.storing import Place
from habitus.kernel.db import Database

WeightUnit = Literal["kg", "lb", "st"]

SLICE = 100
"""Entries a transaction: a few milliseconds of the one writer, so that the app stays quick meanwhile."""

AT_MOST = "Habits with a limit (at most) have no place here yet."
OTHER_MEASURE = "A habit that this was imported into before has another measure: amounts or checks."
_PIGMENTS = ("sage", "lagoon", "dusk", "heather", "rose", "clay", "honey", "moss")
_UNIT_MAX, _QUESTION_MAX = 40, 300


@dataclass(frozen=True, slots=True)
class Options:
    """`date_order` settles dates that could be read both ways; `unit` is for body weights."""

    dry_run: bool = False
    date_order: DateOrder | None = None
    unit: WeightUnit | None = None


@dataclass(slots=True)
class _Run:
    """One import under way."""

    db: Database[Actor, Me]
    me: Me
    source: str
    books: Books
    taken: set[UUID] = field(default_factory=set)


def import_file(
    db: Database[Actor, Me], path: Path, person_email: str, options: Options | None = None
) -> ImportReport:
    """Bring a file into a person's Habitus, or in a dry run say what that would do.

    Days that the person changed here are never overwritten. Everything is written in short
    transactions, each whole: after a stop in between, importing again goes on. Raises the refusals
    of `formats.errors` and PersonNotFound; then nothing was written.
    """
    options = options or Options()
    me = db.run_read(accounts.person_by_email, person_email)
    imported = read_file(path, options.date_order)
    run = _Run(db, me, imported.format, Books(me.email, imported, dry_run=options.dry_run))
    if options.unit is not None:
        run.books.warn(f"There are no body weights in this file; --unit {options.unit} was not needed.")
    for number, habit in enumerate(imported.habits):
        _import_habit(run, habit, number)
    return run.books.report()


def _import_habit(run: _Run, habit: ImportedHabit, number: int) -> None:
    if habit.direction == "at_most":
        run.books.leave_out(habit, AT_MOST)
        return
    found = run.db.run_read(storing.find, run.me.email, run.source, habit, run.taken)
    if found is not None and found.goal.measure is not Measure(habit.measure):
        run.books.leave_out(habit, OTHER_MEASURE)
        return
    if found is not None:
        _warn_of_differences(run, habit, found)
    place = found if run.books.dry_run else _claimed(run, habit, found, number)
    if place is not None:
        run.taken.add(place.habit_id)
    tally = Tally()
    written: list[Mark] = []
    for entries in _slices(_open_days(run, habit)):
        laid = _lay(run, habit, place, entries)
        tally.add(laid.tally)
        written += marks_of(laid.written)
    run.books.settle(tally, is_new=found is None)
    run.books.comparison.add(habit, _marks_afterwards(run, place, written))


def _warn_of_differences(run: _Run, habit: ImportedHabit, found: Place) -> None:
    """An import brings days; what the habit is here stays as it is, and the person is told."""
    if habit.goal_known and goal_in_source(habit) != found.goal:
        run.books.warn(f"“{habit.name}” has another goal in the file; here it keeps its own.")
    if habit.archived and not found.archived:
        run.books.warn(f"“{habit.name}” is archived in the file; here it stays in use.")


def _claimed(run: _Run, habit: ImportedHabit, found: Place | None, number: int) -> Place:
    """The habit in which the entries go, made or marked as the import's own."""
    if found is None:
        return run.db.run_write(storing.make, run.me.email, _new_habit(run, habit, number))
    if not found.claimed:
        run.db.run_write(storing.claim, run.me.email, found, run.source, habit.source_id)
    return found


def _lay(run: _Run, habit: ImportedHabit, place: Place | None, entries: Sequence[ImportedEntry]) -> Plan:
    """One slice: looked at first, so that importing again writes nothing at all."""
    if place is None:
        return run.db.run_read(storing.imagine, run.me.email, goal_in_source(habit), entries)
    seen = run.db.run_read(storing.look, run.me.email, place, entries)
    if run.books.dry_run or not seen.changes:
        return seen
    return run.db.run_write(storing.lay, run.me.email, place, entries)


def _marks_afterwards(run: _Run, place: Place | None, written: Sequence[Mark]) -> list[Mark]:
    """What is stored of the habit now, or in a dry run would be."""
    stored = [] if place is None else run.db.run_read(storing.marks, run.me.email, place)
    if not run.books.dry_run:
        return stored
    return list({mark.day: mark for mark in [*stored, *written]}.values())


def _open_days(run: _Run, habit: ImportedHabit) -> list[ImportedEntry]:
    """The entries up to the person's tomorrow; later ones are refused."""
    last = run.me.today + timedelta(days=1)
    for entry in habit.entries:
        if entry.day > last:
            run.books.refuse_future(entry)
    return [entry for entry in habit.entries if entry.day <= last]


def _slices(entries: Sequence[ImportedEntry]) -> Iterator[Sequence[ImportedEntry]]:
    for start in range(0, len(entries), SLICE):
        yield entries[start : start + SLICE]


def _new_habit(run: _Run, habit: ImportedHabit, number: int) -> NewHabit:
    if len(habit.unit) > _UNIT_MAX or len(habit.question) > _QUESTION_MAX:
        run.books.warn(f"The question or the unit of “{habit.name}” is too long and was cut.")
    return NewHabit(
        name=habit.name,
        measure=Measure(habit.measure),
        times=habit.times,
        days=habit.days,
        target=habit.target,
        unit=habit.unit[:_UNIT_MAX],
        question=habit.question[:_QUESTION_MAX],
        color=habit.color or _PIGMENTS[number % len(_PIGMENTS)],
        source=run.source,
        source_id=habit.source_id,
        archived_day=_archived_day(habit, run.me.today) if habit.archived else None,
    )


def _archived_day(habit: ImportedHabit, today: date) -> date:
    """The day after the last entry that is stored: not one that the other tool just filled in."""
    days = [entry.day for entry in habit.entries if entry.kind != "auto" or entry.note]
    return min(max(days) + timedelta(days=1), today) if days else today
