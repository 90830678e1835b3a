"""Habits.csv (some people have it as Meta.csv): names, goals and looks of the habits."""

from __future__ import annotations

import re
from itertools import islice

from habitus.formats.findings import Findings
from habitus.formats.loop.colors import pigment_of
from habitus.formats.loop.definition import Definition, frequency, numbered, one_line, short, target_of
from habitus.formats.records import Direction, ImportedHabit
from habitus.formats.tables import Table, clean

_MARKS = {"position", "type", "frequencynumerator", "numrepetitions", "color", "archived"}
_COLUMNS = _MARKS | {
    "name", "question", "description", "frequencydenominator", "interval", "unit",
    "targettype", "targetvalue", "",
}  # fmt: skip
_AMOUNTS = {"NUMERICAL", "MEASURABLE", "1"}
_LIMITS = {"AT_MOST", "1"}
_YES = {"true", "1", "yes", "wahr", "vrai", "vero", "verdadero", "verdadeiro", "prawda"}
"""Spreadsheets write a `true` in the language of their user."""


def is_habits(table: Table) -> bool:
    columns = set(_columns(table))
    return "name" in columns and len(columns & _MARKS) >= 2


def read_habits(table: Table, findings: Findings) -> list[Definition]:
    """All habits of the file in its order; a row without a name is refused."""
    columns = _columns(table)
    _warn_of_columns(table, columns, findings)
    found: list[Definition] = []
    taken: set[str] = set()
    for row in islice(table.rows(), 1, None):
        findings.count_row()
        values = dict(zip(columns, map(clean, row.cells), strict=False))
        fault = row.fault or ("" if values.get("name") else "name_missing")
        if fault:
            findings.refuse(table.name, row.line, fault, is_entry=False)
            continue
        name = one_line(values["name"])
        if any(cell.strip() for cell in row.cells[len(columns) :]):
            findings.warn(
                f"{table.name} has too many cells in line {row.line}; look at “{short(name)}” closely."
            )
        source_id = numbered(name, taken)
        taken.add(source_id)
        position = _whole(values.get("position", "")) or len(found) + 1
        habit = _habit(source_id, name, values, findings)
        found.append(Definition(name, position, habit, measure_known="type" in values))
    return found


def _columns(table: Table) -> list[str]:
    return [re.sub(r"[^a-z]", "", cell.lower()) for cell in table.header]


def _warn_of_columns(table: Table, columns: list[str], findings: Findings) -> None:
    unknown = [cell for cell, column in zip(table.header, columns, strict=True) if column not in _COLUMNS]
    if unknown:
        findings.warn(f"{table.name} has columns we do not know: {', '.join(unknown)[:200]}.")


def _habit(source_id: str, name: str, values: dict[str, str], findings: Findings) -> ImportedHabit:
    """Before Loop 2.0 the column Description held the question."""
    is_amount = values.get("type", "").upper() in _AMOUNTS
    is_limit = is_amount and values.get("targettype", "").upper().replace(" ", "_") in _LIMITS
    direction: Direction = "at_most" if is_limit else "at_least"
    times, days = frequency(
        name,
        _whole(values.get("frequencynumerator", values.get("numrepetitions", ""))),
        _whole(values.get("frequencydenominator", values.get("interval", ""))),
        findings,
    )
    return ImportedHabit(
        source_id=source_id,
        name=short(name),
        question=values.get("question", values.get("description", "")),
        description=values.get("description", "") if "question" in values else "",
        measure="amount" if is_amount else "check",
        unit=values.get("unit", ""),
        times=times,
        days=days,
        target=target_of(_number(values.get("targetvalue", "")), direction),
        direction=direction,
        color=pigment_of(values.get("color", "")),
        archived=values.get("archived", "").lower() in _YES,
    )


def _whole(text: str) -> int | None:
    return int(text) if re.match(r"^\d{1,9}$", text) else None


def _number(text: str) -> float | None:
    """A number, also with a decimal comma."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
