"""Whether what is stored of a habit, and of its person's days, equals a recomputation.

`look` and `look_at_days` read in one transaction, `judge` and `judge_days` compare outside of any, and
`mend` and `mend_days` rewrite what is wrong. Entries, goals and pauses are what everything else follows
from: they are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose, isfinite
from typing import NamedTuple

from habitus.accounts.models import Me
from habitus.habits import counting
from habitus.habits.queries import audits, days, entries, months
from habitus.habits.queries import terms as term_queries
from habitus.habits.queries.days import Closing
from habitus.habits.queries.tables import WIDTH, Figures, HabitRow, figures_of
from habitus.habits.refreshing import course_of, recomputed_of, refresh
from habitus.habits.rules.course import Course
from habitus.habits.rules.days import FIRST_DAY, FOREVER, month_of
from habitus.habits.rules.due import Totals
from habitus.habits.rules.goal import Kind, Measure
from habitus.habits.rules.log import Mark
from habitus.habits.rules.rollup import MonthRow
from habitus.habits.rules.terms import Terms, terms_of, text_of, with_pauses
from habitus.habits.standings import totals_of
from habitus.kernel.db import Tx

TOLERANCE = 1e-9
"""How far a stored strength may lie beside a recomputed one."""

_NEXT_AT_MOST = timedelta(days=3)
"""A person's next day begins sooner, whatever clocks they change."""

Value = int | float | str | None


