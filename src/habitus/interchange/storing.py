"""The transactions of an import: each finds its person anew, and is whole by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from habitus.accounts import service as accounts
from habitus.accounts.models import Me
from habitus.formats.records import ImportedEntry, ImportedHabit
from habitus.habits import service as habits
from habitus.habits.errors import HabitNotFound
from habitus.habits.models import NewHabit
from habitus.habits.queries import entries as entry_queries
from habitus.habits.queries import habits as habit_queries
from habitus.habits.queries.tables import figures_of
from habitus.habits.rules.goal import Goal, Measure
from habitus.habits.rules.log import Mark
from habitus.interchange.plan import Plan, plan
from habitus.kernel.db import Tx


@dataclass(frozen=True, slots=True)
class Place:
    """The habit here that an imported one goes into; `claimed` when an import found it before."""

    habit_id: UUID
    key: int
    goal: Goal
    archived: bool
    claimed: bool


def find(tx: Tx, email: str, source: str, habit: ImportedHabit, taken: Collection[UUID]) -> Place | None:
    """The habit an earlier import made of this one, else one of the same name and measure.

    `taken` are habits that others of the same file go into.
    """
    me = accounts.person_by_email(tx, email)
    made = habits.by_source(tx, me, source, habit.source_id)
    if made is not None:
        return _place(tx, me, made.id, claimed=True)
    same = habits.unclaimed(tx, me, habit.name, Measure(habit.measure))
    free = next((habit_id for habit_id in same if habit_id not in taken), None)
    return None if free is None else _place(tx, me, free, claimed=False)


def make(tx: Tx, email: str, new: NewHabit) -> Place:
    me = _writing(tx, email)
    return _place(tx, me, habits.create(tx, me, new).id, claimed=True)


def claim(tx: Tx, email: str, place: Place, source: str, source_id: str) -> None:
    me = _writing(tx, email)
    habits.claim(tx, me, place.habit_id, source, source_id)


def look(tx: Tx, email: str, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    """What laying these entries (sorted by day) would do."""
    return _plan(tx, accounts.person_by_email(tx, email), place, source)


def imagine(tx: Tx, email: str, goal: Goal, source: Sequence[ImportedEntry]) -> Plan:
    """What laying these entries into a new habit would do."""
    return plan(goal, {}, source, accounts.person_by_email(tx, email), tx.now)


def lay(tx: Tx, email: str, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    """Lay these entries (sorted by day) into the habit, and say what was done."""
    me = _writing(tx, email)
    made = _plan(tx, me, place, source)
    if made.changes:
        habits.apply(tx, me, place.habit_id, made.changes)
    return made


def marks(tx: Tx, email: str, place: Place) -> list[Mark]:
    """All that is stored of a habit."""
    return entry_queries.marks(tx, accounts.person_by_email(tx, email).key, place.key)


def _plan(tx: Tx, me: Me, place: Place, source: Sequence[ImportedEntry]) -> Plan:
    stored = entry_queries.entries(tx, me.key, place.key, source[0].day, source[-1].day)
    return plan(place.goal, stored, source, me, tx.now)


def _place(tx: Tx, me: Me, habit_id: UUID, *, claimed: bool) -> Place:
    row = habit_queries.one(tx, me.key, habit_id)
    if row is None:
        raise HabitNotFound("It was deleted while the import ran.")
    figures = figures_of(row)
    return Place(habit_id, figures.key, figures.goal, figures.archived_at is not None, claimed)


def _writing(tx: Tx, email: str) -> Me:
    """The person, their row written first: on PostgreSQL that keeps their other writes waiting."""
    me = accounts.person_by_email(tx, email)
    accounts.touch(tx, me)
    return me
