"""Which files of a source are what, and to which habit each of them belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from habitus.formats.archive import Source
from habitus.formats.findings import Findings
from habitus.formats.loop_csv.checkmarks import is_one_habit
from habitus.formats.loop_csv.habits_file import Definition, is_habits
from habitus.formats.loop_csv.matrix import is_matrix
from habitus.formats.tables import Table, open_table

_FOLDER = re.compile(r"^(\d{3})(?: (.*))?$", re.DOTALL)
_FILE_WORDS = {"checkmarks", "checkmark", "scores", "score"}
_LOOP_DROPS = re.compile(r"[^ a-zA-Z0-9._-]+")


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
    elif not scores and is_one_habit(table):
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
    return header == ["date", "score"] or (len(header) == 2 and header[0] != "date")


def name_of(table: Table) -> str:
    """What a file is called when nothing else names its habit: by its folder, or by itself."""
    path = PurePosixPath(table.name)
    words = [word for word in path.stem.replace("_", " ").split() if word.lower() not in _FILE_WORDS]
    if words:
        return " ".join(words)
    folder = path.parent.name or table.source.label
    found = _FOLDER.match(folder)
    return " ".join((found.group(2) if found and found.group(2) else folder).replace("_", " ").split())


def count_folders(tables: Sequence[Table]) -> Counter[int]:
    """How many folders have each number: Loop's export has one, folders put together by hand more."""
    folders = {(folder_number(table), PurePosixPath(table.name).parent) for table in tables}
    return Counter(number for number, _ in folders if number is not None)


def owner_of(
    table: Table, definitions: Sequence[Definition], folders: Mapping[int, int]
) -> Definition | None:
    """The habit a file belongs to: by the number of its folder, else by the words of its name."""
    found = _FOLDER.match(PurePosixPath(table.name).parent.name or table.source.label)
    if found is None:
        return _by_words(name_of(table), definitions)
    number, rest = int(found.group(1)), found.group(2) or ""
    same = [definition for definition in definitions if definition.position == number]
    if len(same) == 1 and folders[number] == 1:
        return same[0]
    return next((one for one in same if folder_name(one.name) == rest), None)


def folder_number(table: Table) -> int | None:
    """The number that Loop puts before a habit's folder."""
    found = _FOLDER.match(PurePosixPath(table.name).parent.name or table.source.label)
    return int(found.group(1)) if found else None


def folder_name(name: str) -> str:
    """The name as Loop writes it into a folder's."""
    return _LOOP_DROPS.sub("", name)[:100].strip()


def _by_words(name: str, definitions: Sequence[Definition]) -> Definition | None:
    """The habit whose words end the file's name, which may put one word of its own before them."""
    words = _words(name)
    fitting = [
        definition
        for definition in definitions
        if (own := _words(definition.name)) and words in (own, [words[0], *own] if words else [])
    ]
    return max(fitting, key=lambda definition: len(_words(definition.name)), default=None)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())
