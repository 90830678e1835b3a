"""The transactions of an import: each finds its person anew, by their key, and is whole by itself."""

from __future__ import annotations

from collections.abc import Sequence

from habitus.accounts import service as accounts
from habitus.accounts.models import Me
from habitus.formats.records import Imported, ImportedEntry
from habitus.habits import lifecycle
from habitus.habits import service as habits
from habitus.habits.models import NewHabit, SourceKey
from habitus.habits.queries import entries as entry_queries
from habitus.habits.queries import habits as habit_queries
from habitus.habits.queries import sources
from habitus.habits.queries import terms as term_queries
from habitus.habits.queries.tables import HabitRow, figures_of
from habitus.habits.rules.log import Mark
from habitus.habits.rules.terms import Terms
from habitus.interchange.matching import Lacks, Place, assign
from habitus.interchange.plan import Plan, plan
from habitus.kernel.db import Tx


def match(tx: Tx, person: int, imported: Imported) -> list[Place | None]:
    """The habit here for each one of the file, also one that was deleted; None for new ones."""
    me = accounts.person(tx, person)
    keys, reminders = sources.keys(tx, me.key), term_queries.reminders(tx, me.key)
    rows = [*habit_queries.habits(tx, me.key), *habit_queries.deleted(tx, me.key)]
    here = [_place(me, row, keys.get(row.key, frozenset()), reminds=row.key in reminders) for row in rows]
    return assign(imported.format, imported.habits, here)


def make(tx: Tx, person: int, new: NewHabit) -> Place:
    """Make the habit; one that an import cut short has made already is given instead."""
    me = _writing(tx, person)
    row = habit_queries.one(tx, me.key, lifecycle.create(tx, me, new).id)
    assert row is not None
    return _place(me, row, frozenset(new.keys), reminds=bool(new.reminders))


def take_up(tx: Tx, person: int, place: Place, new: NewHabit) -> None:
    """Have a habit that is here ready for the entries: known by the file's keys, and not deleted.

    The first time that a format finds it, it gets what it lacks; one that was deleted is as it was.
    """
    me = _writing(tx, person)
    if place.is_deleted:
        lifecycle.undelete(tx, me, place.habit_id)
    is_found_anew = new.keys[0] not in place.keys and not place.is_deleted
    lifecycle.take_up(tx, me, place.habit_id, new, fill_in=is_found_anew)


def look(tx: Tx, person: int, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    """What laying these entries (sorted by day) would do."""
    return _plan(tx, accounts.person(tx, person), place, source)


def imagine(tx: Tx, person: int, terms: Terms, source: Sequence[ImportedEntry]) -> Plan:
    """What laying these entries into a new habit would do."""
    return plan(terms, {}, source, accounts.person(tx, person), tx.now)


def lay(tx: Tx, person: int, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    """Lay these entries (sorted by day) into the habit, and say what was done."""
    me = _writing(tx, person)
    made = _plan(tx, me, place, source)
    if made.changes:
        habits.apply(tx, me, place.habit_id, made.changes)
    return made


def marks(tx: Tx, person: int, place: Place) -> list[Mark]:
    """All that is stored of a habit."""
    return entry_queries.marks(tx, accounts.person(tx, person).key, place.key)


def _plan(tx: Tx, me: Me, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    stored = entry_queries.entries(tx, me.key, place.key, source[0].day, source[-1].day)
    return plan(place.terms, stored, source, me, tx.now)


def _place(me: Me, row: HabitRow, keys: frozenset[SourceKey], *, reminds: bool) -> Place:
    figures = figures_of(row, me)
    return Place(
        habit_id=row.id,
        key=figures.key,
        name=row.name,
        terms=figures.terms,
        is_archived=figures.archived_at is not None,
        is_deleted=row.deleted_at is not None,
        keys=keys,
        lacks=Lacks(not row.unit, not row.question, not row.description, not reminds),
    )


def _writing(tx: Tx, person: int) -> Me:
    """The person, their row written first: on PostgreSQL that keeps their other writes waiting."""
    me = accounts.person(tx, person)
    accounts.touch(tx, me)
    return me
