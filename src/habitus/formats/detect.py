"""From a path to records: opens the source and finds the reader that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from habitus.formats import loop_csv, loop_db
from habitus.formats.archive import Source, open_source
from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown
from habitus.formats.records import DateOrder, Imported
from habitus.kernel.errors import DomainError


def read_file(path: Path, order: DateOrder | None = None, *, called: str | None = None) -> Imported:
    """Read what a person points at: a ZIP, a folder or a lone file.

    A backup wins over CSV files beside it, since it holds more. `order` settles dates that could
    be read both ways, `called` is what a lone file is called where its path does not tell. Raises the
    refusals of `formats.errors`.
    """
    with open_source(path, called) as source:
        refusals: list[tuple[str, DomainError]] = []
        imported = _newest_backup(source, refusals)
        if imported is None and refusals and not source.names:
            raise refusals[0][1]
        imported = imported or loop_csv.read(source, order)
        refused = (f"{name} was left out: {refusal.detail}" for name, refusal in refusals)
        return replace(imported, warnings=(*refused, *imported.warnings))


def _newest_backup(source: Source, refusals: list[tuple[str, DomainError]]) -> Imported | None:
    """The first database that can be read, beginning with the newest: Loop puts the date into the name."""
    names = sorted(source.databases, key=lambda name: (-name.count("/"), PurePosixPath(name).name))
    while names:
        name = names.pop()
        try:
            imported = loop_db.read(source, name)
        except (ImportFileUnreadable, ImportFormatUnknown) as refusal:
            refusals.append((name, refusal))
        else:
            return replace(imported, warnings=(*_not_read(name, names, source.names), *imported.warnings))
    return None


def _not_read(name: str, others: Sequence[str], texts: Sequence[str]) -> list[str]:
    """What lies beside the backup that was read."""
    found = []
    if others:
        found.append(f"Of several databases only {name} was read, the last by its name; not {_few(others)}.")
    if texts:
        found.append(f"{name} was read; the CSV files beside it were not: {_few(texts)}.")
    return found


def _few(names: Sequence[str]) -> str:
    few = ", ".join(names[:5])
    return f"{few} and {len(names) - 5} more" if len(names) > 5 else few
