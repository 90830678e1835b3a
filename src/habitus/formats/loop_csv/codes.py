"""Loop's values: words since 2.1, integers before, amounts times 1000."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from habitus.formats.records import Kind, Measure

UNKNOWN, NO, YES_AUTO, YES_MANUAL, SKIP = -1, 0, 1, 2, 3
_WORDS = {"UNKNOWN": UNKNOWN, "NO": NO, "YES_AUTO": YES_AUTO, "YES_MANUAL": YES_MANUAL, "SKIP": SKIP}
_INTEGER = re.compile(r"^[+-]?\d{1,15}(?:\.0+)?$")
_CHECK_KINDS: dict[int, Kind] = {
    UNKNOWN: "unknown", NO: "no", YES_AUTO: "auto", YES_MANUAL: "done", SKIP: "skip",
}  # fmt: skip
_MAX_CODE = 10**12
_PIGMENT_HUES = {
    "rose": 351, "clay": 15, "honey": 40, "moss": 105,
    "sage": 163, "lagoon": 187, "dusk": 218, "heather": 292,
}  # fmt: skip
_GREY = 0.12


@dataclass(frozen=True, slots=True)
class Cell:
    """A day's value before it is known if the habit is a check or an amount."""

    day: date
    code: int
    note: str
    line: int


def read_code(text: str) -> int | None:
    """The integer behind a word or a number; None when it is neither."""
    word = text.strip().upper()
    if word in _WORDS:
        return _WORDS[word]
    if not _INTEGER.match(word):
        return None
    code = int(word.split(".", 1)[0])
    return code if UNKNOWN <= code <= _MAX_CODE else None


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


def pigment_of(text: str) -> str | None:
    """The nearest of our pigments to a colour like #FF8F00, by hue; None when it is no colour."""
    found = re.match(r"^#(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})$", text.strip())
    if found is None:
        return None
    red, green, blue = (int(found.group(1)[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY:
        return "dusk"
    degrees = hue * 360
    return min(_PIGMENT_HUES, key=lambda name: _apart(_PIGMENT_HUES[name], degrees))


def _apart(one: float, other: float) -> float:
    distance = abs(one - other) % 360
    return min(distance, 360 - distance)
