"""What every reader gives back, whichever tool the file came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["done", "no", "skip", "unknown", "auto"]
Measure = Literal["check", "amount"]
Direction = Literal["at_least", "at_most"]
DateOrder = Literal["dmy", "mdy", "ymd"]

REFUSED_LISTED = 10_000


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """A day of a habit. `unknown` comes only with a note; `auto` is a day the other tool filled in.

    `amount` is in the habit's unit, and None for checks, skips and unknown days. `line` counts from 1;
    in a database it is the number of the row.
    """

    day: date
    kind: Kind
    amount: float | None
    note: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ImportedReminder:
    """A reminder at a time of the wall clock: `minute` 0..1439 of the day, `weekdays` with bit 0 = Monday."""

    minute: int
    weekdays: int


@dataclass(frozen=True, slots=True)
class ImportedHabit:
    """A habit as the other tool had it; `entries` are sorted by day and hold a day once.

    `source_id` is stable between two exports of the same habit; `other_keys` are the (format,
    source_id) under which other formats of the same tool know it. The goal is `times` in any `days`
    days, for amounts `target` over `days` days (at least above 0, at most 0 or more). `goal_known` is
    False when the file did not say it and we filled it in. `scores` is the tool's own strength (0..1)
    by day, None when it gave none.
    """

    source_id: str
    name: str
    question: str = ""
    measure: Measure = "check"
    unit: str = ""
    times: int = 1
    days: int = 1
    target: float | None = None
    direction: Direction = "at_least"
    color: str | None = None
    archived: bool = False
    goal_known: bool = True
    entries: tuple[ImportedEntry, ...] = ()
    scores: Mapping[date, float] | None = None
    description: str = ""
    reminders: tuple[ImportedReminder, ...] = ()
    other_keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row or cell that could not be read; `line` counts from 1, in a database it is the row's id.

    `reason` says what is wrong, `hint` what a person can do about it; both for people.
    """

    file: str
    line: int
    code: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NotCarried:
    """Something that was understood but has no place here (yet)."""

    what: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """All that a file holds. `refused_entries` counts the refused rows that would have been days;

    `refused` also lists other rows (a habit without a name), and at most REFUSED_LISTED of them.
    """

    format: str
    habits: tuple[ImportedHabit, ...]
    refused: tuple[RefusedRow, ...]
    refused_entries: int
    not_carried: tuple[NotCarried, ...]
    warnings: tuple[str, ...]
