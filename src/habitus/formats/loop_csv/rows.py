"""Rows as Loop meant them, where some of its versions wrote commas into cells without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from habitus.formats.loop.codes import ENTRY, read_code
from habitus.formats.tables import Row, Table

_DIGITS = re.compile(r"^\s*[+-]?\d+\s*$")


def day_rows(table: Table) -> Iterator[Row]:
    """All rows of a table of days, the first too."""
    for row in table.rows():
        if any(cell.startswith(ENTRY) for cell in row.cells):
            yield replace(row, cells=_joined_entries(row.cells, table.delimiter))
        else:
            yield row


def score_rows(table: Table, width: int) -> Iterator[Row]:
    """All rows of a table with `width` scores, the first too; a `0,2557` without quotes is one cell again."""
    for row in table.rows():
        scores = row.cells[1:-1] if len(row.cells) > 1 and not row.cells[-1].strip() else row.cells[1:]
        if table.delimiter == "," and len(scores) == 2 * width and all(map(_DIGITS.match, scores)):
            pairs = zip(scores[::2], scores[1::2], strict=True)
            yield replace(row, cells=[row.cells[0], *(f"{whole}.{rest}" for whole, rest in pairs)])
        else:
            yield row


def _joined_entries(cells: Sequence[str], mark: str) -> list[str]:
    """`Entry(timestamp=…, value=2, notes=a, b)` in one cell; it ends where the next value begins."""
    found: list[str] = []
    is_open = False
    for cell, following in zip(cells, [*cells[1:], ""], strict=True):
        if is_open:
            found[-1] += mark + cell
        else:
            found.append(cell)
        closed = found[-1].rstrip().endswith(")") and _begins(following)
        is_open = found[-1].startswith(ENTRY) and not closed
    return found


def _begins(cell: str) -> bool:
    return not cell.strip() or cell.startswith(ENTRY) or read_code(cell) is not None
