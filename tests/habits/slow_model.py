"""The meaning of habits, as slowly and plainly as it can be said: dicts, loops, no bitmaps, no checkpoints.

It shares no code with `habitus`. Amounts are in units; states are words.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    times: int = 1
    days: int = 1
    target: Fraction | None = None

    @property
    def flexible(self) -> bool:
        return self.target is None and self.days > 1


Entries = dict[date, tuple[str, Fraction]]
"""Day → (none, done, skipped), amount."""


def done(plan: Plan, entries: Entries, day: date) -> bool:
    state, amount = entries.get(day, ("none", Fraction(0)))
    if plan.target is None:
        return state == "done"
    return state == "done" and amount > 0 and total(plan, entries, day) >= plan.target


def total(plan: Plan, entries: Entries, day: date) -> Fraction:
    return sum((_amount(entries, day - back * DAY) for back in range(plan.days)), Fraction(0))


def _amount(entries: Entries, day: date) -> Fraction:
    state, amount = entries.get(day, ("none", Fraction(0)))
    return amount if state == "done" else Fraction(0)


def rests(entries: Entries, day: date) -> bool:
    return entries.get(day, ("none", Fraction(0)))[0] == "skipped"


def due(plan: Plan, entries: Entries, start: date, day: date) -> bool:
    if day < start or rests(entries, day):
        return False
    before = [day - back * DAY for back in range(1, plan.days)]
    if plan.target is None:
        return sum(done(plan, entries, one) for one in before) < plan.times
    return sum((_amount(entries, one) for one in before), Fraction(0)) < plan.target


def start(entries: Entries, created: date) -> date:
    marked = [day for day, (state, _) in entries.items() if state != "none"]
    return min([created, *marked])


def length(begin: date, days: int) -> int:
    if days not in {30, 31}:
        return days
    if begin.day == monthrange(begin.year, begin.month)[1]:
        begin += DAY
    return monthrange(begin.year, begin.month)[1]


def filled(plan: Plan, entries: Entries) -> set[date]:
    """Days that count as kept though nothing was done on them (FORMULAS 2.2)."""
    if not entries:
        return set()
    if not plan.flexible:
        if plan.days == 1:
            return set()
        days = {day + ahead * DAY for day in entries for ahead in range(plan.days)}
        return {day for day in days if total(plan, entries, day) >= (plan.target or 0)} - _resting(entries)
    checked = sorted((day for day in entries if done(plan, entries, day)), reverse=True)
    spans: list[tuple[date, date, date]] = []
    for index in range(plan.times - 1, len(checked)):
        begin, center = checked[index], checked[index - plan.times + 1]
        size = length(begin, plan.days)
        if (center - begin).days < size:
            spans.append((begin, center, begin + (size - 1) * DAY))
    for index in range(1, len(spans)):
        begin, center, end = spans[index]
        overlap = (end - spans[index - 1][0]).days
        if overlap >= 0:
            shift = min((end - center).days, overlap + 1) * DAY
            spans[index] = (begin - shift, center, end - shift)
    covered = {begin + n * DAY for begin, _, end in spans for n in range((end - begin).days + 1)}
    return covered - _resting(entries)


def _resting(entries: Entries) -> set[date]:
    return {day for day in entries if rests(entries, day)}


def streaks(plan: Plan, entries: Entries, today: date) -> tuple[int, int]:
    """(current, longest), day by day from long before the first entry."""
    if not entries:
        return 0, 0
    good = filled(plan, entries) | {day for day in entries if done(plan, entries, day)}
    run = longest = 0
    day = min([*entries, *good, today])
    while day <= today:
        if day in good:
            run += 1
            longest = max(longest, run)
        elif not rests(entries, day) and day != today:
            run = 0
        day += DAY
    return run, longest


def strength(plan: Plan, entries: Entries, today: date) -> float:
    """FORMULAS 2.1, from the first entry to `today`."""
    score = 0.0
    if not entries:
        return score
    keep = 0.5 ** ((plan.times / plan.days) ** 0.5 / 13)
    factor = 2 if plan.flexible else 1
    day = min(entries)
    while day <= today:
        if not rests(entries, day):
            if plan.target is None:
                window = [day - back * DAY for back in range(plan.days * factor)]
                value = min(1.0, sum(done(plan, entries, one) for one in window) / (plan.times * factor))
            else:
                value = min(1.0, float(total(plan, entries, day) / plan.target))
            score = score * keep + value * (1 - keep)
        day += DAY
    return score
