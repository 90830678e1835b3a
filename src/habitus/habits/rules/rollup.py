"""The month rows and counters of a habit: how a change carries forward from a checkpoint.

A streak counts good days: done, or filled in (see `cover`). A skipped or frozen day neither adds to it
nor breaks it; any other day ends it. Today is open: until it is good, yesterday's streak stands.

A month row holds the month's bitmaps and what was true when the month opened (strength, streak and
longest streak at the end of the day before), so a replay can start at any row. Rows and counters are a
pure function of entries and goal as of a day: `recomputed` is that function, `advanced` the same from
the nearest checkpoint, and `rolled` carries counters over days on which nothing was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from habitus.habits.rules.cover import Cover, cover_of
from habitus.habits.rules.days import month_of, moved, next_month
from habitus.habits.rules.goal import Goal, window_of
from habitus.habits.rules.log import Log, Mark, MonthBits, log_of_marks, month_bits, months_of_marks
from habitus.habits.rules.strength import multiplier, stepped, values


class Opening(NamedTuple):
    """What held when a month began, the last day of the month before being over."""

    strength: float
    streak: int
    longest: int


class MonthRow(NamedTuple):
    bits: MonthBits
    opening: Opening


class Checkpoint(NamedTuple):
    """The month a replay begins with, and what held when it opened."""

    month: int
    opening: Opening


class Counters(NamedTuple):
    """A habit's figures as of a day, which is `open` while it is neither good nor resting.

    `until` is the last day after `as_of` that is filled in around the done ones (see `cover`), so that a
    later reader knows which coming days hold the streak without reading the history.
    """

    as_of: int
    streak: int
    longest: int
    strength: float
    open: bool
    until: int | None


class Advance(NamedTuple):
    """The month rows that are new or differ from the stored ones, and the counters."""

    rows: list[MonthRow]
    counters: Counters


NOTHING = Opening(0.0, 0, 0)


class Touched(NamedTuple):
    """The months whose entries changed, oldest first, and the first month whose figures may differ."""

    months: Sequence[int]
    since: int


def advanced(goal: Goal, log: Log, stored: Sequence[MonthRow], touched: Touched, today: int) -> Advance:
    """What a change of entries makes of rows and counters, as of `today`.

    `log` has the change in it; `stored` are the rows, oldest first, from the last one at or before
    `checkpoint_month(touched.since, today)` on. The log also holds the days before that one which the
    goal's window and, for flexible checks, `cover.reach_of` ask for.
    """
    cover = cover_of(goal, log)
    checkpoint = _checkpoint(stored, cover, checkpoint_month(touched.since, today))
    known = {row.bits.month: row for row in stored}
    months = sorted({month for month in known if month >= touched.since} | set(touched.months))
    openings, counters = _replayed(goal, log, cover, checkpoint, _Until(today, months))
    fresh = [MonthRow(month_bits(log, month), openings[month]) for month in months]
    return Advance([row for row in fresh if known.get(row.bits.month) != row], counters)


def checkpoint_month(month: int, today: int) -> int:
    """Where a replay for a change in `month` may begin at the latest."""
    return min(month, month_of(today))


def _checkpoint(stored: Sequence[MonthRow], cover: Cover, start: int) -> Checkpoint:
    """The last row at or before `start`; without one, the first month in which anything is good."""
    rows = [row for row in stored if row.bits.month <= start]
    if rows:
        return Checkpoint(rows[-1].bits.month, rows[-1].opening)
    if not cover.good:
        return Checkpoint(start, NOTHING)
    first_good = cover.origin + (cover.good & -cover.good).bit_length() - 1
    return Checkpoint(month_of(min(start, first_good)), NOTHING)


def recomputed(goal: Goal, marks: Sequence[Mark], today: int) -> Advance:
    """All month rows and the counters as of `today`, from the entries alone."""
    months = months_of_marks(marks)
    since = months[0] if months else month_of(today)
    return advanced(goal, log_of_marks(goal, marks), (), Touched(months, since), today)


def rolled(goal: Goal, log: Log, counters: Counters, today: int) -> Counters:
    """The counters carried forward to `today`; as they are when it is not after their day.

    The log must reach back to `reads_from(goal, counters.as_of)`.
    """
    as_of, streak, longest, strength, still_open, until = counters
    if today <= as_of:
        return counters
    keep = multiplier(goal)
    for day, value in enumerate(values(goal, log, as_of + 1, today), as_of + 1):
        if still_open:
            streak = 0
        still_open = False
        if value is None:
            continue
        strength = stepped(strength, value, keep)
        if log.is_done(day) or (until is not None and day <= until):
            streak += 1
            longest = max(longest, streak)
        else:
            still_open = True
    return Counters(today, streak, longest, strength, still_open, _after(today, until))


def reads_from(goal: Goal, as_of: int) -> int:
    """The first month that rolling counters of `as_of` forward reads."""
    return month_of(as_of - window_of(goal) + 1)


def _after(day: int, until: int | None) -> int | None:
    return None if until is None or until <= day else until


class _Until(NamedTuple):
    today: int
    months: Sequence[int]


def _replayed(
    goal: Goal, log: Log, cover: Cover, checkpoint: Checkpoint, until: _Until
) -> tuple[dict[int, Opening], Counters]:
    """Day by day from a checkpoint on: the openings of months, and the counters as of today."""
    since, opening = checkpoint
    today, months = until
    strength, streak, longest = opening
    figures, still_open = opening, True
    openings = {since: opening}
    last = max(today, months[-1] if months else today)
    keep = multiplier(goal)
    good = moved(cover.good, cover.origin, since)
    boundary = next_month(since)
    for day, value in enumerate(values(goal, log, since, last), since):
        if day == boundary:
            openings[day] = Opening(strength, streak, longest)
            boundary = next_month(day)
        kept = good & 1
        good >>= 1
        if value is not None:
            strength = stepped(strength, value, keep)
            if kept:
                streak += 1
                longest = max(longest, streak)
        if day == today:
            figures, still_open = Opening(strength, streak, longest), value is not None and not kept
        if value is not None and not kept:
            streak = 0
    counters = Counters(
        today, figures.streak, figures.longest, figures.strength, still_open, _after(today, cover.until)
    )
    return openings, counters
