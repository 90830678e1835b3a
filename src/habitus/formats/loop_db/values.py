"""SQLite keeps any kind of value in any column; here each is what the column means, or None."""

from __future__ import annotations

from math import isfinite

from habitus.formats.loop_db.database import Value
from habitus.formats.tables import clean

_MOST_DIGITS = 18


def whole(value: Value) -> int | None:
    """A whole number, also written as 2.0 or as text."""
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**_MOST_DIGITS else None
    if isinstance(value, str):
        digits = value.strip().removeprefix("-")
        return int(value) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None
    return None


def number(value: Value) -> float | None:
    """A finite number, also written as text."""
    if value is None or isinstance(value, bytes):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if isfinite(found) else None


def text_of(value: Value) -> str:
    """A text without control characters; empty for nothing."""
    if value is None:
        return ""
    return clean(value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value))
