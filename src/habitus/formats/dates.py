"""Which of day, month and year comes first in a file, found from the dates themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from habitus.formats.errors import DateOrderAmbiguous
from habitus.formats.records import DateOrder

_TIME = r"(?:[T ,]\s*\d{1,2}[:.]\d{2}\S*(?: ?[AP]\.?M\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?"
_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d]{3,9})\.?"
_DATE = re.compile(
    rf"^{_WEEKDAY}(\d{{1,4}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,4}})\.?{_TIME}$", re.IGNORECASE
)
_NAMED = tuple(
    re.compile(f"^{pattern}{_TIME}$", re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.?[\s-]*{_MONTH}[\s,-]*(?P<year>\d{{4}}|\d\d)",
        rf"{_WEEKDAY}{_MONTH}[\s-]*(?P<day>\d{{1,2}})(?:,\s*|[\s-]+)(?P<year>\d{{4}}|\d\d)",
        rf"(?P<year>\d{{4}})[\s-]*{_MONTH}[\s-]*(?P<day>\d{{1,2}})",
    )
)
_MONTHS = {
    name: number
    for number, full in enumerate(
        ("january", "february", "march", "april", "may", "june", "july",
         "august", "september", "october", "november", "december"), start=1,
    )
    for name in (full, full[:3])
} | {"sept": 9}  # fmt: skip
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)
"""Spreadsheets count days from here: 45292 is the first of January 2024."""
_LONGEST = 60
_FIRST_DAY = date(1970, 1, 1)
_LAST_DAY = date(2199, 12, 31)
_LAST_SERIAL_DAY = date(2099, 12, 31)
_DAILY_SHARE = 0.5
_ROWS_FOR_ORDER = 3


def read_date(text: str, order: DateOrder | None) -> date | None:
    """The civil day a cell names, or None. A four-digit year in front is ISO whatever the order.

    Names of months are English. A whole number is the day count of a spreadsheet. Without an
    `order` only dates that say it themselves, or read the same both ways, can be read.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    found = _DATE.match(text)
    if found is None:
        return _serial(text) or _with_month_name(text)
    first, _, second, third = found.groups()
    if len(first) == 4:
        return _civil(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in {2, 4}:
        return None
    return _by_order(first, second, third, order)


def detect_order(texts: Iterable[str], given: DateOrder | None) -> DateOrder | None:
    """The order of day and month in one file's dates, given in the order of its rows.

    None: all dates say it themselves. First the reading under which more cells are dates at all
    wins (a 13 cannot be a month), then what the person has `given`; then the reading whose rows
    follow each other day by day, then the only one that runs in one direction. Years of two digits
    in front are believed only when nothing else fits as well. Raises DateOrderAmbiguous.
    """
    doubtful = [text for text in texts if _is_doubtful(text)]
    dmy, mdy, ymd = (_readable(doubtful, order) for order in ("dmy", "mdy", "ymd"))
    best = max(len(dmy), len(mdy))
    if len(ymd) > best or (ymd and given == "ymd") or (given is None and _is_year_first(ymd, dmy, mdy)):
        return "ymd"
    if all(read_date(text, "dmy") == read_date(text, "mdy") for text in doubtful):
        return None
    if len(dmy) != len(mdy):
        return "dmy" if len(dmy) == best else "mdy"
    return given or _by_sequence(dmy, mdy)


def _by_order(first: str, second: str, third: str, order: DateOrder | None) -> date | None:
    if order == "ymd":
        return _civil(_year(first), int(second), int(third)) if len(first) == len(third) == 2 else None
    if order == "mdy" or (order is None and first == second):
        return _civil(_year(third), int(first), int(second))
    return _civil(_year(third), int(second), int(first)) if order == "dmy" else None


def _serial(text: str) -> date | None:
    found = _SERIAL.match(text)
    day = _SERIAL_ZERO + timedelta(days=int(found.group(1))) if found else None
    return day if day is not None and _FIRST_DAY <= day <= _LAST_SERIAL_DAY else None


def _with_month_name(text: str) -> date | None:
    for pattern in _NAMED:
        found = pattern.match(text)
        month = _MONTHS.get(found["month"].lower()) if found else None
        if found and month:
            return _civil(_year(found["year"]), month, int(found["day"]))
    return None


def _readable(texts: Iterable[str], order: DateOrder) -> list[date]:
    return [day for text in texts if (day := read_date(text, order)) is not None]


def _is_doubtful(text: str) -> bool:
    found = _DATE.match(text.strip()[:_LONGEST])
    return found is not None and len(found.group(1)) <= 2


def _is_year_first(ymd: Sequence[date], dmy: Sequence[date], mdy: Sequence[date]) -> bool:
    """Read with the year in front, and only so, the rows follow each other day by day."""
    if len(ymd) < max(len(dmy), len(mdy), _ROWS_FOR_ORDER):
        return False
    return _daily_share(ymd) >= _DAILY_SHARE > max(_daily_share(dmy), _daily_share(mdy))


def _by_sequence(dmy: Sequence[date], mdy: Sequence[date]) -> DateOrder:
    if len(dmy) >= _ROWS_FOR_ORDER:
        daily = _daily_share(dmy), _daily_share(mdy)
        if max(daily) >= _DAILY_SHARE and daily[0] != daily[1]:
            return "dmy" if daily[0] > daily[1] else "mdy"
        one_way = _runs_one_way(dmy), _runs_one_way(mdy)
        if one_way[0] != one_way[1]:
            return "dmy" if one_way[0] else "mdy"
    raise DateOrderAmbiguous("Say which comes first, day or month: --date-order dmy or --date-order mdy.")


def _daily_share(days: Sequence[date]) -> float:
    steps = [abs((after - before).days) for before, after in pairwise(days)]
    return steps.count(1) / len(steps) if steps else 0.0


def _runs_one_way(days: Sequence[date]) -> bool:
    steps = [(after - before).days for before, after in pairwise(days)]
    return all(step >= 0 for step in steps) or all(step <= 0 for step in steps)


def _year(text: str) -> int:
    """Two digits mean 1969-2068, as in POSIX."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= 68 else 1900)


def _civil(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _FIRST_DAY <= found <= _LAST_DAY else None
