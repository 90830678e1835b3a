"""From a definition and its cells to a neutral habit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from habitus.formats.findings import Findings
from habitus.formats.loop.codes import Cell, meaning, measure_of
from habitus.formats.loop.definition import MAX_NAME, Definition
from habitus.formats.records import ImportedEntry, ImportedHabit, Measure


def build_habit(
    definition: Definition,
    file: str,
    cells: Sequence[Cell],
    scores: Mapping[date, float] | None,
    findings: Findings,
) -> ImportedHabit:
    """The habit with its days in order; days that are there twice or make no sense are refused."""
    described = definition.habit
    if described.name != definition.name:
        findings.warn(f"The name “{described.name[:40]}…” is longer than {MAX_NAME} letters and was cut.")
    measure = described.measure if definition.measure_known else measure_of(cell.code for cell in cells)
    entries = _entries(file, cells, measure, findings)
    habit = replace(described, measure=measure, entries=entries, scores=scores)
    if measure == "check":
        return replace(habit, unit="", target=None, direction="at_least")
    habit = replace(habit, times=1)
    return habit if habit.target is not None else _with_guessed_target(habit, findings)


def _with_guessed_target(habit: ImportedHabit, findings: Findings) -> ImportedHabit:
    """A target under which no recorded day fails: the smallest amount above 0, for a limit the largest."""
    amounts = [entry.amount for entry in habit.entries if entry.amount]
    if habit.direction == "at_most":
        target, which = max(amounts, default=0.0), "largest"
    else:
        target, which = min(amounts, default=1.0), "smallest"
    findings.warn(
        f"“{habit.name}” has no target that can be used; it is {target:g} now, the {which} amount recorded."
    )
    return replace(habit, target=target, goal_known=False)


def _entries(
    file: str, cells: Sequence[Cell], measure: Measure, findings: Findings
) -> tuple[ImportedEntry, ...]:
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
    return tuple(sorted(found.values(), key=lambda entry: entry.day))
