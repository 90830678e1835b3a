"""What an entry of a file makes of a day that may be there already: pure, the same for a dry run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from habitus.accounts.models import Me
from habitus.formats.records import ImportedEntry
from habitus.habits.rules.log import Mark, State
from habitus.habits.rules.merge import Change, Entry, Source, merged
from habitus.habits.rules.terms import Terms

NOON = time(12)


@dataclass(slots=True)
class Tally:
    """Counts for the report; a day filled in by the other tool is `automatic` and nothing else."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    automatic: int = 0
    notes_read: int = 0
    notes_added: int = 0
    skips_read: int = 0
    skips_added: int = 0
    written: int = 0
    kept: int = 0
    """Days that the person marked here themselves: never touched."""

    def add(self, other: Tally) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def count(self, entry: ImportedEntry, old: Entry | None, new: Entry | None) -> None:
        """One entry: what was stored before it, and what is to be stored (None: nothing new)."""
        self.notes_read += bool(entry.note)
        self.skips_read += entry.kind == "skip"
        self.written += new is not None
        self.kept += new is None and old is not None and old.source is Source.PERSON
        if new is not None:
            self.notes_added += bool(new.note) and (old is None or old.note != new.note)
            self.skips_added += new.state is State.SKIPPED and (old is None or old.state is not State.SKIPPED)
        if entry.kind == "auto":
            self.automatic += 1
        elif new is None:
            self.unchanged += 1
        elif old is None:
            self.added += 1
        else:
            self.updated += 1


@dataclass(slots=True)
class Plan:
    """The changes to apply, the entries as they will be stored, and the counts."""

    changes: list[Change] = field(default_factory=list)
    written: dict[date, Entry] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


def plan(
    terms: Terms, stored: Mapping[date, Entry], source: Sequence[ImportedEntry], me: Me, now: datetime
) -> Plan:
    """Lay the entries of a file (a day at most once) over what is stored of a habit."""
    made = Plan()
    for entry in source:
        old = stored.get(entry.day)
        change = change_of(entry, me)
        silent = entry.kind == "auto" and not entry.note and old is None
        new = None if silent else merged(terms.full_on(entry.day.toordinal()), old, change, now)
        made.tally.count(entry, old, new)
        if new is not None:
            made.changes.append(change)
            made.written[entry.day] = new
    return made


def change_of(entry: ImportedEntry, me: Me) -> Change:
    """The change that an entry asks for. No tool tells when a day was tapped, so it is noon there.

    Explicit noes and noted unknown days are entries without a mark; an amount of 0 stays one. A
    missing note leaves the one of an earlier import.
    """
    return Change(
        day=entry.day,
        state=_state_of(entry),
        tapped_at=datetime.combine(entry.day, NOON, ZoneInfo(me.zone)),
        zone=me.zone,
        day_start=me.day_start,
        amount=entry.amount,
        note=entry.note or None,
        source=Source.IMPORT,
    )


def marks_of(entries: Mapping[date, Entry]) -> list[Mark]:
    """Entries in the form that strength is computed from."""
    return [Mark(day.toordinal(), entry.state, entry.amount) for day, entry in entries.items()]


def _state_of(entry: ImportedEntry) -> State:
    if entry.kind == "skip":
        return State.SKIPPED
    if entry.kind == "done" or entry.amount is not None:
        return State.DONE
    return State.NONE
