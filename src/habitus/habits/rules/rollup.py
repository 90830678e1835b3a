"""The month rows and figures of a habit: how a change carries forward from a checkpoint.

A month row holds the month's bitmaps and what was true when the month opened (strength, streak and
longest streak with every day before it over), and a habit holds the same of the day `as_of`. So a replay
can start at any of them. Rows and openings are a pure function of entries and terms: `recomputed` is that
function, `advanced` the same from the nearest checkpoint, and `opened` carries an opening over days on
which nothing was written. Today is never closed: `figures` adds what it says so far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from habitus.habits.rules.course import Course
from habitus.habits.rules.days import month_of
from habitus.habits.rules.log import Mark, MonthBits, month_bits, months_of_marks
from habitus.habits.rules.streak import Steps, steps, steps_today
from habitus.habits.rules.strength import as_of_today, initial, multiplier, over, values
from habitus.habits.rules.terms import Terms


class Opening(NamedTuple):
    """What held when a day began, the day before being over."""

    strength: float
    streak: int
    longest: int


class MonthRow(NamedTuple):
    bits: MonthBits
    opening: Opening


class Checkpoint(NamedTuple):
    """A day a replay can begin with, and what held when it opened."""

    day: int
    opening: Opening


class Figures(NamedTuple):
    """Streak, longest streak and strength (0 to 1) as of a day that is not over."""

    streak: int
    longest: int
    strength: float


class Touched(NamedTuple):
    """The months whose rows are wanted, oldest first, and the first day whose figures may differ."""

    months: Sequence[int]
    since: int


class Advance(NamedTuple):
    """The month rows that are new or differ from the stored ones, and what held when today began."""

    rows: list[MonthRow]
    opening: Opening


def nothing(terms: Terms) -> Opening:
    """What holds before a habit's first day."""
    return Opening(initial(terms), 0, 0)


def advanced(
    course: Course, stored: Sequence[MonthRow], checkpoint: Checkpoint, touched: Touched, today: int
) -> Advance:
    """What a change from the day `touched.since` on makes of rows and figures, as of `today`.

    `course` has the change in it. `stored` are the rows there are from the checkpoint's month on, and the
    checkpoint lies at or before `touched.since` and today. The log also holds the days before it that
    the terms reach back to (`Terms.reach`).
    """
    known = {row.bits.month: row for row in stored}
    since = month_of(touched.since)
    months = sorted({month for month in known if month >= since} | set(touched.months))
    ahead = [month for month in months if month >= checkpoint.day]
    openings = openings_of(course, checkpoint, [*ahead, today])
    fresh = [
        MonthRow(month_bits(course.log, month), openings.get(month) or known[month].opening)
        for month in months
    ]
    return Advance([row for row in fresh if known.get(row.bits.month) != row], openings[today])


def recomputed(course: Course, marks: Iterable[Mark], today: int) -> Advance:
    """All month rows that entries ask for, and the opening of `today`, from the entries alone."""
    months = months_of_marks(marks)
    beginning = beginning_of(course, min([today, *months]))
    return advanced(course, (), beginning, Touched(months, beginning.day), today)


def beginning_of(course: Course, limit: int) -> Checkpoint:
    """A day at or before `limit` before anything counts (days before the first may be filled in)."""
    start = min(course.life.start, limit)
    return Checkpoint(start - course.terms.reach(start), nothing(course.terms))


def nearest(
    course: Course, stored: Sequence[MonthRow], known: Checkpoint | None, touched: Touched, today: int
) -> Checkpoint:
    """The latest day that a replay can begin with: `known`, a row's month, or the habit's beginning.

    `known` is the habit's own opening; `stored` are the rows from the last one before the change on.
    """
    rows = {row.bits.month: row.opening for row in stored}
    limit = min([touched.since, today, *(month for month in touched.months if month not in rows)])
    points = [Checkpoint(month, opening) for month, opening in rows.items() if month <= limit]
    if known is not None and known.day <= limit:
        points.append(known)
    return max(points, key=lambda point: point.day) if points else beginning_of(course, limit)


def opened(course: Course, checkpoint: Checkpoint, day: int) -> Opening:
    """An opening carried forward to `day`; as it is when that is not later."""
    return openings_of(course, checkpoint, [day])[day]


def openings_of(course: Course, checkpoint: Checkpoint, days: Iterable[int]) -> dict[int, Opening]:
    """What held when each of the days began; a day at or before the checkpoint gets its opening."""
    begin, opening = checkpoint
    wanted = sorted(set(days))
    found = {day: opening for day in wanted if day <= begin}
    last = max(wanted, default=begin) - 1
    if last < begin:
        return found
    good, bad = steps(course, begin, last)
    strength, streak, longest = opening
    day = begin
    for segment in course.terms.segments(begin, last):
        if segment.turns:
            streak = longest = 0
        keep = multiplier(segment.goal)
        met = iter(values(course, segment))
        for end in [*(day for day in wanted if segment.first < day <= segment.last), segment.last + 1]:
            strength = over(strength, islice(met, end - day), keep)
            streak, longest = _stepped(streak, longest, _cut(good, bad, day - begin, end - day))
            found[end] = Opening(strength, streak, longest)
            day = end
    return found


def _cut(good: int, bad: int, place: int, length: int) -> Steps:
    mask = (1 << length) - 1
    return Steps(good >> place & mask, bad >> place & mask)


def _stepped(streak: int, longest: int, ahead: Steps) -> tuple[int, int]:
    """(streak, longest) after days: from one that ends a streak to the next, the good ones add up."""
    good, bad = ahead
    while bad:
        length = (bad & -bad).bit_length()
        longest = max(longest, streak + (good & ((1 << length) - 1)).bit_count())
        streak = 0
        good >>= length
        bad >>= length
    streak += good.bit_count()
    return streak, max(longest, streak)


def figures(course: Course, opening: Opening, today: int) -> Figures:
    """How a habit stands on a day that is not over, from what held when it began."""
    strength, streak, longest = _turned(course, opening, today)
    good, bad = steps_today(course, today)
    strength = as_of_today(course, strength, today)
    if good:
        streak += 1
    if bad:
        streak = 0
    return Figures(streak, max(longest, streak), strength)


def carried(course: Course, known: Checkpoint, today: int) -> Opening:
    """A habit's opening carried forward to today; no further than an ended habit still moves."""
    end = course.life.end
    if end is not None:
        today = min(today, max(known.day + 1, end) + course.terms.reach(known.day))
    return opened(course, known, today)


def _turned(course: Course, opening: Opening, today: int) -> Opening:
    """The opening after a change of the streak's unit that begins today."""
    (segment,) = course.terms.segments(today, today)
    return Opening(opening.strength, 0, 0) if segment.turns else opening
