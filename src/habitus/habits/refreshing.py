"""Recomputing a habit whole, from its entries: after its terms or its life changed, and for the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habitus.accounts.models import Me
from habitus.habits.queries import entries, habits, months
from habitus.habits.queries.tables import Figures
from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.log import Mark, State, log_of_marks, months_of_marks
from habitus.habits.rules.rollup import Checkpoint, MonthRow, Touched, advanced, beginning_of
from habitus.kernel.db import Tx


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a habit's stored figures ought to be, and the month rows that differ from the stored ones."""

    figures: Figures
    rows: list[MonthRow]


def recompute(tx: Tx, me: Me, figures: Figures, today: int) -> Recomputed:
    """A habit's figures as of a day and its month rows, from entries and terms alone; writes nothing."""
    marks = entries.marks(tx, me.key, figures.key)
    stored = months.months(tx, me.key, figures.key)
    return recomputed_of(figures, course_of(figures, marks), marks, stored, today)


def course_of(figures: Figures, marks: Sequence[Mark]) -> Course:
    """A habit's course with the life that follows from its entries."""
    life = Life(_start(figures, marks), figures.life.end)
    return Course(figures.terms, log_of_marks(figures.terms, marks), life)


def recomputed_of(
    figures: Figures, course: Course, marks: Sequence[Mark], stored: Sequence[MonthRow], today: int
) -> Recomputed:
    """The same from what was read before; the rows are those of `stored` that differ, and missing ones."""
    wanted = sorted({*months_of_marks(marks), *(row.bits.month for row in stored)})
    beginning = beginning_of(course, min([today, *wanted]))
    rows, opening = advanced(course, stored, beginning, Touched(wanted, beginning.day), today)
    figures = figures._replace(life=course.life, opening=Checkpoint(today, opening), stale=False)
    return Recomputed(figures, rows)


def refresh(tx: Tx, me: Me, figures: Figures) -> Figures:
    """Recompute a habit as of today and store what differs."""
    fresh = recompute(tx, me, figures, me.today.toordinal())
    if fresh.rows:
        months.put_months(tx, figures.key, fresh.rows)
    habits.put_figures(tx, me.key, fresh.figures)
    return fresh.figures


def _start(figures: Figures, marks: Sequence[Mark]) -> int:
    marked = [mark.day for mark in marks if mark.state is not State.NONE]
    return min([figures.begins, *marked])
