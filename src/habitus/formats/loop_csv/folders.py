"""Whose folder it is: Loop names each habit's folder by its number and what is left of its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from habitus.formats.findings import Findings
from habitus.formats.loop.definition import Definition, short
from habitus.formats.tables import Table

_FOLDER = re.compile(r"^(\d{3,})(?: (.*))?$", re.DOTALL)
_Key = TypeVar("_Key", int, str)
_LOOP_DROPS = re.compile(r"[^ a-zA-Z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one habit: where it lies, its number, and the letters of the name that follow."""

    path: str
    number: int
    rest: str


def folder_of(table: Table) -> Folder | None:
    """The folder a file lies in, when it is one of a habit."""
    parent = PurePosixPath(table.name).parent
    found = _FOLDER.match(parent.name or table.source.label)
    return Folder(str(parent), int(found.group(1)), (found.group(2) or "").strip()) if found else None


def folder_name(name: str) -> str:
    """The name as Loop writes it into a folder's."""
    return _LOOP_DROPS.sub("", name)[:100].strip()


def assign(
    folders: Collection[Folder], definitions: Sequence[Definition], findings: Findings
) -> dict[Folder, int]:
    """The place in `definitions` for each folder that has one.

    Numbers are positions, or rows of Habits.csv when those fit more folders (positions may have gaps
    or be there twice). Number and name together decide; then the number alone where only one folder
    and one habit are left for it; the name alone only for what has no number in common.
    """
    numbers = _numbers(folders, definitions)
    names = [folder_name(definition.name) for definition in definitions]
    found: dict[Folder, int] = {}
    for folder in folders:
        exact = _exact(folder, numbers, names)
        if len(exact) == 1:
            found[folder] = exact[0]
    _claim_by(found, folders, numbers, lambda folder: folder.number)
    by_number = set(found)
    _claim_by(found, folders, names, lambda folder: folder.rest)
    for folder in found.keys() - by_number:
        name = short(definitions[found[folder]].name)
        findings.warn(f"The folder {folder.path} is taken for “{name}” by its name; its number is another.")
    return found


def _numbers(folders: Collection[Folder], definitions: Sequence[Definition]) -> list[int]:
    names = [folder_name(definition.name) for definition in definitions]
    positions = [definition.position for definition in definitions]
    rows = list(range(1, len(definitions) + 1))
    return max(
        (positions, rows),
        key=lambda numbers: sum(len(_exact(folder, numbers, names)) == 1 for folder in folders),
    )


def _exact(folder: Folder, numbers: Sequence[int], names: Sequence[str]) -> list[int]:
    wanted = (folder.number, folder.rest)
    return [place for place, pair in enumerate(zip(numbers, names, strict=True)) if pair == wanted]


def _claim_by(
    found: dict[Folder, int],
    folders: Collection[Folder],
    keys: Sequence[_Key],
    key_of: Callable[[Folder], _Key],
) -> None:
    """Give folders without a habit those without a folder, where a key leaves one of each."""
    open_folders = [folder for folder in folders if folder not in found]
    taken = set(found.values())
    left = [(place, key) for place, key in enumerate(keys) if place not in taken and key]
    wanted = Counter(key_of(folder) for folder in open_folders)
    offered = Counter(key for _, key in left)
    places = {key: place for place, key in left}
    for folder in open_folders:
        key = key_of(folder)
        if wanted[key] == offered[key] == 1:
            found[folder] = places[key]
