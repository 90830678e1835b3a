"""Habits.csv (some people have it as Meta.csv): names, goals and looks of the habits."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, count

from habitus.formats.findings import Findings
from habitus.formats.loop_csv.codes import pigment_of
from habitus.formats.records import Direction, Measure, NotCarried
from habitus.formats.tables import Table, clean

MAX_NAME = 120
MAX_DAYS = 365
_TARGET_MIN, _TARGET_MAX = 1e-6, 1e9
_MARKS = {"position", "type", "frequencynumerator", "numrepetitions", "color", "archived"}
_YES = {"true", "1", "yes"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A habit as Habits.csv describes it; without `measure` its days must tell (before Loop 2.1).

    `name` is as the file has it, however long: other files are matched by it.
    """

    source_id: str
    position: int
    name: str
    question: str
    measure: Measure | None
    unit: str
    times: int
    days: int
    target: float | None
    direction: Direction
    color: str | None
    archived: bool
    goal_known: bool

    @property
    def short_name(self) -> str:
        """The name as a habit here may have it."""
        return _short(self.name)


def is_habits(table: Table) -> bool:
    columns = set(_columns(table))
    return "name" in columns and len(columns & _MARKS) >= 2


def read_habits(table: Table, findings: Findings) -> list[Definition]:
    """All habits of the file in its order; a row without a name is refused."""
    columns = _columns(table)
    found: list[Definition] = []
    described = 0
    rows = table.rows()
    next(rows, None)
    for row in map(findings.count_row, rows):
        values = dict(zip(columns, map(clean, row.cells), strict=False))
        fault = row.fault or ("" if values.get("name") else "name_missing")
        if fault:
            findings.refuse(table.name, row.line, fault, is_entry=False)
            continue
        name = " ".join(values["name"].split())
        source_id = numbered(name, {definition.source_id for definition in found})
        position = _whole(values.get("position", "")) or len(found) + 1
        found.append(_definition(source_id, position, name, values, findings))
        described += bool("question" in values and values.get("description"))
    if described:
        findings.not_carried.append(
            NotCarried(
                "descriptions", described, "Habits have no description here; their questions are carried."
            )
        )
    return found


def undescribed(name: str, position: int, taken: Collection[str]) -> Definition:
    """A habit of which only the name is known: daily, its measure told by its days."""
    name = " ".join(name.split())
    return Definition(
        source_id=numbered(name, taken), position=position, name=name, question="", measure=None, unit="",
        times=1, days=1, target=None, direction="at_least", color=None, archived=False, goal_known=False,
    )  # fmt: skip


def numbered(name: str, taken: Collection[str]) -> str:
    """A key for a name that other habits may have as well, but none of `taken`: Loop's CSV has no ids."""
    short = _short(name)
    keys = chain([short], (f"{short} #{number}" for number in count(2)))
    return next(key for key in keys if key not in taken)


def _short(name: str) -> str:
    return name[:MAX_NAME].rstrip()


def _columns(table: Table) -> list[str]:
    return [re.sub(r"[^a-z]", "", cell.lower()) for cell in table.header]


def _definition(
    source_id: str, position: int, name: str, values: dict[str, str], findings: Findings
) -> Definition:
    measure = _measure(values)
    times, days = _frequency(name, values, findings)
    return Definition(
        source_id=source_id,
        position=position,
        name=name,
        question=values.get("question", values.get("description", "")),
        measure=measure,
        unit=values.get("unit", ""),
        times=1 if measure == "amount" else times,
        days=days,
        target=_number(values.get("targetvalue", "")),
        direction="at_most" if _is_at_most(values) else "at_least",
        color=pigment_of(values.get("color", "")),
        archived=values.get("archived", "").lower() in _YES,
        goal_known=True,
    )


def _measure(values: dict[str, str]) -> Measure | None:
    if "type" not in values:
        return None
    return "amount" if values["type"].upper() in {"NUMERICAL", "1"} else "check"


def _is_at_most(values: dict[str, str]) -> bool:
    return _measure(values) == "amount" and values.get("targettype", "").upper() in {"AT_MOST", "1"}


def _frequency(name: str, values: dict[str, str], findings: Findings) -> tuple[int, int]:
    """`n in any y days`; n = y is daily, as in Loop. What cannot be is daily too, with a warning."""
    times = _whole(values.get("frequencynumerator", values.get("numrepetitions", "")))
    days = _whole(values.get("frequencydenominator", values.get("interval", "")))
    if times is None or days is None or not 1 <= times <= days <= MAX_DAYS:
        findings.warn(f"“{_short(name)}” has a frequency we cannot read; it is daily now.")
        return 1, 1
    return (1, 1) if times == days else (times, days)


def _whole(text: str) -> int | None:
    return int(text) if re.match(r"^\d{1,9}$", text) else None


def _number(text: str) -> float | None:
    """A number from a millionth to a billion, also with a decimal comma; None for anything else."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if _TARGET_MIN <= number <= _TARGET_MAX else None
