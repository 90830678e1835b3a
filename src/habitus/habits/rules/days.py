"""Days and months as plain integers, and bitmaps of days.

Inside `habits.rules` a day is `date.toordinal()` and a month is the ordinal of its first day, so that
distances are subtractions. A bitmap is an int whose bit `i` stands for the day `origin + i`; Python's
ints are as long as a history needs, and shifting or counting one costs less than a loop over days.
"""

from __future__ import annotations

from datetime import date

FIRST_DAY = date(1900, 1, 1)
"""The first day that can be written or looked at; windows and months reach back from it safely."""


def month_of(day: int) -> int:
    """The first day of the month that holds `day`."""
    return day - date.fromordinal(day).day + 1


def next_month(month: int) -> int:
    """The first day of the month after the one that begins on `month`."""
    return month_of(month + 31)


def moved(bits: int, origin: int, start: int) -> int:
    """The bitmap `bits` of `origin`, now counted from `start`; days before `start` fall away."""
    return bits >> (start - origin) if start >= origin else bits << (origin - start)


def between(bits: int, origin: int, first: int, last: int) -> int:
    """The bitmap of the days `first` to `last` alone, counted from `first`; 0 when `last` < `first`."""
    return moved(bits, origin, first) & ((1 << max(0, last - first + 1)) - 1)


def has(bits: int, origin: int, day: int) -> bool:
    """Whether the day's bit is set; days before `origin` are not."""
    return day >= origin and bool(bits >> (day - origin) & 1)


def listed(bits: int, origin: int) -> list[int]:
    """The days whose bits are set, oldest first."""
    return [day for day, bit in enumerate(reversed(f"{bits:b}"), origin) if bit == "1"]
