"""What a reader notes down on its way: refused rows, warnings, and how much it has read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from habitus.formats.errors import ImportTooLarge
from habitus.formats.records import REFUSED_LISTED, Imported, ImportedHabit, NotCarried, RefusedRow
from habitus.formats.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS

MAX_ENTRIES = 2_000_000

_ORDER_HINT = "Give --date-order dmy or mdy."
_ROW_HINT = "Correct the row in the file, or enter the day by hand."
_SPLIT_HINT = "Give the export as the tool wrote it, not a copy that another program saved."
_REASONS: dict[str, tuple[str, str]] = {
    "line_too_long": ("The line is too long to be a row of an export.", _SPLIT_HINT),
    "quotes_unclosed": ("A quotation mark is opened and never closed.", _ROW_HINT),
    "too_many_columns": (f"It has more than {MAX_COLUMNS} columns.", _SPLIT_HINT),
    "cell_too_long": (f"A cell is longer than {MAX_CELL // 1024} KiB.", "Shorten the note and export again."),
    "row_too_short": ("The row has no value.", _ROW_HINT),
    "row_too_long": ("The row has more cells than the first line has names.", _SPLIT_HINT),
    "header_unclear": (
        "The names in the first line cannot be told apart, so nobody knows whose day this is.",
        "Give the whole export with its Habits.csv, or put names that hold a comma in quotes.",
    ),
    "date_unreadable": ("The date cannot be read.", "Write it as 2026-01-31."),
    "date_order_ambiguous": ("Day and month could be either way round.", _ORDER_HINT),
    "value_unreadable": ("The value is neither a word nor a number that the export uses.", _ROW_HINT),
    "day_twice": (
        "This day is there twice; the first one counts.",
        "Do nothing, unless the other was right.",
    ),
    "name_missing": ("The habit has no name.", "Give it one in the tool it comes from and export again."),
    "id_unusable": ("The habit has no number of its own.", "Make a new backup and import that."),
    "habit_unknown": (
        "The day belongs to a habit that is not in the file.",
        "There is nothing to do: the habit was deleted, or its own row was refused.",
    ),
}


class Findings:
    """Collects while a source is read; raises ImportTooLarge when it is more than an import may be."""

    def __init__(self) -> None:
        self.refused: list[RefusedRow] = []
        self.refused_entries = 0
        self.warnings: list[str] = []
        self._not_carried: Counter[tuple[str, str]] = Counter()
        self._rows = 0
        self._entries = 0

    def refuse(self, file: str, line: int, code: str, *, is_entry: bool = True) -> None:
        """Note a row or cell that cannot be used; `is_entry` when it would have been a day."""
        self.refused_entries += is_entry
        if len(self.refused) < REFUSED_LISTED:
            self.refused.append(RefusedRow(file, line, code, *_REASONS[code]))
        else:
            self.warn(
                f"More than {REFUSED_LISTED} rows were refused; the list ends there, the count goes on."
            )

    def leave(self, what: str, reason: str, count: int = 1) -> None:
        """Count things that were understood and have no place here."""
        if count:
            self._not_carried[what, reason] += count

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    def count_row(self) -> None:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise ImportTooLarge(f"It holds more than {MAX_ROWS} rows.")

    def count_entry(self) -> None:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise ImportTooLarge(f"It holds more than {MAX_ENTRIES} days.")

    def close(self, form: str, habits: Sequence[ImportedHabit]) -> Imported:
        """Everything that was read of a source in the format `form`."""
        return Imported(
            format=form,
            habits=tuple(habits),
            refused=tuple(self.refused),
            refused_entries=self.refused_entries,
            not_carried=tuple(
                NotCarried(what, count, reason) for (what, reason), count in self._not_carried.items()
            ),
            warnings=tuple(self.warnings),
        )
