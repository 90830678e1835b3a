"""Loop's values: words since 2.1, integers before and in its database, amounts times 1000."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habitus.formats.records import Kind, Measure

UNKNOWN, NO, YES_AUTO, YES_MANUAL, SKIP = -1, 0, 1, 2, 3
ENTRY = "Entry("
"""How a cell begins in the root matrix of Loop 2.0, which wrote `Entry(timestamp=…, value=2)`."""
_WORDS = {"UNKNOWN": UNKNOWN, "NO": NO, "YES_AUTO": YES_AUTO, "YES_MANUAL": YES_MANUAL, "SKIP": SKIP}
_INTEGER = re.compile(r"^[+-]?\d{1,15}(?:\.0+)?$")
_ENTRY = re.compile(r"^Entry\([^,]*,\s*value=([+-]?\d{1,15})(?:,\s*notes=(.*))?\)$", re.DOTALL)
_CHECK_KINDS: dict[int, Kind] = {
    UNKNOWN: "unknown", NO: "no", YES_AUTO: "auto", YES_MANUAL: "done", SKIP: "skip",
}  # fmt: skip
_MAX_CODE = 10**12


@dataclass(frozen=True, slots=True)
class Cell:
    """A day's value before it is known if the habit is a check or an amount."""

    day: date
    code: int
    note: str
    line: int


def read_code(text: str) -> int | None:
    """The integer behind a word, a number or an `Entry(…)`; None when it is none of them."""
    text = text.strip()
    entry = _ENTRY.match(text)
    word = entry.group(1) if entry else text.upper()
    if word in _WORDS:
        return _WORDS[word]
    return code_of(int(word.split(".", 1)[0])) if _INTEGER.match(word) else None


def code_of(number: int) -> int | None:
    """The number as a code, or None when Loop writes no such number."""
    return number if UNKNOWN <= number <= _MAX_CODE else None


def note_in(text: str) -> str:
    """The note inside an `Entry(…)`; empty for any other cell."""
    entry = _ENTRY.match(text.strip())
    return (entry.group(2) or "") if entry else ""


def measure_of(codes: Iterable[int]) -> Measure:
    """What a column without a description must be: a value that no check knows makes it an amount."""
    return "check" if all(code in _CHECK_KINDS for code in codes) else "amount"


def meaning(code: int, measure: Measure) -> tuple[Kind, float | None] | None:
    """Kind and amount of a code; None when a check cannot have it. Amounts share SKIP and UNKNOWN."""
    if measure == "check":
        kind = _CHECK_KINDS.get(code)
        return None if kind is None else (kind, None)
    if code in {UNKNOWN, SKIP}:
        return _CHECK_KINDS[code], None
    return ("done" if code > 0 else "no"), code / 1000
