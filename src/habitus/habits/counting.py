"""A person's day totals: kept true by every change, or taken back to be counted again."""

from __future__ import annotations

from collections.abc import Mapping

from habitus.accounts.models import Me
from habitus.habits import standings
from habitus.habits.facts import DaysUncounted
from habitus.habits.pasts import Past
from habitus.habits.queries import days
from habitus.habits.queries.entries import Target
from habitus.habits.rules.course import Course
from habitus.habits.rules.days import FOREVER
from habitus.habits.rules.due import Totals, counted
from habitus.habits.rules.effects import Span, judged_anew
from habitus.kernel import facts
from habitus.kernel.db import Tx

SETTLED_MAX = 62
"""Days that a change brings up to date at once; beyond, they are counted again in slices."""


def settle(tx: Tx, me: Me, target: Target, past: Past, changed: Span) -> Mapping[int, Totals] | None:
    """Bring the stored totals of the days that a change reaches up to date.

    Gives what was added, by day; None when the days are too many and were taken back instead.
    """
    reached = _reached(me, past, changed)
    if reached.length > SETTLED_MAX:
        uncount(tx, me, reached.first)
        return None
    more = _more(past, reached, me.today.toordinal())
    if not more:
        return {}
    _add(tx, me, target, more)
    return more


def uncount(tx: Tx, me: Me, first: int) -> None:
    """Forget the totals from a day on: reads count them in memory until they are closed again."""
    closing = days.closing(tx, me.key)
    until = first - 1 if closing is None else min(closing.until, first - 1)
    days.forget_days(tx, me.key, first, FOREVER)
    days.put_closing(tx, me.key, until, tx.now)
    facts.record(tx, DaysUncounted(me.key), once="days")


def totals_on(tx: Tx, me: Me, target: Target, more: Mapping[int, Totals] | None) -> Totals:
    """The totals of the target's day after a change; counted and stored where they are not."""
    if more is not None and _holds(me, target):
        stored, added = target.totals or Totals(0, 0), more.get(target.day, Totals(0, 0))
        return Totals(stored.due + added.due, stored.done + added.done)
    totals = standings.totals(standings.read(tx, me, target.day, target.day), target.day, me)
    days.forget_days(tx, me.key, target.day, target.day)
    days.put_days(tx, me.key, {target.day: totals})
    return totals


def _holds(me: Me, target: Target) -> bool:
    """Whether the day is counted: closed (then no row is 0 of 0), or not over and counted by a tap.

    What was counted while a day was not over does not hold once it is.
    """
    if target.day >= me.today.toordinal():
        return target.totals is not None
    return target.day <= target.until


def _reached(me: Me, past: Past, changed: Span) -> Span:
    before, after = past.before, past.after
    moved = before.life.start != after.life.start
    rested = moved or before.rest(*changed) != after.rest(*changed)
    if moved:
        first = min(changed.first, before.life.start, after.life.start)
        changed = Span(first, max(changed.last, before.life.start, after.life.start))
    reached = judged_anew(after.terms, changed, rested=rested)
    return Span(reached.first, min(reached.last, me.today.toordinal() + 1))


def _more(past: Past, reached: Span, today: int) -> dict[int, Totals]:
    """What the change adds to the totals of each day."""
    was, now = _counted(past.before, reached, today), _counted(past.after, reached, today)
    differs = (was.due ^ now.due) | (was.done ^ now.done)
    return {
        reached.first + place: Totals(
            (now.due >> place & 1) - (was.due >> place & 1), (now.done >> place & 1) - (was.done >> place & 1)
        )
        for place in range(differs.bit_length())
        if differs >> place & 1
    }


def _counted(course: Course, reached: Span, today: int) -> Totals:
    return Totals(*counted(course, reached.first, reached.last, today))


def _add(tx: Tx, me: Me, target: Target, more: Mapping[int, Totals]) -> None:
    """Add to the days that are counted; of closed days those without a row are 0 of 0.

    Days that are over but not closed may have rows of a time when they were not over: those are forgotten.
    """
    if list(more) == [target.day] and target.totals is not None and _holds(me, target):
        days.add_to_days(tx, me.key, more)
        return
    today, until = me.today.toordinal(), target.until
    first, last = min(more), max(more)
    stored = days.totals(tx, me.key, first, last)
    if any(until < day < today for day in stored):
        days.forget_days(tx, me.key, max(first, until + 1), min(last, today - 1))
    days.put_days(
        tx, me.key, {day: added for day, added in more.items() if day <= until and day not in stored}
    )
    holds = {day for day in stored if day <= until or day >= today}
    days.add_to_days(tx, me.key, {day: added for day, added in more.items() if day in holds})
