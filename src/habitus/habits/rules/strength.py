"""How well a habit is established, 0 to 1: Loop's habit score, exactly (FORMULAS 2.1).

    multiplier = 0.5 ** (sqrt(frequency) / 13)
    strength_t = strength_{t-1} * multiplier + value_t * (1 - multiplier)

A skipped or frozen day carries the strength over unchanged. Half of it is left after 13 missed days
of a daily habit, after 34 of a weekly one.
Source: Loop Habit Tracker, models/Score.kt and ScoreList.kt, as described there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import sqrt

from habitus.habits.rules.days import has, moved
from habitus.habits.rules.goal import Goal, Measure, is_flexible
from habitus.habits.rules.log import Log, Mark, log_of_marks

HALF_LIFE_DAYS = 13


def multiplier(goal: Goal) -> float:
    """The share of yesterday's strength that today keeps; the frequency is `times / days`."""
    return float(0.5 ** (sqrt(goal.times / goal.days) / HALF_LIFE_DAYS))


def stepped(strength: float, value: float, keep: float) -> float:
    """One day further: `keep` is the multiplier, `value` how much of the goal is met (0 to 1)."""
    return strength * keep + value * (1.0 - keep)


def values(goal: Goal, log: Log, first: int, last: int) -> Iterator[float | None]:
    """How much of the goal each day from `first` to `last` meets, 0 to 1; None on days that rest.

    The log must hold the `window_of(goal) - 1` days before `first`.
    """
    if goal.measure is Measure.CHECK:
        return _check_values(goal, log, first, last)
    return _amount_values(goal, log, first, last)


def strengths(goal: Goal, log: Log, first: int, last: int, opening: float = 0.0) -> list[float]:
    """The strength at the end of each day from `first` to `last`, from `opening` on the day before."""
    keep = multiplier(goal)
    strength = opening
    series = []
    for value in values(goal, log, first, last):
        if value is not None:
            strength = stepped(strength, value, keep)
        series.append(strength)
    return series


def history(goal: Goal, marks: Iterable[Mark], days: Iterable[int]) -> Mapping[int, float]:
    """The strength of each asked day, computed from the first entry on; 0 before it."""
    wanted = sorted(set(days))
    log = log_of_marks(goal, marks)
    if not wanted or not log.has_marks:
        return dict.fromkeys(wanted, 0.0)
    series = strengths(goal, log, log.origin, wanted[-1])
    return {day: series[day - log.origin] if day >= log.origin else 0.0 for day in wanted}


def _check_values(goal: Goal, log: Log, first: int, last: int) -> Iterator[float | None]:
    """Done days in a rolling window over the times asked for.

    Where not every day is asked for, both are doubled to smooth irregular weeks.
    """
    factor = 2 if is_flexible(goal) else 1
    width, need = goal.days * factor, goal.times * factor
    start = first - width
    done = moved(log.done, log.origin, start)
    rest = moved(log.rest, log.origin, first)
    count = (done & ((1 << width) - 1)).bit_count()
    ahead = done >> width
    for _ in range(first, last + 1):
        count += (ahead & 1) - (done & 1)
        yield None if rest & 1 else min(1.0, count / need)
        done >>= 1
        ahead >>= 1
        rest >>= 1


def _amount_values(goal: Goal, log: Log, first: int, last: int) -> Iterator[float | None]:
    """The amount of the goal's days ending on each day, over the target."""
    target, width, amounts = goal.target or 0, goal.days, log.amounts
    total = log.amount_between(first - width, first - 1)
    rest, origin = log.rest, log.origin
    for day in range(first, last + 1):
        total += amounts.get(day, 0) - amounts.get(day - width, 0)
        if has(rest, origin, day):
            yield None
        else:
            yield min(1.0, total / target) if target else 1.0
