"""Which files of a source are what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from habitus.formats.archive import Source
from habitus.formats.findings import Findings
from habitus.formats.loop.definition import Definition, one_line
from habitus.formats.loop_csv.checkmarks import is_one_habit
from habitus.formats.loop_csv.folders import folder_of
from habitus.formats.loop_csv.habits_file import is_habits
from habitus.formats.loop_csv.matrix import is_matrix
from habitus.formats.tables import Table, open_table

_FILE_WORDS = {"checkmarks", "checkmark", "scores", "score"}


@dataclass(slots=True)
class Parts:
    """The files of an export by what they hold."""

    habits: Table | None = None
    matrix: Table | None = None
    score_matrix: Table | None = None
    days: list[Table] = field(default_factory=list)
    scores: list[Table] = field(default_factory=list)


def sort_parts(source: Source, findings: Findings) -> Parts:
    """Every file by its first lines, the ones nearest to the root first."""
    parts = Parts()
    for name in sorted(source.names, key=lambda name: (name.count("/"), name)):
        table = open_table(source, name)
        if table.encoding == "cp1252":
            findings.warn(f"{name} is not written in UTF-8; letters beyond a–z may be wrong.")
        if not _sort(parts, table):
            findings.warn(
                f"{name} is no part of a Loop export that we know, or there twice; it was left out."
            )
    return parts


def _sort(parts: Parts, table: Table) -> bool:
    scores = _is_scores(table)
    if is_habits(table):
        parts.habits, fits = parts.habits or table, parts.habits is None
    elif scores and _is_one_score(table):
        parts.scores.append(table)
        fits = True
    elif not scores and (is_one_habit(table) or _is_unused(table)):
        parts.days.append(table)
        fits = True
    elif not is_matrix(table):
        fits = False
    elif scores:
        parts.score_matrix, fits = parts.score_matrix or table, parts.score_matrix is None
    else:
        parts.matrix, fits = parts.matrix or table, parts.matrix is None
    return fits


def _is_scores(table: Table) -> bool:
    header = [name.lower() for name in table.header if name]
    return header == ["date", "score"] or "score" in PurePosixPath(table.name).stem.lower()


def _is_one_score(table: Table) -> bool:
    header = [name.lower() for name in table.header if name]
    return header == ["date", "score"] or (len(header) == 2 and header[0] != "date") or _is_unused(table)


def _is_unused(table: Table) -> bool:
    """An empty file in a habit's folder: Loop before 2.1 wrote no header either."""
    return not table.first_line and folder_of(table) is not None


def name_of(table: Table) -> str:
    """What a file is called when nothing else names its habit: by its folder, or by itself."""
    path = PurePosixPath(table.name)
    words = [word for word in path.stem.replace("_", " ").split() if word.lower() not in _FILE_WORDS]
    if words:
        return " ".join(words)
    folder = folder_of(table)
    rest = folder.rest if folder else ""
    return one_line((rest or path.parent.name or table.source.label).replace("_", " "))


def by_words(name: str, definitions: Sequence[Definition]) -> int | None:
    """The place of the habit whose words end a file's name, which may put one of its own before them."""
    words = _words(name)
    fitting = [
        (len(own), -place)
        for place, definition in enumerate(definitions)
        if (own := _words(definition.name)) and words in (own, [words[0], *own] if words else [])
    ]
    return -max(fitting)[1] if fitting else None


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())
