"""How each habit of a person stands: its figures as of today, and its days as far as a question asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from habitus.accounts.models import Me
from habitus.habits.queries import entries, habits, months
from habitus.habits.queries.tables import Figures, HabitRow, figures_of
from habitus.habits.rules.course import Course
from habitus.habits.rules.days import month_of
from habitus.habits.rules.due import Totals, Verdict, counted, verdict
from habitus.habits.rules.goal import Unit
from habitus.habits.rules.log import Log, log_of_marks
from habitus.habits.rules.rollup import Checkpoint, carried, figures, recomputed
from habitus.habits.rules.rollup import Figures as Standings
from habitus.kernel.db import Tx

EMPTY = Log(0)

RECOMPUTED_MAX = 8
"""Stale habits that a read recomputes; of more of them the figures stay those of before for the moment
that the job takes, so that no read grows with them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A habit, its course around the days asked for, and its figures as of its person's today."""

    row: HabitRow
    figures: Figures
    course: Course
    now: Standings
    unit: Unit
    """What its streak counts today."""

    def verdict(self, day: int, me: Me) -> Verdict:
        return verdict(self.course, day, me.today.toordinal())


def read(tx: Tx, me: Me, first: int, last: int) -> list[Standing]:
    """Every habit, with all that is needed to judge the days `first` to `last`.

    Reads the month rows of those days and of the longest goal's days around them, and what carrying
    the figures forward takes: never the history.
    """
    return _filled(tx, me, habits.habits(tx, me.key), first, last, only=None)


def read_one(tx: Tx, me: Me, row: HabitRow, first: int | None = None) -> Standing:
    """One habit with its figures as of today, and its days from `first` on (today)."""
    today = me.today.toordinal()
    return _filled(tx, me, [row], today if first is None else first, today, only=figures_of(row, me).key)[0]


def read_rows(tx: Tx, me: Me, rows: Sequence[HabitRow]) -> list[Standing]:
    """Some habits of the person with their figures as of today."""
    today = me.today.toordinal()
    return _filled(tx, me, rows, today, today, only=None)


def totals(all_habits: Sequence[Standing], day: int, me: Me) -> Totals:
    """How many of the habits are due and done on a day."""
    verdicts = [habit.verdict(day, me) for habit in all_habits]
    return Totals(sum(one.due for one in verdicts), sum(one.done for one in verdicts))


def totals_between(all_habits: Sequence[Standing], first: int, last: int, me: Me) -> list[Totals]:
    """The same for each day from `first` to `last`."""
    return totals_of([habit.course for habit in all_habits], first, last, me.today.toordinal())


def totals_of(courses: Iterable[Course], first: int, last: int, today: int) -> list[Totals]:
    """The same of courses whose logs reach back far enough."""
    due = [0] * (last - first + 1)
    done = [0] * (last - first + 1)
    for course in courses:
        bits = counted(course, first, last, today)
        _add(due, bits.due)
        _add(done, bits.done)
    return [Totals(*pair) for pair in zip(due, done, strict=True)]


def _add(counts: list[int], bits: int) -> None:
    for place, bit in enumerate(reversed(f"{bits:b}")):
        if bit == "1":
            counts[place] += 1


def _filled(
    tx: Tx, me: Me, rows: Sequence[HabitRow], first: int, last: int, *, only: int | None
) -> list[Standing]:
    found = [figures_of(row, me) for row in rows]
    if not found:
        return []
    reach = max(figures.terms.reach(min(first, figures.opening.day)) for figures in found)
    amounts = any(figures.terms.counts for figures in found)
    begin = month_of(first - reach)
    logs = months.logs(tx, me.key, begin, last + 31, amounts=amounts, only=only)
    recomputed_now = {one.key for one in [one for one in found if one.stale][:RECOMPUTED_MAX]}
    return [
        _recomputed(tx, me, row, one)
        if one.key in recomputed_now
        else _standing(me, row, one, logs.get(one.key, EMPTY))
        for row, one in zip(rows, found, strict=True)
    ]


def _standing(me: Me, row: HabitRow, found: Figures, log: Log) -> Standing:
    today = me.today.toordinal()
    course = Course(found.terms, log, found.life)
    now = figures(course, carried(course, found.opening, today), today)
    return Standing(row, found, course, now, found.terms.unit_on(today))


def _recomputed(tx: Tx, me: Me, row: HabitRow, found: Figures) -> Standing:
    """A habit whose stored figures wait to be recomputed: from its entries, as they will be."""
    today = me.today.toordinal()
    marks = entries.marks(tx, me.key, found.key)
    course = Course(found.terms, log_of_marks(found.terms, marks), found.life)
    opening = recomputed(course, marks, today).opening
    known = found._replace(opening=Checkpoint(today, opening))
    return Standing(row, known, course, figures(course, opening, today), found.terms.unit_on(today))
