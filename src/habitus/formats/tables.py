"""CSV as people's tools write it: rows with their line number, never an exception for a bad one."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from habitus.formats.archive import MAX_LINE, Source
from habitus.formats.errors import ImportTooLarge

MAX_ROWS = 2_000_000
MAX_COLUMNS = 2_000
MAX_CELL = 64 * 1024
_MAX_LINES_A_ROW = 1_000
_NOTHING = ' ,;\t\n"'


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its first line (from 1), its cells, and why it cannot be used (a code) or None."""

    line: int
    cells: list[str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV text of a source: how it is written, its first line as it stands, and that line's cells."""

    source: Source
    name: str
    encoding: str
    delimiter: str
    first_line: str
    header: list[str]

    def rows(self) -> Iterator[Row]:
        """All rows, the first too, without empty ones. Reads the text anew each time.

        Raises ImportTooLarge beyond MAX_ROWS, so that nothing that keeps rows can grow without end.
        """
        lines = _Lines(self.source.lines(self.name, self.encoding))
        seen = 0
        while (row := _next_row(lines, self.delimiter)) is not None:
            seen += 1
            if seen > MAX_ROWS + 1:
                raise ImportTooLarge(f"{self.name} holds more than {MAX_ROWS} rows.")
            if row.fault or any(cell.strip() for cell in row.cells):
                yield row


def open_table(source: Source, name: str) -> Table:
    encoding = source.encoding(name)
    lines = source.lines(name, encoding)
    first = next((line for line in lines if line.strip(_NOTHING)), "").rstrip("\n")
    delimiter = _delimiter(first)
    header = [clean(cell) for cell in _split(first, delimiter)]
    return Table(source, name, encoding, delimiter, first, header)


def clean(cell: str) -> str:
    """A cell without surrounding blanks and without control characters, which no database likes."""
    return "".join(letter for letter in cell if letter >= " " or letter in "\n\t").strip()


def _delimiter(line: str) -> str:
    """The separator that occurs first in the header; spreadsheets of some countries write ';'."""
    found = [(line.index(mark), mark) for mark in ",;\t" if mark in line]
    return min(found)[1] if found else ","


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


class _Lines:
    """Lines with their numbers that can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = enumerate(lines, start=1)
        self._back: deque[tuple[int, str]] = deque()

    def take(self) -> tuple[int, str] | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))


def _next_row(lines: _Lines, delimiter: str) -> Row | None:
    taken = lines.take()
    if taken is None:
        return None
    number, line = taken
    if len(line) >= MAX_LINE:
        return Row(number, [], "line_too_long")
    if '"' not in line:
        return _checked(number, line.rstrip("\n").split(delimiter))
    return _quoted_row(lines, number, line, delimiter)


def _quoted_row(lines: _Lines, number: int, line: str, delimiter: str) -> Row:
    """A row with quotes, which may go on over several lines; an unclosed one costs its own line only."""
    further: list[tuple[int, str]] = []

    def supply() -> Iterator[str]:
        yield line
        size = len(line)
        while size <= MAX_CELL and len(further) < _MAX_LINES_A_ROW and (taken := lines.take()) is not None:
            further.append(taken)
            size += len(taken[1])
            yield taken[1]

    try:
        cells = next(csv.reader(supply(), delimiter=delimiter, strict=True), [])
    except csv.Error:
        lines.give_back(further)
        return Row(number, [], "quotes_unclosed")
    return _checked(number, cells)


def _checked(number: int, cells: list[str]) -> Row:
    if len(cells) > MAX_COLUMNS + 2:
        return Row(number, [], "too_many_columns")
    if any(len(cell) > MAX_CELL for cell in cells):
        return Row(number, [], "cell_too_long")
    return Row(number, cells)