class Fault(NamedTuple):
    """Something stored that is not what it ought to be; None stands for a row that is not (to be) there."""

    what: str
    stored: Value
    expected: Value


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is stored of a habit, read at one instant. `figures` have the terms that are true."""

    name: str
    deleted: bool
    figures: Figures
    terms: str
    """The stored text; `terms_anew` is the one made of goals and pauses."""
    terms_anew: str
    reads_from: date
    impossible: Sequence[date]
    marks: Sequence[Mark]
    months: Sequence[MonthRow]
    waiting: bool
    today: int

    @property
    def readable(self) -> bool:
        return not self.impossible and bool(self.figures.terms.versions)


@dataclass(frozen=True, slots=True)
class Judged:
    """`course` is what counts in its person's days: nothing of a deleted habit.

    `waiting`: its figures are to be recomputed by a job. Of one that is not `readable` nothing is known.
    """

    faults: Sequence[Fault]
    waiting: bool
    readable: bool
    course: Course | None


def look(tx: Tx, me: Me, habit_key: int) -> Seen | None:
    """Read a habit; None when it has been erased."""
    row = audits.one(tx, me.key, habit_key)
    if row is None:
        return None
    impossible = audits.impossible(tx, me.key, habit_key, FIRST_DAY, me.today + timedelta(days=1))
    marks = [] if impossible else entries.marks(tx, me.key, habit_key)
    anew = text_of(_terms_anew(tx, me, row, marks))
    figures = figures_of((row[0], anew, *row[2:WIDTH]), me)
    return Seen(
        name=row.name,
        deleted=row.deleted_at is not None,
        figures=figures,
        terms=row.terms,
        terms_anew=anew,
        reads_from=row.reads_from,
        impossible=impossible,
        marks=marks,
        months=months.months(tx, me.key, habit_key),
        waiting=figures.stale or bool(_not_closed(me, days.closing(tx, me.key))),
        today=me.today.toordinal(),
    )


def _terms_anew(tx: Tx, me: Me, row: HabitRow, marks: Iterable[Mark]) -> Terms:
    """The terms made of goals and pauses, without the days their person never lived."""
    kind, measure = Kind(row.kind), Measure(row.measure)
    counts = (
        measure is not Measure.CHECK or row.steps != "[]" or any(mark.amount is not None for mark in marks)
    )
    # A habit that had a checklist counts for good, also when nobody ever ticked a step of it.
    counts = counts or _counts(row.terms)
    bare = Terms(kind, measure, counts, term_queries.versions(tx, me.key, row.key))
    return with_pauses(bare, term_queries.pauses_of(tx, me.key, row.key))


def _counts(text: str) -> bool:
    try:
        return terms_of(text).counts
    except (ValueError, TypeError, LookupError):
        return False


def judge(seen: Seen) -> Judged:
    """Compare a habit with its recomputation as of the day its figures are of."""
    if not seen.readable:
        return Judged(_unreadable(seen), waiting=False, readable=False, course=None)
    course = course_of(seen.figures, seen.marks)
    faults = [] if seen.terms == seen.terms_anew else [Fault("terms", seen.terms, seen.terms_anew)]
    faults += [Fault(f"month row of {_day(day)}", "a row", None) for day in _astray(seen)]
    if not seen.waiting:
        faults += _faults(seen, course)
    return Judged(faults, seen.waiting, readable=True, course=None if seen.deleted else course)


def mend(tx: Tx, me: Me, habit_key: int) -> None:
    """Rewrite what is wrong of a habit; does nothing where all is true."""
    seen = look(tx, me, habit_key)
    if seen is None or not seen.readable or not judge(seen).faults:
        return
    if seen.terms != seen.terms_anew:
        stale = seen.figures.stale
        term_queries.put_terms(tx, me.key, habit_key, terms_of(seen.terms_anew), stale=stale)
    for day in _astray(seen):
        audits.forget_month(tx, me.key, habit_key, day)
    if not seen.waiting:
        refresh(tx, me, seen.figures)


def _not_closed(me: Me, closing: Closing | None) -> list[int]:
    """Days never lived that were learned of, and whose week and month are still to be counted by that."""
    return [] if closing is None else [day for day in me.unlived if day > closing.until]


def _unreadable(seen: Seen) -> list[Fault]:
    """What nobody but the person, or a backup, can put right."""
    if not seen.figures.terms.versions:
        return [Fault("goals", None, "at least one")]
    return [Fault(f"entry of {day}", "impossible", "one that can be written") for day in seen.impossible]


def _astray(seen: Seen) -> list[int]:
    """The month rows that stand on no month, or on none in which there was a day to write."""
    last = month_of(seen.today + 1)
    found = [row.bits.month for row in seen.months]
    return [day for day in found if not FIRST_DAY.toordinal() <= day <= last or month_of(day) != day]


def _faults(seen: Seen, course: Course) -> list[Fault]:
    astray = {*_astray(seen)}
    rows = [row for row in seen.months if row.bits.month not in astray]
    stored, as_of = seen.figures, seen.figures.opening.day
    true_as_of = min(as_of, seen.today)
    true = recomputed_of(stored, course, seen.marks, rows, true_as_of)
    was, now = stored.opening.opening, true.figures.opening.opening
    reads_from = month_of(true_as_of - stored.terms.reach(true_as_of))
    compared = [
        Fault("as_of", _day(as_of), _day(true_as_of)),
        Fault("start_day", _day(stored.life.start), _day(course.life.start)),
        Fault("strength", was.strength, now.strength),
        Fault("streak", was.streak, now.streak),
        Fault("longest_streak", was.longest, now.longest),
        Fault("reads_from", str(seen.reads_from), _day(reads_from)),
    ]
    known = {row.bits.month: row for row in rows}
    for row in true.rows:
        compared += _compared_month(known.get(row.bits.month), row)
    return [_plain(fault) for fault in compared if not _same(fault.stored, fault.expected)]


def _compared_month(stored: MonthRow | None, true: MonthRow) -> list[Fault]:
    month = f"month {_day(true.bits.month)[:7]}"
    if stored is None:
        return [Fault(month, None, "a row")]
    was = stored.bits._asdict() | {
        f"opening_{name}": value for name, value in stored.opening._asdict().items()
    }
    now = true.bits._asdict() | {f"opening_{name}": value for name, value in true.opening._asdict().items()}
    return [Fault(f"{month} {name}", was[name], now[name]) for name in was]


def _same(stored: Value, expected: Value) -> bool:
    if isinstance(stored, float) and isinstance(expected, float):
        return isclose(stored, expected, rel_tol=0, abs_tol=TOLERANCE)
    return stored == expected


def _plain(fault: Fault) -> Fault:
    """JSON knows no infinity, and no number that is none."""
    stored = fault.stored
    return fault._replace(stored=str(stored)) if isinstance(stored, float) and not isfinite(stored) else fault


def _day(day: int) -> str:
    return str(date.fromordinal(day))


# The person's days


@dataclass(frozen=True, slots=True)
class SeenDays:
    """A person's stored totals, and how far they are closed."""

    closing: Closing | None
    totals: dict[int, Totals]
    comes: bool
    """Whether more is closed when the next day begins, or sooner."""
    last: int
    """The last closed day that holds."""
    today: int


