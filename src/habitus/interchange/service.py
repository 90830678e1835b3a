"""Importing a file for a person: in slices that can be resumed, and again without harm."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me, WeightUnit
from habitus.formats.detect import read_file
from habitus.formats.records import DateOrder, Imported, ImportedEntry, ImportedHabit
from habitus.habits.models import NewHabit, NewReminder
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import Mark
from habitus.interchange import storing
from habitus.interchange.books import Books
from habitus.interchange.matching import Lacks, Place, fits, keys_of
from habitus.interchange.parts import Keeper, Part
from habitus.interchange.plan import Plan, marks_of
from habitus.interchange.schemas import ImportReport
from habitus.interchange.scores import asked_in_source, terms_in_source
from habitus.kernel.db import Database, Tx

R = TypeVar("R")

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


@dataclass(frozen=True, slots=True)
class Cargo:
    """What was read of a file. The habits of `imported` may be without their days; `habit` has them."""

    imported: Imported
    habit: Callable[[int], ImportedHabit]


@dataclass(frozen=True, slots=True)
class _Run:
    """One import under way."""

    db: Database[Actor, Me]
    me: Me
    cargo: Cargo
    books: Books
    keeper: Keeper


@dataclass(frozen=True, slots=True)
class _Target:
    """The habit at place `number` of the file, and where its days go; None while nothing is written."""

    number: int
    habit: ImportedHabit
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Alone:
    """Keeps nothing in mind: whoever imports from the command line imports again after a stop."""

    db: Database[Actor, Me]

    def part(self, number: int) -> None:
        """Nothing is known of before."""

    def write(self, number: int, function: Callable[[Tx], R], part: Callable[[R], Part]) -> R:  # noqa: ARG002 - as the protocol has it
        return self.db.run_write(function)

    def tell(self, laid: int) -> None:
        """Nobody asks."""


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
    with _frozen_heap():
        return carry_in(db, me, Cargo(imported, imported.habits.__getitem__), options, _Alone(db))


def carry_in(db: Database[Actor, Me], me: Me, cargo: Cargo, options: Options, keeper: Keeper) -> ImportReport:
    """Lay what was read into the habits of `me`, habit by habit and slice by slice.

    Their `today` is the last day but one that may be written. Where `keeper` knows parts of before, it
    goes on behind them, and the report is of the whole; what the keeper raises ends it in between.
    """
    run = _Run(db, me, cargo, Books(me.email, cargo.imported, dry_run=options.dry_run), keeper)
    if options.unit is not None:
        run.books.warn(f"There are no body weights in this file; --unit {options.unit} was not needed.")
    laid = 0
    for number, place in enumerate(db.run_read(storing.match, me.key, cargo.imported)):
        laid = _import_habit(run, number, place, laid)
        keeper.tell(laid)
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


def _import_habit(run: _Run, number: int, found: Place | None, before: int) -> int:
    """Import one habit; gives how many entries of the file are dealt with after it."""
    habit = run.cargo.habit(number)
    if found is not None and not fits(habit, found):
        run.books.leave_out(habit, OTHER_HABIT)
        return before + len(habit.entries)
    new = _new_habit(run, habit, number)
    part = run.keeper.part(number) or _begun(habit, new, found)
    place = found if run.books.dry_run else _readied(run, number, new, found, part)
    target = _Target(number, habit, place)
    written: list[Mark] = []
    for entries in _slices(_open_days(run, habit)[part.laid :]):
        part, laid = _lay(run, target, entries, part)
        written += marks_of(laid.written)
        run.keeper.tell(before + part.laid)
    run.books.settle(habit, part)
    run.books.comparison.add(habit, _marks_afterwards(run, place, written))
    return before + len(habit.entries)


def _begun(habit: ImportedHabit, new: NewHabit, found: Place | None) -> Part:
    """An import brings days; what the habit is here stays as it is, and the person is told.

    The habit itself changes all the same when it is brought back, or given what it lacks.
    """
    if found is None:
        return Part(is_new=True, changes=False)
    warnings = []
    if habit.goal_known and terms_in_source(habit).goal not in {one.goal for one in found.terms.versions}:
        warnings.append(f"“{habit.name}” has another goal in the file; here it keeps its own.")
    if habit.archived and not found.is_archived:
        warnings.append(f"“{habit.name}” is archived in the file; here it stays in use.")
    if found.is_deleted:
        warnings.append(f"“{habit.name}” had been deleted here; it is back, with all its days.")
    filled = _filled(new, found)
    if filled:
        warnings.append(f"“{habit.name}” takes from the file what it had none of: {', '.join(filled)}.")
    return Part(is_new=False, changes=found.is_deleted or bool(filled), warnings=tuple(warnings))


def _filled(new: NewHabit, found: Place) -> list[str]:
    """What the habit here lacks and the file has, when its format finds it for the first time."""
    if new.keys[0] in found.keys or found.is_deleted:
        return []
    return [name for name in Lacks._fields if getattr(found.lacks, name) and getattr(new, name)]


def _readied(run: _Run, number: int, new: NewHabit, found: Place | None, part: Part) -> Place:
    """The habit in which the entries go, made or known by the keys of the file from now on."""
    if found is None:
        make = partial(storing.make, person=run.me.key, new=new)
        return run.keeper.write(number, make, lambda _: part)
    if found.is_deleted or not found.keys.issuperset(new.keys):
        take_up = partial(storing.take_up, person=run.me.key, place=found, new=new)
        run.keeper.write(number, take_up, lambda _: part)
    return found


def _lay(run: _Run, target: _Target, entries: Sequence[ImportedEntry], part: Part) -> tuple[Part, Plan]:
    """One slice: looked at first, so that importing again writes nothing at all."""
    place = target.place
    if place is None:
        seen = run.db.run_read(storing.imagine, run.me.key, terms_in_source(target.habit), entries)
    else:
        seen = run.db.run_read(storing.look, run.me.key, place, entries)
    if run.books.dry_run or place is None or not seen.changes:
        return part.after(len(entries), seen.tally), seen

    def lay(tx: Tx) -> Plan:
        return storing.lay(tx, run.me.key, place, entries)

    laid = run.keeper.write(target.number, lay, lambda done: part.after(len(entries), done.tally))
    return part.after(len(entries), laid.tally), laid


def _marks_afterwards(run: _Run, place: Place | None, written: Sequence[Mark]) -> list[Mark]:
    """What is stored of the habit now, or in a dry run would be."""
    stored = [] if place is None else run.db.run_read(storing.marks, run.me.key, place)
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
        keys=keys_of(run.cargo.imported.format, habit),
        archived_day=_archived_day(habit, run.me.today) if habit.archived else None,
    )


def _archived_day(habit: ImportedHabit, today: date) -> date:
    """The day after the last entry that is stored: not one that the other tool just filled in."""
    days = [entry.day for entry in habit.entries if entry.kind != "auto" or entry.note]
    return min(max(days) + timedelta(days=1), today) if days else today
