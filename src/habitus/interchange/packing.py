"""Neutral records as lines of JSON, written by the process that reads a file (see `unpacking`).

A line is short, so that whoever reads it back need not hold more than one habit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TextIO

from habitus.formats.records import Imported, ImportedEntry, ImportedHabit

ROWS_A_LINE = 500
LETTERS_A_LINE = 128 * 1024
"""Of notes; a single one may have half of that."""
WORDS_MAX = 5_000
"""Letters of a question, unit or description: more than is stored of any, so that cutting shows."""


def pack(imported: Imported, file: TextIO) -> None:
    """Write all that was read. Raises OSError when there is no room."""
    file.writelines(_written(line) for line in _lines(imported))


def _written(line: dict[str, object]) -> str:
    return json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _lines(imported: Imported) -> Iterator[dict[str, object]]:
    yield {
        "begin": {
            "format": imported.format,
            "refused_entries": imported.refused_entries,
            "habits": len(imported.habits),
        }
    }
    for row in imported.refused:
        yield {"refused": asdict(row)}
    for item in imported.not_carried:
        yield {"not_carried": asdict(item)}
    for warning in imported.warnings:
        yield {"warning": warning}
    for habit in imported.habits:
        yield from _habit(habit)
    yield {"end": len(imported.habits)}


def _habit(habit: ImportedHabit) -> Iterator[dict[str, object]]:
    files = sorted({entry.file for entry in habit.entries})
    yield {"habit": _head(habit) | {"files": files, "count": len(habit.entries)}}
    numbers = {file: number for number, file in enumerate(files)}
    for some in _chunks(habit.entries):
        yield {"entries": [_entry(entry, numbers) for entry in some]}
    if habit.scores is not None:
        scores = [(day.isoformat(), score) for day, score in sorted(habit.scores.items())]
        for start in range(0, len(scores), ROWS_A_LINE):
            yield {"scores": scores[start : start + ROWS_A_LINE]}


def _head(habit: ImportedHabit) -> dict[str, object]:
    return {
        "source_id": habit.source_id,
        "name": habit.name,
        "question": habit.question[:WORDS_MAX],
        "measure": habit.measure,
        "unit": habit.unit[:WORDS_MAX],
        "times": habit.times,
        "days": habit.days,
        "target": habit.target,
        "direction": habit.direction,
        "color": habit.color,
        "archived": habit.archived,
        "goal_known": habit.goal_known,
        "description": habit.description[:WORDS_MAX],
        "reminders": [asdict(reminder) for reminder in habit.reminders],
        "other_keys": habit.other_keys,
        "has_scores": habit.scores is not None,
    }


def _entry(entry: ImportedEntry, numbers: dict[str, int]) -> tuple[object, ...]:
    return entry.day.isoformat(), entry.kind, entry.amount, entry.note, numbers[entry.file], entry.line


def _chunks(entries: Iterable[ImportedEntry]) -> Iterator[list[ImportedEntry]]:
    some: list[ImportedEntry] = []
    letters = 0
    for entry in entries:
        some.append(entry)
        letters += len(entry.note)
        if len(some) >= ROWS_A_LINE or letters >= LETTERS_A_LINE:
            yield some
            some, letters = [], 0
    if some:
        yield some
