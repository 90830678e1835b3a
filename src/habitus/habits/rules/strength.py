"""How well a habit is established, 0 to 1: Loop's habit score, exactly (FORMULAS 2.1).

    multiplier = 0.5 ** (sqrt(frequency) / 13)
    strength_t = strength_{t-1} * multiplier + value_t * (1 - multiplier)

A day at rest, and a day outside the habit's life, carries the strength over unchanged; so does a change
of the goal. Half of it is left after 13 missed days of a daily habit, after 34 of a weekly one.
Source: Loop Habit Tracker, models/Score.kt and ScoreList.kt, as described there; schedules that Loop
does not have go by their frequency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from math import sqrt

from habitus.habits.rules.course import Course, Life
from habitus.habits.rules.days import flags, has, ones
from habitus.habits.rules.due import scheduled
from habitus.habits.rules.goal import MICRO, Goal, Measure
from habitus.habits.rules.log import Mark, log_of_marks
from habitus.habits.rules.terms import Segment, Terms

HALF_LIFE_DAYS = 13


def multiplier(goal: Goal) -> float:
    """The share of yesterday's strength that today keeps; the frequency is `times / days`."""
    return float(0.5 ** (sqrt(goal.times / goal.days) / HALF_LIFE_DAYS))


def stepped(strength: float, value: float, keep: float) -> float:
    """One day further: `keep` is the multiplier, `value` how much of the goal is met (0 to 1)."""
    return strength * keep + value * (1.0 - keep)


def over(strength: float, met: Iterable[float | None], keep: float) -> float:
    """Some days further."""
    for value in met:
        if value is not None:
            strength = strength * keep + value * (1.0 - keep)
    return strength


def initial(terms: Terms) -> float:
    """The strength before the first day: what is kept under a limit starts as kept."""
    return 1.0 if terms.quits and terms.versions[0].goal.target is not None else 0.0


def values(course: Course, segment: Segment) -> Sequence[float | None]:
    """How much of its goal each day of a segment meets, 0 to 1, as if over; None carries the strength.

    The log must reach back `goal.reach_of` days before the segment.
    """
    goal, first, last = segment.goal, segment.first, segment.last
    met: Iterable[float]
    active = course.active(first, last)
    if course.terms.quits:
        active &= scheduled(goal, first, last)
        met = _kept(course, goal, first, last)
    elif goal.sums:
        met = _sums(course, goal, first, last)
    elif not course.terms.counts:
        met = _checks(course, goal, first, last)
    else:
        met = _credits(course, goal, first, last)
    if active == ones(first, last):
        return list(met)
    return [value if alive else None for value, alive in zip(met, flags(active, first, last), strict=True)]


def value_today(course: Course, today: int) -> float | None:
    """The value of a day that is not over: a quit check counts only once it is marked."""
    terms = course.terms
    (segment,) = terms.segments(today, today)
    if terms.quits and terms.measure is Measure.CHECK and not _is_told(course, today):
        return None
    return values(course, segment)[0]


def as_of_today(course: Course, opening: float, today: int) -> float:
    """The strength on a day that is not over, from what held when it began."""
    value = value_today(course, today)
    return opening if value is None else stepped(opening, value, multiplier(course.terms.goal_on(today)))


def walked(course: Course, begin: int, opening: float, last: int) -> list[float]:
    """The strength at the end of each day from `begin` to `last`, being `opening` when `begin` began.

    The log must reach back `Terms.reach` days before `begin`.
    """
    strength, found = opening, []
    for segment in course.terms.segments(begin, last):
        keep = multiplier(segment.goal)
        for value in values(course, segment):
            if value is not None:
                strength = stepped(strength, value, keep)
            found.append(strength)
    return found


def history(terms: Terms, marks: Iterable[Mark], days: Iterable[int]) -> Mapping[int, float]:
    """The strength of each asked day as another program counts it: from the first entry on, always alive.

    Before the first entry it is what a strength starts with.
    """
    wanted, known = sorted(set(days)), list(marks)
    strength = initial(terms)
    log = log_of_marks(terms, known)
    if not wanted or not known:
        return dict.fromkeys(wanted, strength)
    course = Course(terms, log, Life(log.origin, None))
    after = walked(course, log.origin, strength, wanted[-1])
    return {day: strength if day < log.origin else after[day - log.origin] for day in wanted}


def _is_told(course: Course, day: int) -> bool:
    log = course.log
    return has(log.done | log.lapsed, log.origin, day)


def _checks(course: Course, goal: Goal, first: int, last: int) -> list[float]:
    """Done days in a rolling window over the times asked for."""
    width, need = _window(goal)
    done = flags(course.done(first, last), first, last)
    if width == 1:
        return [1.0 if one else 0.0 for one in done]
    count = course.log.done_between(first - width, first - 1)
    met: list[float] = []
    for enters, leaves in zip(
        done, flags(course.done(first - width, last - width), first, last), strict=True
    ):
        count += enters - leaves
        met.append(min(1.0, count / need))
    return met


def _window(goal: Goal) -> tuple[int, int]:
    """Days to look at, and times asked in them: both doubled, to smooth irregular weeks."""
    return (2 * goal.days, 2 * goal.times) if goal.times < goal.days else (1, 1)


def _credits(course: Course, goal: Goal, first: int, last: int) -> Iterator[float]:
    """The same of shares: how much of its own target each day of the window has reached."""
    width, need = _window(goal)
    begin = first - width + 1
    credit: list[float] = []
    for segment in course.terms.segments(begin, last):
        credit += [_credit(course, segment.goal, day) for day in range(segment.first, segment.last + 1)]
    for place in range(last - first + 1):
        yield min(1.0, sum(credit[place : place + width]) / need)


def _credit(course: Course, goal: Goal, day: int) -> float:
    amount = course.log.amounts.get(day)
    if course.terms.measure is Measure.CHECK:
        return min(1.0, amount / MICRO) if amount else float(course.log.is_done(day))
    if not amount:
        return 0.0
    return min(1.0, amount / goal.target) if goal.target else 1.0


def _sums(course: Course, goal: Goal, first: int, last: int) -> Iterator[float]:
    """The amount of the goal's days ending on each day, over the target."""
    target = goal.target or 0
    for total in _totals(course, goal.days, first, last):
        yield min(1.0, total / target) if target else 1.0


def _kept(course: Course, goal: Goal, first: int, last: int) -> Iterator[float]:
    """What is to be quit: 0 for a lapse; under a limit 1, falling to 0 at twice the limit."""
    lapsed = course.lapsed(first, last)
    limit = goal.target
    totals = repeat(0) if limit is None else _totals(course, goal.days if goal.sums else 1, first, last)
    for day, total in zip(range(first, last + 1), totals, strict=False):
        place = day - first
        if lapsed >> place & 1 and (limit is None or not course.log.amounts.get(day)):
            yield 0.0
        elif limit is None:
            yield 1.0
        elif limit == 0:
            yield 0.0 if total else 1.0
        else:
            yield min(1.0, max(0.0, 1.0 - (total - limit) / limit))


def _totals(course: Course, width: int, first: int, last: int) -> Iterator[int]:
    amounts = course.log.amounts
    total = course.log.amount_between(first - width, first - 1)
    for day in range(first, last + 1):
        total += amounts.get(day, 0) - amounts.get(day - width, 0)
        yield total
