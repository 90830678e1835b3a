"""Importing a file for a person: in slices that can be resumed, and again without harm."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me
from habitus.formats.detect import read_file
from habitus.formats.records import DateOrder, ImportedEntry, ImportedHabit
from habitus.habits.models import NewHabit, NewReminder
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import Mark
from habitus.interchange import storing
from habitus.interchange.books import Books
from habitus.interchange.matching import Lacks, Place, fits, keys_of
from habitus.interchange.plan import Plan, Tally, marks_of
from habitus.interchange.schemas import ImportReport
from habitus.interchange.scores import asked_in_source, terms_in_source
from habitus.kernel.db import Database

WeightUnit = Literal["kg", "lb", "st"]

SLICE = 50
"""Entries a transaction: a few milliseconds of the one writer, so that the app stays quick meanwhile."""

OTHER_HABIT = (
    "The habit that this was imported into before counts something else, or the other way round. "
    "Delete that habit here and import again to have this one beside it."
)
_PIGMENTS = ("sage", "lagoon", "dusk", "heather", "rose", "clay", "honey", "moss")
_UNIT_MAX, _QUESTION_MAX, _DESCRIPTION_MAX = 40, 300, 4_000


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
    places = db.run_read(storing.match, me.email, imported)
    with _frozen_heap():
        for number, (habit, place) in enumerate(zip(imported.habits, places, strict=True)):
            _import_habit(run, habit, place, number)
    return run.books.report()


@contextmanager
def _frozen_heap() -> Iterator[None]:
    """Keep the garbage collector off what was read: going through 100 000 records takes it 70 ms.

    It would take them in the middle of a transaction, while everybody waits for the one writer.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _import_habit(run: _Run, habit: ImportedHabit, found: Place | None, number: int) -> None:
    if found is not None and not fits(habit, found):
        run.books.leave_out(habit, OTHER_HABIT)
        return
    new = _new_habit(run, habit, number)
    changes = found is not None and _warn_of_differences(run, habit, new, found)
    place = found if run.books.dry_run else _readied(run, new, found)
    tally = Tally()
    written: list[Mark] = []
    for entries in _slices(_open_days(run, habit)):
        laid = _lay(run, habit, place, entries)
        tally.add(laid.tally)
        written += marks_of(laid.written)
    run.books.settle(habit, tally, is_new=found is None, changes=changes)
    run.books.comparison.add(habit, _marks_afterwards(run, place, written))


def _warn_of_differences(run: _Run, habit: ImportedHabit, new: NewHabit, found: Place) -> bool:
    """An import brings days; what the habit is here stays as it is, and the person is told.

    Whether the habit itself changes all the same: brought back, or given what it lacks.
    """
    if habit.goal_known and terms_in_source(habit).goal not in {one.goal for one in found.terms.versions}:
        run.books.warn(f"“{habit.name}” has another goal in the file; here it keeps its own.")
    if habit.archived and not found.is_archived:
        run.books.warn(f"“{habit.name}” is archived in the file; here it stays in use.")
    if found.is_deleted:
        run.books.warn(f"“{habit.name}” had been deleted here; it is back, with all its days.")
    filled = _filled(new, found)
    if filled:
        run.books.warn(f"“{habit.name}” takes from the file what it had none of: {', '.join(filled)}.")
    return found.is_deleted or bool(filled)


def _filled(new: NewHabit, found: Place) -> list[str]:
    """What the habit here lacks and the file has, when its format finds it for the first time."""
    if new.keys[0] in found.keys or found.is_deleted:
        return []
    return [name for name in Lacks._fields if getattr(found.lacks, name) and getattr(new, name)]


def _readied(run: _Run, new: NewHabit, found: Place | None) -> Place:
    """The habit in which the entries go, made or known by the keys of the file from now on."""
    if found is None:
        return run.db.run_write(storing.make, run.me.email, new)
    if found.is_deleted or not found.keys.issuperset(new.keys):
        run.db.run_write(storing.take_up, run.me.email, found, new)
    return found


def _lay(run: _Run, habit: ImportedHabit, place: Place | None, entries: Sequence[ImportedEntry]) -> Plan:
    """One slice: looked at first, so that importing again writes nothing at all."""
    if place is None:
        return run.db.run_read(storing.imagine, run.me.email, terms_in_source(habit), entries)
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
    words = (habit.unit, _UNIT_MAX), (habit.question, _QUESTION_MAX), (habit.description, _DESCRIPTION_MAX)
    if any(len(word) > longest for word, longest in words):
        run.books.warn(f"The question, description or unit of “{habit.name}” is too long and was cut.")
    return NewHabit(
        name=habit.name,
        measure=Measure(habit.measure),
        kind=terms_in_source(habit).kind,
        goal=asked_in_source(habit),
        description=habit.description[:_DESCRIPTION_MAX],
        reminders=tuple(NewReminder(one.minute, one.weekdays) for one in habit.reminders),
        unit=habit.unit[:_UNIT_MAX],
        question=habit.question[:_QUESTION_MAX],
        color=habit.color or _PIGMENTS[number % len(_PIGMENTS)],
        keys=keys_of(run.source, habit),
        archived_day=_archived_day(habit, run.me.today) if habit.archived else None,
    )


def _archived_day(habit: ImportedHabit, today: date) -> date:
    """The day after the last entry that is stored: not one that the other tool just filled in."""
    days = [entry.day for entry in habit.entries if entry.kind != "auto" or entry.note]
    return min(max(days) + timedelta(days=1), today) if days else today
