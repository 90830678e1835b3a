"""Whether a SQLite file is sound: what the database itself says of its pages, indexes and references."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Soundness:
    """What is amiss, in SQLite's words; nothing where all is well."""

    damage: Sequence[str]
    """Of the file: it is not safe to write to it."""
    dangling: Sequence[str]
    """Rows that refer to a row that is not there."""


def soundness(file: Path) -> Soundness:
    """Read the whole file in a connection of its own; Habitus may be running and writing."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as raw:
        try:
            damage = [row[0] for row in raw.execute("PRAGMA integrity_check")]
            dangling = [
                f"{'a row' if row is None else f'row {row}'} of {table} refers to no {parent}"
                for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check")
            ]
        except sqlite3.DatabaseError as error:
            return Soundness([str(error)], [])
    return Soundness([words for words in damage if words != "ok"], dangling)
