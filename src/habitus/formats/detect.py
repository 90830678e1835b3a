"""From a path to records: opens the source and finds the reader that knows it."""

from __future__ import annotations

from pathlib import Path

from habitus.formats import loop_csv
from habitus.formats.archive import open_source
from habitus.formats.records import DateOrder, Imported


def read_file(path: Path, order: DateOrder | None = None) -> Imported:
    """Read what a person points at: a ZIP, a folder or a lone file.

    `order` settles dates that could be read both ways. Raises the refusals of `formats.errors`.
    """
    with open_source(path) as source:
        return loop_csv.read(source, order)
