"""From a definition and its cells to a neutral habit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from habitus.formats.findings import Findings
from habitus.formats.loop_csv.codes import Cell, meaning, measure_of
from habitus.formats.loop_csv.habits_file import MAX_NAME, Definition
from habitus.formats.records import ImportedEntry, ImportedHabit, Measure


def build_habit(
    definition: Definition,
    file: str,
    cells: Sequence[Cell],
    scores: Mapping[date, float] | None,
    findings: Findings,
) -> ImportedHabit:
    """The habit with its days in order; days that are there twice or make no sense are refused.

    An at-least amount without a target gets the smallest amount above 0 that was recorded.
    """
    measure = definition.measure or measure_of(cell.code for cell in cells)
    entries = _entries(file, cells, measure, findings)
    target, goal_known = definition.target, definition.goal_known
    name = definition.short_name
    if name != definition.name:
        findings.warn(f"The name “{name[:40]}…” is longer than {MAX_NAME} letters and was cut.")
    if measure == "amount" and target is None and definition.direction == "at_least":
        target, goal_known = min((e.amount for e in entries if e.amount), default=1.0), False
        findings.warn(f"“{name}” has no target; it is {target:g} now, the smallest amount recorded.")
    return ImportedHabit(
        source_id=definition.source_id,
        name=name,
        question=definition.question,
        measure=measure,
        unit=definition.unit if measure == "amount" else "",
        times=definition.times if measure == "check" else 1,
        days=definition.days,
        target=target if measure == "amount" else None,
        direction=definition.direction,
        color=definition.color,
        archived=definition.archived,
        goal_known=goal_known,
        entries=tuple(sorted(entries, key=lambda entry: entry.day)),
        scores=scores,
    )


def _entries(file: str, cells: Sequence[Cell], measure: Measure, findings: Findings) -> list[ImportedEntry]:
    found: dict[date, ImportedEntry] = {}
    for cell in cells:
        meant = meaning(cell.code, measure)
        if meant is None:
            findings.refuse(file, cell.line, "value_unreadable")
        elif cell.day in found:
            findings.refuse(file, cell.line, "day_twice")
        else:
            kind, amount = meant
            found[cell.day] = ImportedEntry(cell.day, kind, amount, cell.note, file, cell.line)
    return list(found.values())
