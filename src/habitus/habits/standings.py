"""How each habit of a person stands: its figures as of today, and its days as far as a question asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from habitus.accounts.models import Me
from habitus.habits.queries import habits, months
from habitus.habits.queries.tables import Figures, HabitRow, figures_of
from habitus.habits.rules.days import month_of
from habitus.habits.rules.due import Totals, Verdict, verdict
from habitus.habits.rules.goal import Measure
from habitus.habits.rules.log import Log
from habitus.habits.rules.rollup import Counters, rolled
from habitus.kernel.db import Tx

EMPTY = Log(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A habit, its log around the days asked for, and its counters as of its person's today."""

    row: HabitRow
    figures: Figures
    log: Log
    counters: Counters

    def verdict(self, day: int) -> Verdict:
        return verdict(self.figures.goal, self.log, self.figures.life, day)


def read(tx: Tx, me: Me, first: int, last: int) -> list[Standing]:
    """Every habit, with all that is needed to judge the days `first` to `last`.

    Reads the month rows of those days and of the longest goal's days before them, and what carrying
    the counters forward takes: never the history.
    """
    return _filled(tx, me, habits.habits(tx, me.key), first, last, only=None)


def read_one(tx: Tx, me: Me, row: HabitRow) -> Standing:
    """One habit with its counters as of today."""
    today = me.today.toordinal()
    return _filled(tx, me, [row], today, today, only=figures_of(row).key)[0]


def totals(all_habits: list[Standing], day: int) -> Totals:
    """How many of the habits are due and done on a day."""
    verdicts = [habit.verdict(day) for habit in all_habits]
    return Totals(sum(one.due for one in verdicts), sum(one.done for one in verdicts))


def _filled(
    tx: Tx, me: Me, rows: Sequence[HabitRow], first: int, last: int, *, only: int | None
) -> list[Standing]:
    found = [figures_of(row) for row in rows]
    if not found:
        return []
    reach = max(figures.goal.days for figures in found)
    amounts = any(figures.goal.measure is Measure.AMOUNT for figures in found)
    logs = months.logs(tx, me.key, month_of(first - reach + 1), last, amounts=amounts, only=only)
    today = me.today.toordinal()
    standings = []
    for row, figures in zip(rows, found, strict=True):
        log = logs.get(figures.key, EMPTY)
        counters = rolled(figures.goal, log, figures.counters, today)
        standings.append(Standing(row, figures, log, counters))
    return standings
