"""A habit's days since some day, with a checkpoint from which they can be replayed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from habitus.accounts.models import Me
from habitus.habits.pasts import EARLIEST
from habitus.habits.queries import entries, months
from habitus.habits.queries.tables import Figures
from habitus.habits.rules.course import Course
from habitus.habits.rules.days import month_of
from habitus.habits.rules.effects import lookback
from habitus.habits.rules.log import amounts_of, log_of_marks, log_of_months
from habitus.habits.rules.rollup import Checkpoint, Touched, beginning_of, nearest
from habitus.kernel.db import Tx


class Replay(NamedTuple):
    """A course whose log reaches back as far as carrying the checkpoint forward asks."""

    course: Course
    known: Checkpoint


def since(tx: Tx, me: Me, figures: Figures, first: int) -> Replay:
    """What walking from `first` (today or before) up to today takes: never the history before it."""
    return _from_entries(tx, me, figures, first) if figures.stale else _from_months(tx, me, figures, first)


def _from_months(tx: Tx, me: Me, figures: Figures, first: int) -> Replay:
    terms, month = figures.terms, month_of(first)
    reach = lookback(terms, EARLIEST)
    rows = months.months_from_checkpoint(tx, me.key, figures.key, month, reach + 30)
    known = [row.bits.month for row in rows if row.bits.month <= month]
    loaded = date.fromordinal((known[-1] if known else month) - reach)
    marks = entries.marks(tx, me.key, figures.key, loaded) if terms.counts else []
    log = log_of_months([row.bits for row in rows], amounts_of(sorted(marks)))
    course = Course(terms, log, figures.life)
    today = me.today.toordinal()
    return Replay(course, nearest(course, rows, figures.opening, Touched([], first), today))


def _from_entries(tx: Tx, me: Me, figures: Figures, first: int) -> Replay:
    """Of a habit whose rows wait to be recomputed."""
    marks = entries.marks(tx, me.key, figures.key)
    course = Course(figures.terms, log_of_marks(figures.terms, marks), figures.life)
    return Replay(course, beginning_of(course, first))
