"""What happened to habits, for those who react."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DaysChanged:
    """Days of a habit may count differently: `first` to `last` hold every entry that was written."""

    person_key: int
    habit_id: UUID
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DaysUncounted:
    """A person's day totals were taken back, to be counted again."""

    person_key: int
