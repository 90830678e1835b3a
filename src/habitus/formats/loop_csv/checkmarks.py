"""The file of one habit: Date, Value and, since Loop 2.3.1, Notes; before 2.1 without a header."""

from __future__ import annotations

from itertools import islice

from habitus.formats.dates import detect_order, read_date
from habitus.formats.findings import Findings
from habitus.formats.loop.codes import UNKNOWN, Cell, note_in, read_code
from habitus.formats.loop_csv.rows import day_rows
from habitus.formats.records import DateOrder
from habitus.formats.tables import Row, Table, clean

_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")


def is_one_habit(table: Table) -> bool:
    names = [name.lower() for name in table.header if name]
    return (names[:2] == ["date", "value"] and len(names) <= 3) or _is_bare(table)


def read_one_habit(table: Table, given: DateOrder | None, findings: Findings) -> list[Cell]:
    """The known days in the order of the file. Raises DateOrderAmbiguous."""
    order = detect_order((row.cells[0] for row in table.rows() if row.cells), given)
    found: list[Cell] = []
    for row in islice(day_rows(table), 0 if starts_with_date(table) else 1, None):
        findings.count_row()
        cell = _read_row(row, order)
        if isinstance(cell, str):
            findings.refuse(table.name, row.line, cell)
        elif cell is not None:
            findings.count_entry()
            found.append(cell)
    return found


def starts_with_date(table: Table) -> bool:
    """Whether the first line is a day already; a lone number is no date here."""
    first = table.header[0] if table.header else ""
    return not first.isdigit() and any(read_date(first, order) for order in _ORDERS)


def _is_bare(table: Table) -> bool:
    """Two columns, or three with notes, that begin with a day and its value at once."""
    cells = [cell for cell in table.header if cell]
    if not 2 <= len(cells) <= 3 or not starts_with_date(table):
        return False
    return len(cells) == 2 or read_code(cells[1]) is not None


def _read_row(row: Row, order: DateOrder | None) -> Cell | str | None:
    """The day, the code of what is wrong, or None for a day that says nothing."""
    if row.fault:
        return row.fault
    day = read_date(row.cells[0], order)
    if day is None:
        return "date_unreadable"
    if len(row.cells) < 2:
        return "row_too_short"
    text = row.cells[1].strip()
    note = clean(",".join(row.cells[2:])) or clean(note_in(text))
    code = read_code(text) if text else UNKNOWN
    if code is None:
        return "value_unreadable"
    if code == UNKNOWN and not note:
        return None
    return Cell(day, code, note, row.line)