@dataclass(frozen=True, slots=True)
class JudgedDays:
    """`first` is the day from which on they are to be counted again, None where they need not be."""

    faults: Sequence[Fault]
    first: int | None
    compared: int


def look_at_days(tx: Tx, me: Me) -> SeenDays:
    closing = days.closing(tx, me.key)
    today = me.today.toordinal()
    return SeenDays(
        closing,
        days.totals(tx, me.key, 1, FOREVER),
        comes=closing is None or closing.next_at <= tx.now + _NEXT_AT_MOST,
        last=min([today - 1, *(day - 32 for day in _not_closed(me, closing))]),
        today=today,
    )


def judge_days(seen: SeenDays, courses: Sequence[Course]) -> JudgedDays:
    """Compare closed days, and later ones that hold, with a recount.

    `courses` are those of all kept habits of somebody who has or had one. Days that are over and not
    closed yet hold nothing: reads count them anew, whatever row they have.
    """
    tomorrow = seen.today + 1
    first = min([seen.today, *seen.totals, *(course.life.start for course in courses)])
    if seen.closing is None:
        return JudgedDays([Fault("closed until", None, "a day")], first, 0)
    true = dict(enumerate(totals_of(courses, first, tomorrow, seen.today), first))
    held = _held(seen, min(seen.closing.until, seen.last), first)
    wrong = {day: stored for day, stored in held.items() if stored != true.get(day)}
    faults = _of_closing(seen, seen.closing)
    faults += [
        Fault(f"day {_day(day)}", _told(stored), _told(true[day]) if day in true else None)
        for day, stored in sorted(wrong.items())
    ]
    again = [seen.today, *wrong] if seen.closing.until >= seen.today else [*wrong]
    return JudgedDays(faults, min(again, default=None), len(held))


def _held(seen: SeenDays, until: int, first: int) -> dict[int, Totals]:
    """What is said of each day of which something is said."""
    closed = range(first, until + 1)
    later = {day: totals for day, totals in seen.totals.items() if day >= seen.today}
    return {day: seen.totals.get(day, Totals(0, 0)) for day in closed} | later


def mend_days(tx: Tx, me: Me, first: int | None) -> None:
    """Take the totals from a day on back, so that they are closed again; at once, where none is given."""
    closing = days.closing(tx, me.key)
    if first is not None:
        counting.uncount(tx, me, first)
    elif closing is not None:
        days.put_closing(tx, me.key, closing.until, tx.now)


def _of_closing(seen: SeenDays, closing: Closing) -> list[Fault]:
    faults = []
    if closing.until >= seen.today:
        faults.append(Fault("closed until", _day(closing.until), f"before {_day(seen.today)}"))
    if not seen.comes:
        faults.append(Fault("closed next", closing.next_at.isoformat(), "within three days"))
    return faults


def _told(totals: Totals) -> str:
    return f"{totals.done} of {totals.due}"
