"""Days, weeks and months as plain integers, and bitmaps of days.

Inside `habits.rules` a day is `date.toordinal()` and a month is the ordinal of its first day, so that
distances are subtractions. A bitmap is an int whose bit `i` stands for the day `origin + i`; Python's
ints are as long as a history needs, and shifting or counting one costs less than a loop over days.
"""

from __future__ import annotations

from datetime import date

FIRST_DAY = date(1900, 1, 1)
"""The first day that can be written or looked at; windows and months reach back from it safely."""

FOREVER = date.max.toordinal()


def month_of(day: int) -> int:
    """The first day of the month that holds `day`."""
    return day - date.fromordinal(day).day + 1


def next_month(month: int) -> int:
    """The first day of the month after the one that begins on `month`."""
    return month_of(month + 31)


def week_of(day: int, first_weekday: int) -> int:
    """The first day of the week that holds `day`; weeks begin on `first_weekday` (ISO, 1 is Monday)."""
    return day - (day - first_weekday) % 7


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day - 1) % 7


def ones(first: int, last: int) -> int:
    """As many set bits as there are days from `first` to `last`; 0 when `last` < `first`."""
    return (1 << last - first + 1) - 1 if first <= last else 0


def moved(bits: int, origin: int, start: int) -> int:
    """The bitmap `bits` of `origin`, now counted from `start`; days before `start` fall away."""
    return bits >> (start - origin) if start >= origin else bits << (origin - start)


def between(bits: int, origin: int, first: int, last: int) -> int:
    """The bitmap of the days `first` to `last` alone, counted from `first`; 0 when `last` < `first`."""
    return moved(bits, origin, first) & ones(first, last)


def span(begin: int, end: int, first: int, last: int) -> int:
    """A bitmap counted from `first` of the days `begin` to `end` that lie in `first` to `last`."""
    begin, end = max(begin, first), min(end, last)
    return ones(begin, end) << (begin - first) if begin <= end else 0


def repeated(pattern: int, width: int, length: int) -> int:
    """The `width` bits of `pattern` again and again, `length` bits in all."""
    size = width
    while size < length:
        pattern |= pattern << size
        size *= 2
    return pattern & ((1 << length) - 1)


def has(bits: int, origin: int, day: int) -> bool:
    """Whether the day's bit is set; days before `origin` are not."""
    return day >= origin and bool(bits >> (day - origin) & 1)


def flags(bits: int, first: int, last: int) -> list[bool]:
    """Whether each of the days from `first` to `last` is set, of a bitmap that is counted from `first`."""
    return [bit == "1" for bit in reversed(f"{bits:0{last - first + 1}b}")]


def listed(bits: int, origin: int) -> list[int]:
    """The days whose bits are set, oldest first."""
    return [day for day, bit in enumerate(reversed(f"{bits:b}"), origin) if bit == "1"]
