"""What is stored of a habit around a change: read once, from the nearest checkpoint on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from habitus.accounts.models import Me
from habitus.habits.queries import entries, months
from habitus.habits.queries.tables import Figures
from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.cover import altered_from
from habitus.habits.rules.days import FIRST_DAY, month_of
from habitus.habits.rules.effects import felt_from, is_filled, lookback
from habitus.habits.rules.log import Log, Mark, amounts_of, log_of_months, marked, remarked
from habitus.habits.rules.merge import Entry
from habitus.habits.rules.rollup import Checkpoint, MonthRow, Opening, Touched, carried, nearest
from habitus.kernel.db import Tx

EARLIEST = FIRST_DAY.toordinal()
RIPPLE_REACHES = 2
"""How much of a rolling window's past is read at first, in reaches; most changes ripple no further."""


class Writing(NamedTuple):
    """A habit about to be written: its figures, the days to write, and its life afterwards.

    `asked` is a day that is looked at in any case.
    """

    figures: Figures
    written: Mapping[date, Entry]
    living: Life
    asked: date

    @property
    def first(self) -> int:
        return min([self.asked, *self.written]).toordinal()

    @property
    def months(self) -> list[int]:
        """The months that hold a written day, oldest first."""
        return sorted({month_of(day.toordinal()) for day in self.written})


class Past(NamedTuple):
    """A habit before and after a change, and where a replay of its figures can begin."""

    before: Course
    after: Course
    rows: Sequence[MonthRow]
    checkpoint: Checkpoint
    touched: Touched
    opening: Opening
    """What is stored of the day `as_of`, carried forward to today."""


class _Read(NamedTuple):
    """Month rows and the log from `loaded` on; `whole` when nothing lies before it."""

    rows: Sequence[MonthRow]
    before: Log
    after: Log
    loaded: int
    whole: bool


def read(tx: Tx, me: Me, writing: Writing) -> Past:
    """Some months of the habit, or all of them when days filled in ripple further into the past."""
    terms, first = writing.figures.terms, writing.first
    since = felt_from(terms, first)
    ripples = is_filled(terms, first)
    near = _near(tx, me, writing, since, RIPPLE_REACHES if ripples else 1)
    if not ripples:
        return _past(writing, near, since, me)
    altered = altered_from(terms, near.before, near.after, first, whole=near.whole)
    if altered is not None:
        past = _past(writing, near, min(since, altered), me)
        if near.whole or past.checkpoint.day - terms.reach(past.checkpoint.day) >= near.loaded:
            return past
    far = _all(tx, me, writing)
    altered = altered_from(terms, far.before, far.after, first, whole=True)
    return _past(writing, far, min(since, first if altered is None else altered), me)


def _past(writing: Writing, found: _Read, since: int, me: Me) -> Past:
    figures = writing.figures
    after = Course(figures.terms, found.after, writing.living)
    touched = Touched(writing.months, since)
    today = me.today.toordinal()
    before = Course(figures.terms, found.before, figures.life)
    checkpoint = nearest(after, found.rows, figures.opening, touched, today)
    opening = figures.opening.opening if writing.written else carried(before, figures.opening, today)
    return Past(before, after, found.rows, checkpoint, touched, opening)


def _near(tx: Tx, me: Me, writing: Writing, since: int, reaches: int) -> _Read:
    figures = writing.figures
    start = min(month_of(since), month_of(min(figures.opening.day, me.today.toordinal())))
    reach = reaches * lookback(figures.terms, EARLIEST)  # a checkpoint may lie under an earlier goal
    whole_months = reach + 30  # the month that holds the first of these days begins before it
    rows = months.months_from_checkpoint(tx, me.key, figures.key, start, whole_months)
    older = [row.bits.month for row in rows if row.bits.month <= start]
    loaded = older[-1] - reach if older else figures.life.start
    whole = loaded <= figures.life.start
    if not figures.terms.counts:
        return _of_rows(writing, rows, loaded, whole=whole)
    old = entries.marks(tx, me.key, figures.key, date.fromordinal((older[-1] if older else start) - reach))
    return _of_marks(writing, rows, old, loaded, whole=whole)


def _all(tx: Tx, me: Me, writing: Writing) -> _Read:
    figures = writing.figures
    rows = months.months(tx, me.key, figures.key)
    if not figures.terms.counts:
        return _of_rows(writing, rows, figures.life.start, whole=True)
    old = entries.marks(tx, me.key, figures.key)
    return _of_marks(writing, rows, old, figures.life.start, whole=True)


def _of_rows(writing: Writing, rows: Sequence[MonthRow], loaded: int, *, whole: bool) -> _Read:
    before = log_of_months([row.bits for row in rows])
    return _Read(rows, before, marked(before, marks_of(writing.written)), loaded, whole)


def _of_marks(
    writing: Writing, rows: Sequence[MonthRow], old: Sequence[Mark], loaded: int, *, whole: bool
) -> _Read:
    """Amounts are read from the entries: month rows hold only their sum."""
    before = log_of_months([row.bits for row in rows], amounts_of(sorted(old)))
    if not writing.written:
        return _Read(rows, before, before, loaded, whole)
    since = min(writing.written).toordinal()
    late = {mark.day: mark for mark in old if mark.day >= since}
    late |= {mark.day: mark for mark in marks_of(writing.written)}
    after = remarked(writing.figures.terms, before, late.values(), since)
    return _Read(rows, before, after, loaded, whole)


def marks_of(written: Mapping[date, Entry]) -> Iterable[Mark]:
    """Entries in the form the rules read."""
    return [Mark(day.toordinal(), entry.state, entry.amount) for day, entry in written.items()]
