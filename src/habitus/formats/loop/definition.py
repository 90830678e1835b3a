"""A habit of Loop before its days are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, count

from habitus.formats.findings import Findings
from habitus.formats.records import Direction, ImportedHabit

LOOP_CSV = "loop_csv"
LOOP_DB = "loop_db"
MAX_NAME = 120
MAX_DAYS = 365
_TARGET_MIN, _TARGET_MAX = 1e-6, 1e9


@dataclass(frozen=True, slots=True)
class Definition:
    """A habit as its row describes it: `habit` has everything but days and scores.

    `name` is as the file has it, however long: other files are matched by it. Without
    `measure_known` the days must tell if it is a check or an amount (before Loop 2.1).
    """

    name: str
    position: int
    habit: ImportedHabit
    measure_known: bool = True


def undescribed(name: str, position: int, taken: Collection[str]) -> Definition:
    """A habit of which only the name is known: daily, its measure told by its days."""
    name = one_line(name)
    habit = ImportedHabit(numbered(name, taken), short(name), goal_known=False)
    return Definition(name, position, habit, measure_known=False)


def numbered(name: str, taken: Collection[str]) -> str:
    """A key for a name that other habits may have as well, but none of `taken`: Loop's CSV has no ids."""
    keys = chain([short(name)], (f"{short(name)} #{number}" for number in count(2)))
    return next(key for key in keys if key not in taken)


def one_line(name: str) -> str:
    return " ".join(name.split())


def short(name: str) -> str:
    """The name as a habit here may have it."""
    return name[:MAX_NAME].rstrip()


def frequency(name: str, times: int | None, days: int | None, findings: Findings) -> tuple[int, int]:
    """`n in any y days`; n = y is daily, as in Loop. What cannot be is daily too, with a warning."""
    if times is None or days is None or not 1 <= times <= days <= MAX_DAYS:
        findings.warn(f"“{short(name)}” has a frequency we cannot read; it is daily now.")
        return 1, 1
    return (1, 1) if times == days else (times, days)


def target_of(number: float | None, direction: Direction) -> float | None:
    """A target from a millionth to a billion, at most also 0; None for anything else."""
    if number is None:
        return None
    if number == 0 and direction == "at_most":
        return 0.0
    return number if _TARGET_MIN <= number <= _TARGET_MAX else None
