"""The file of one habit: Date, Value and, since Loop 2.3.1, Notes; before 2.0 without a header."""

from __future__ import annotations

from habitus.formats.dates import detect_order, read_date
from habitus.formats.findings import Findings
from habitus.formats.loop_csv.codes import UNKNOWN, Cell, read_code
from habitus.formats.records import DateOrder
from habitus.formats.tables import Row, Table, clean

_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


def is_one_habit(table: Table) -> bool:
    names = [name.lower() for name in table.header if name]
    return (names[:2] == ["date", "value"] and len(names) <= 3) or is_bare(table)


def is_bare(table: Table) -> bool:
    """Two columns that begin with a date at once."""
    return len([name for name in table.header if name]) == 2 and _starts_with_date(table)


def read_one_habit(table: Table, given: DateOrder | None, findings: Findings) -> list[Cell]:
    """The known days in the order of the file. Raises DateOrderAmbiguous."""
    order = detect_order((row.cells[0] for row in table.rows() if row.cells), given)
    rows = table.rows()
    if not _starts_with_date(table):
        next(rows, None)
    found: list[Cell] = []
    for row in map(findings.count_row, rows):
        cell = _read_row(row, order)
        if isinstance(cell, str):
            findings.refuse(table.name, row.line, cell)
        elif cell is not None:
            findings.count_entry()
            found.append(cell)
    return found


def _read_row(row: Row, order: DateOrder | None) -> Cell | str | None:
    """The day, the code of what is wrong, or None for a day that says nothing."""
    if row.fault:
        return row.fault
    day = read_date(row.cells[0], order)
    if day is None:
        return "date_unreadable"
    if len(row.cells) < 2:
        return "row_too_short"
    note = clean(",".join(row.cells[2:]))
    text = row.cells[1].strip()
    code = read_code(text) if text else UNKNOWN
    if code is None:
        return "value_unreadable"
    if code == UNKNOWN and not note:
        return None
    return Cell(day, code, note, row.line)


def _starts_with_date(table: Table) -> bool:
    return bool(table.header) and any(read_date(table.header[0], order) for order in _ORDERS)
