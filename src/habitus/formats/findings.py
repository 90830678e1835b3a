"""What a reader notes down on its way: refused rows, warnings, and how much it has read."""

from __future__ import annotations

from habitus.formats.errors import ImportTooLarge
from habitus.formats.records import REFUSED_LISTED, NotCarried, RefusedRow
from habitus.formats.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row

MAX_ENTRIES = 2_000_000

_REASONS = {
    "line_too_long": "The line is too long to be a row of an export.",
    "quotes_unclosed": "A quotation mark is opened and never closed.",
    "too_many_columns": f"It has more than {MAX_COLUMNS} columns.",
    "cell_too_long": f"A cell is longer than {MAX_CELL // 1024} KiB.",
    "row_too_short": "The row has no value.",
    "row_too_long": "The row has more cells than the first line has names.",
    "date_unreadable": "The date cannot be read.",
    "date_order_ambiguous": "Day and month could be either way round; give --date-order dmy or mdy.",
    "value_unreadable": "The value is neither a word nor a number that the export uses.",
    "day_twice": "This day is there twice; the first one counts.",
    "name_missing": "The habit has no name.",
}


class Findings:
    """Collects while a source is read; raises ImportTooLarge when it is more than an import may be."""

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        self.refused_entries = 0
        self.not_carried: list[NotCarried] = []
        self.warnings: list[str] = []
        self._rows = 0
        self._entries = 0

    def refuse(self, file: str, line: int, code: str, *, is_entry: bool = True) -> None:
        """Note a row or cell that cannot be used; `is_entry` when it would have been a day."""
        self.refused_entries += is_entry
        if len(self.refused) < REFUSED_LISTED:
            self.refused.append(RefusedRow(file, line, code, _REASONS[code]))
        elif len(self.refused) == REFUSED_LISTED and is_entry:
            self.warn(
                f"More than {REFUSED_LISTED} rows were refused; the list ends there, the count goes on."
            )

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def count_row(self, row: Row) -> Row:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise ImportTooLarge(f"It holds more than {MAX_ROWS} rows.")
        return row

    def count_entry(self) -> None:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise ImportTooLarge(f"It holds more than {MAX_ENTRIES} days.")
