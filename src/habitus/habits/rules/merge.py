"""What becomes of a day when another tap for it arrives: late, twice, or from another device.

The later tap wins, whatever the order of arrival. An increment ("+1") adds to the mark that was tapped
before it, once per client id; a mark tapped later takes the place of the increments before it. For that
an entry that was ever incremented keeps, as JSON, the mark that its increments stand on, the increments,
and the client ids that shall have no effect any more:
`{"at": µs, "state": int, "amount": millionths|null, "taps": {client id: [µs, millionths]}, "spent": [id],
"noted": µs|null}`.
A tap from a clock that is ahead is kept there too: sent again it would count as of a later now.

A note goes by its own time, kept as `noted` where that is not the entry's: a tap too late for its day
still brings its note, unless a later one was written or removed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from habitus.habits.rules.goal import AMOUNT_MAX, MICRO, micro
from habitus.habits.rules.log import State

TAPS_KEPT = 500
"""Increments of a day beyond this fold into the mark; one tapped before those no longer counts."""

_NEVER = -(2**62)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Source(IntEnum):
    """Who wrote an entry; the numbers are stored."""

    PERSON = 0
    IMPORT = 1
    FREEZE = 2
    """A freeze that its person owned, used by itself at the end of a day."""


class Entry(NamedTuple):
    """A day as it is stored: `amount` in millionths, `tapped_at` in µs since 1970 (UTC)."""

    state: State
    amount: int | None
    note: str | None
    tapped_at: int
    zone: str
    day_start: int
    source: Source
    increments: str | None
    steps: str | None = None
    """The ticked steps of a checklist (JSON list of their ids)."""
    reason: int | None = None
    """Why a day was skipped (`SkipReason`)."""


class SkipReason(IntEnum):
    """Why somebody skips a day; the numbers are stored."""

    OTHER = 0
    SICK = 1
    TRAVEL = 2
    REST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A tap: `amount` or `increment` in units, with state done; `note` None keeps, "" removes it.

    The amount of a checklist is the share of its steps that are ticked, and `steps` are those.

    `tapped_at` is an aware instant; `zone` and `day_start` (minutes) are those of that moment.
    """

    day: date
    state: State
    tapped_at: datetime
    zone: str
    day_start: int
    amount: float | None = None
    increment: float | None = None
    note: str | None = None
    client_id: str | None = None
    source: Source = Source.PERSON
    steps: tuple[str, ...] | None = None
    reason: SkipReason | None = None


@dataclass(slots=True)
class _Day:
    """A mark (none is one too), the increments since, and the ids that were replaced or folded in.

    `noted` is when the note was written or removed, None when the entry itself says it.
    """

    at: int = _NEVER
    state: int = State.NONE
    amount: int | None = None
    taps: dict[str, list[int]] = field(default_factory=dict)
    spent: list[str] = field(default_factory=list)
    noted: int | None = None


def merged(full: int | None, entry: Entry | None, change: Change, now: datetime) -> Entry | None:
    """The entry after the change, or None when it changes nothing.

    `full` is the amount that a bare "done" stands for, None for what counts none (`Terms.full_on`).
    Taps of the future count as of `now`. Imports never touch what the person wrote, a freeze nothing
    that is marked, and the person's taps always count over both.
    """
    tapped_at = micros(min(change.tapped_at, now))
    if change.source is Source.FREEZE:
        return _frozen(entry, change, tapped_at)
    if entry is not None and entry.source is not change.source:
        if change.source is Source.IMPORT and _is_told(entry):
            return None
        entry = entry._replace(tapped_at=_NEVER)
    day = _day_of(entry)
    client_id = change.client_id or ""
    if client_id in day.taps or client_id in day.spent:
        return None
    note, noted = _note_of(day, entry, change, tapped_at)
    if entry is not None and _is_late(day, entry, change, tapped_at):
        kept = _noted(day, entry, note, noted)
        return None if kept == entry else kept
    if change.increment is None:
        _mark(day, tapped_at, change.state, _amount_of(day, full, change, tapped_at))
        if client_id and change.tapped_at > now:
            day.spent.append(client_id)
    else:
        day.taps[client_id] = [tapped_at, micro(change.increment)]
    new = _noted(day, _entry_of(_folded(day), change), note, noted)
    return None if entry is not None and _says_the_same(entry, new, change) else new


