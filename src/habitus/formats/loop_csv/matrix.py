"""The files over all habits at the root of an export: Checkmarks.csv and Scores.csv.

Loop writes the names unquoted and ends every line with a comma, so a comma in a name breaks the
header; the names are put together again from what is known of the habits, or of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import isfinite

from habitus.formats.dates import detect_order, read_date
from habitus.formats.errors import ImportTooLarge
from habitus.formats.findings import Findings
from habitus.formats.loop.codes import UNKNOWN, Cell, note_in, read_code
from habitus.formats.loop_csv.rows import day_rows, score_rows
from habitus.formats.records import DateOrder
from habitus.formats.tables import MAX_COLUMNS, Row, Table, clean

_SAMPLE = 60
_READABLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """A habit of the matrix; `place` is its cell in a row."""

    name: str
    place: int


def is_matrix(table: Table) -> bool:
    """A first column called Date, and cells that are mostly Loop's words, integers or scores."""
    if len(table.header) < 2 or table.header[0].lower() != "date":
        return False
    rows = [row for row in islice(day_rows(table), 1, _SAMPLE) if not row.fault]
    cells = [cell for row in rows for cell in row.cells[1:] if cell.strip()]
    known = sum(read_code(cell) is not None or _is_share(cell) for cell in cells)
    return known >= _READABLE_SHARE * len(cells)


def read_columns(
    table: Table, known: Sequence[str], listed: Sequence[str], findings: Findings
) -> list[Column]:
    """The habits of the header, in order; none when it cannot be told apart.

    `known` are all names seen so far; `listed` those of Habits.csv, whose order decides when only
    their number fits.
    """
    names = _names(table, known)
    if names is None and len(listed) == _width(table):
        names = list(listed)
        findings.warn(
            f"The names in the first line of {table.name} cannot be told apart; "
            "its columns are taken in the order of the habits."
        )
    if names is None:
        findings.warn(
            f"The names in the first line of {table.name} cannot be told apart; the file is left out."
        )
        return []
    if len(names) > MAX_COLUMNS:
        raise ImportTooLarge(f"{table.name} has more than {MAX_COLUMNS} habits.")
    return [Column(name, place) for place, name in enumerate(names, start=1) if name]


def read_cells(
    table: Table, columns: Sequence[Column], width: int, given: DateOrder | None, findings: Findings
) -> dict[int, list[Cell]]:
    """The known days of each column by its place, in the order of the file. Raises DateOrderAmbiguous.

    `columns` may be some of the file's; `width` is the place of its last.
    """
    found: dict[int, list[Cell]] = {column.place: [] for column in columns}
    order = date_order(table, given)
    for row in islice(day_rows(table), 1, None):
        findings.count_row()
        day = read_date(row.cells[0], order) if not row.fault else None
        fault = row.fault or ("date_unreadable" if day is None else _too_long(row, width))
        if fault or day is None:
            findings.refuse(table.name, row.line, fault or "date_unreadable")
            continue
        for column in columns:
            text = row.cells[column.place].strip() if column.place < len(row.cells) else ""
            code = read_code(text) if text else UNKNOWN
            note = clean(note_in(text))
            if code is None:
                findings.refuse(table.name, row.line, "value_unreadable")
            elif code != UNKNOWN or note:
                findings.count_entry()
                found[column.place].append(Cell(day, code, note, row.line))
    return found


def refuse_cells(table: Table, findings: Findings) -> None:
    """Every row of a matrix whose header names nobody."""
    for row in islice(table.rows(), 1, None):
        findings.count_row()
        findings.refuse(table.name, row.line, "header_unclear")


def read_score_columns(
    table: Table, columns: Sequence[Column], width: int, given: DateOrder | None, findings: Findings
) -> dict[int, dict[date, float]]:
    """Scores by column and day; `width` is the place of the file's last. Raises DateOrderAmbiguous."""
    found: dict[int, dict[date, float]] = {column.place: {} for column in columns}
    unreadable = 0
    order = date_order(table, given)
    for row in score_rows(table, width):
        day = read_date(row.cells[0], order) if not row.fault else None
        if day is None:
            continue
        for column in columns:
            text = row.cells[column.place].strip() if column.place < len(row.cells) else ""
            score = read_score(text)
            if score is not None:
                found[column.place][day] = score
            else:
                unreadable += bool(text)
    warn_of_scores(table, unreadable, findings)
    return found


def warn_of_scores(table: Table, unreadable: int, findings: Findings) -> None:
    if unreadable:
        findings.warn(f"Scores in {table.name} that cannot be read, so not compared: {unreadable}.")


def date_order(table: Table, given: DateOrder | None) -> DateOrder | None:
    return detect_order((row.cells[0] for row in table.rows() if row.cells), given)


def read_score(text: str) -> float | None:
    """A strength, also with a decimal comma. One beyond 0 to 1 is wrong: the comparison shall say so."""
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        return None
    return score if isfinite(score) else None


def _is_share(text: str) -> bool:
    score = read_score(text)
    return score is not None and 0 <= score <= 1


def _too_long(row: Row, width: int) -> str | None:
    return "row_too_long" if any(cell.strip() for cell in row.cells[width + 1 :]) else None


def _names(table: Table, known: Sequence[str]) -> list[str] | None:
    """The names behind the header's cells; None when they do not fit the width of the rows."""
    pieces = _without_last_blank(table.first_line.split(table.delimiter))[1:]
    if _is_list_of(pieces, known, table.delimiter):
        return list(known)
    width = _width(table)
    if width is None or len(_without_last_blank(table.header)) - 1 == width:
        return _without_last_blank(table.header)[1:]
    return _by_known(pieces, known, width, table.delimiter) or _by_blanks(pieces, width, table.delimiter)


def _width(table: Table) -> int | None:
    """How many values most rows have, without the empty cell behind the last comma."""
    rows = [row.cells for row in islice(day_rows(table), 1, _SAMPLE) if not row.fault]
    widths = [len(_without_last_blank(cells)) - 1 for cells in rows]
    return max(widths, key=widths.count) if widths else None


def _without_last_blank(cells: list[str]) -> list[str]:
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _is_list_of(pieces: Sequence[str], known: Sequence[str], mark: str) -> bool:
    """Whether the header is just the habits we know in their order, as Loop writes it."""
    expected = [piece for name in known for piece in name.split(mark)]
    return [clean(piece).split() for piece in pieces] == [piece.split() for piece in expected]


def _by_known(pieces: list[str], known: Sequence[str], width: int, mark: str) -> list[str] | None:
    """Join pieces so that names we know come out, the longest first; the rest stay alone."""
    by_length = sorted(set(known), key=lambda name: -name.count(mark))
    found: list[str] = []
    at = 0
    while at < len(pieces):
        name = next((name for name in by_length if _starts(pieces, at, name, mark)), clean(pieces[at]))
        at += name.count(mark) + 1
        found.append(name)
    return found if len(found) == width else None


def _starts(pieces: list[str], at: int, name: str, mark: str) -> bool:
    joined = mark.join(pieces[at : at + name.count(mark) + 1])
    return " ".join(joined.split()) == " ".join(name.split())


def _by_blanks(pieces: list[str], width: int, mark: str) -> list[str] | None:
    """Without a list of names: a piece that begins with a blank goes on after a comma in a name."""
    found: list[str] = []
    for piece in pieces:
        if found and piece.startswith(" "):
            found[-1] += mark + piece
        else:
            found.append(piece)
    return [clean(name) for name in found] if len(found) == width else None
