"""Which of day and month comes first in a file, found from the dates themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from habitus.formats.errors import DateOrderAmbiguous
from habitus.formats.records import DateOrder

_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")
_DATE = re.compile(
    r"^(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T ]\d{1,2}:\d{2}\S*(?: ?[APap][Mm])?)?$"
)
_FIRST_DAY = date(1970, 1, 1)
_LAST_DAY = date(2199, 12, 31)
_DAILY_SHARE = 0.5
_ROWS_FOR_ORDER = 3


def read_date(text: str, order: DateOrder | None) -> date | None:
    """The civil day a cell names, or None. A four-digit year in front is ISO whatever the order.

    Without an `order` only such dates, and dates whose two readings are the same, can be read.
    """
    found = _DATE.match(text.strip())
    if found is None:
        return None
    first, _, second, third = found.groups()
    if len(first) == 4:
        return _civil(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) not in {2, 4}:
        return None
    year = _year(third)
    if order == "mdy" or (order is None and first == second):
        return _civil(year, int(first), int(second))
    if order == "dmy":
        return _civil(year, int(second), int(first))
    return None


def detect_order(texts: Iterable[str], given: DateOrder | None) -> DateOrder | None:
    """The order of day and month in one file's dates, given in the order of its rows.

    None: all dates say it themselves. First the reading under which more cells are dates at all
    wins (a 13 cannot be a month), then what the person has `given`; then the reading whose rows
    follow each other day by day, then the only one that runs in one direction. Raises
    DateOrderAmbiguous.
    """
    doubtful = [text for text in texts if _is_doubtful(text)]
    if all(read_date(text, "dmy") == read_date(text, "mdy") for text in doubtful):
        return None
    days = {order: _readable(doubtful, order) for order in _ORDERS}
    if len(days["dmy"]) != len(days["mdy"]):
        return max(_ORDERS, key=lambda order: len(days[order]))
    return given or _by_sequence(days["dmy"], days["mdy"])


def _readable(texts: Iterable[str], order: DateOrder) -> list[date]:
    return [day for text in texts if (day := read_date(text, order)) is not None]


def _is_doubtful(text: str) -> bool:
    found = _DATE.match(text.strip())
    return found is not None and len(found.group(1)) <= 2


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
    return sum(abs((after - before).days) == 1 for before, after in pairwise(days)) / (len(days) - 1)


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