def micros(instant: datetime) -> int:
    """An aware instant as whole microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(micros_: int) -> datetime:
    """The instant (UTC) of microseconds since 1970."""
    return _EPOCH + micros_ * _MICROSECOND


def _day_of(entry: Entry | None) -> _Day:
    if entry is None:
        return _Day()
    if entry.increments is None:
        return _Day(entry.tapped_at, entry.state, entry.amount)
    return _Day(**json.loads(entry.increments))


def _is_told(entry: Entry) -> bool:
    """Whether the person has had a say: by the entry itself, or by what a freeze covers."""
    return entry.source is Source.PERSON or entry.increments is not None


def _frozen(entry: Entry | None, change: Change, tapped_at: int) -> Entry | None:
    """A day without a mark, frozen; when its person last wiped it is kept, so that older taps stay late."""
    frozen = Entry(
        State.FROZEN, None, None, tapped_at, change.zone, change.day_start, Source.FREEZE, increments=None
    )
    if entry is None:
        return frozen
    if entry.state is not State.NONE:
        return None
    day = _day_of(entry)
    if day.noted is None and entry.note is not None:
        day.noted = entry.tapped_at
    return frozen._replace(note=entry.note, increments=_json_of(day) if _is_told(entry) else None)


def _is_late(day: _Day, entry: Entry, change: Change, tapped_at: int) -> bool:
    """Whether a later mark has already had its say; what is imported again has no time of its own.

    The tap that wiped a day before it was frozen is late when it comes again.
    """
    covered = entry.source is Source.FREEZE and tapped_at == day.at and change.state is State.NONE
    return (tapped_at < day.at or covered) and change.source is Source.PERSON


def _mark(day: _Day, tapped_at: int, state: State, amount: int | None) -> None:
    """Put a mark under the increments tapped since, in the place of all before it."""
    day.at, day.state, day.amount = tapped_at, state, amount
    for client_id in [key for key, tap in day.taps.items() if tap[0] < tapped_at]:
        del day.taps[client_id]
        day.spent.append(client_id)


def _folded(day: _Day) -> _Day:
    """Remember at most TAPS_KEPT increments and spent ids; the oldest increments become the mark."""
    for client_id in sorted(day.taps, key=lambda key: day.taps[key][0])[:-TAPS_KEPT]:
        day.at, increment = day.taps.pop(client_id)
        day.state, day.amount = State.DONE, _within((day.amount or 0) + increment)
        day.spent.append(client_id)
    del day.spent[:-TAPS_KEPT]
    return day


def _entry_of(day: _Day, change: Change) -> Entry:
    """What a mark and its increments amount to, never below 0; without its note."""
    state, amount, tapped_at = State(day.state), day.amount, day.at
    if day.taps:
        state = State.DONE
        amount = _within((amount or 0) + sum(increment for _, increment in day.taps.values()))
        tapped_at = max(at for at, _ in day.taps.values())
    steps = json.dumps(change.steps) if change.steps is not None and state is State.DONE else None
    reason = change.reason if state is State.SKIPPED else None
    return Entry(
        state, amount, None, tapped_at, change.zone, change.day_start, change.source, None, steps, reason
    )


def _note_of(day: _Day, entry: Entry | None, change: Change, tapped_at: int) -> tuple[str | None, int]:
    """The note after the change, and when it was written or removed."""
    note, noted = None, _NEVER
    if entry is not None:
        note, noted = entry.note, _NEVER if entry.note is None else entry.tapped_at
    if day.noted is not None:
        noted = day.noted
    if change.note is None or (tapped_at < noted and change.source is Source.PERSON):
        return note, noted
    return change.note or None, tapped_at


def _noted(day: _Day, entry: Entry, note: str | None, noted: int) -> Entry:
    """The entry with a note, and with all of its day that the entry itself does not say."""
    said = _NEVER if note is None else entry.tapped_at
    day.noted = None if noted == said or entry.source is Source.IMPORT else noted
    remembered = None
    covers = entry.source is Source.FREEZE and entry.increments is not None
    if day.taps or day.spent or day.noted is not None or covers:
        remembered = _json_of(day)
    return entry._replace(note=note, increments=remembered)


def _json_of(day: _Day) -> str:
    return json.dumps({name: getattr(day, name) for name in day.__slots__}, separators=(",", ":"))


def _amount_of(day: _Day, full: int | None, change: Change, tapped_at: int) -> int | None:
    """A mark's amount: as given, or the target when an amount is simply called done.

    The same tap again stands for what it stood for, whatever the target is by now.
    """
    if change.state is not State.DONE:
        return None
    if change.amount is not None:
        return _within(micro(change.amount))
    return day.amount if (day.at, day.state) == (tapped_at, State.DONE) else full


def _within(amount: int) -> int:
    return min(max(0, amount), AMOUNT_MAX * MICRO)


def _says_the_same(old: Entry, new: Entry, change: Change) -> bool:
    """Whether nothing would be different: for an import the tap's time and place do not matter."""
    if change.source is Source.IMPORT:
        return (old.state, old.amount, old.note) == (new.state, new.amount, new.note)
    return old == new
