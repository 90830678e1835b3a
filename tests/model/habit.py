"""The meaning of one habit, as slowly and plainly as it can be said: dates, sets, loops, fractions.

`Reading(habit, today)` answers every question about a habit as of a day, from its goals, pauses and entries
alone. It shares no code with `habitus`: no bitmaps, no checkpoints, no counters carried forward.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from math import floor
from typing import TypeVar

from tests.model.things import (
    DAY,
    MICRO,
    Goal,
    Habit,
    Mark,
    Month,
    Opening,
    days,
    frequency,
    rhythm,
    span_length,
)

HALF = Fraction(1, 2)
Answer = TypeVar("Answer")


def remembered(method: Callable[[Reading, date], Answer]) -> Callable[[Reading, date], Answer]:
    """Work an answer about a day out once per reading."""
    answers = f"_{method.__name__}"

    @wraps(method)
    def ask(reading: Reading, day: date) -> Answer:
        known = reading.__dict__.setdefault(answers, {})
        if day not in known:
            known[day] = method(reading, day)
        return known[day]

    return ask


class Reading:
    """One habit as of one day: all days before `today` are closed, `today` is open."""

    def __init__(self, habit: Habit, today: date) -> None:
        self.habit = habit
        self.today = today
        self.builds = habit.kind == "build"
        self.counts = habit.measure != "check"

    # Goals

    @remembered
    def since(self, day: date) -> date:
        """The first day of the goal version in force on a day; the first one is in force for ever back."""
        later = [first for first, _ in self.habit.goals[1:] if first <= day]
        return max(later, default=date.min)

    @remembered
    def goal_on(self, day: date) -> Goal:
        return dict(self.habit.goals[1:]).get(self.since(day), self.habit.goals[0][1])

    # Marks of a day

    def mark(self, day: date) -> Mark:
        return self.habit.entries.get(day, Mark())

    def amount(self, day: date) -> Fraction:
        mark = self.mark(day)
        return mark.amount or Fraction(0) if mark.state == "done" else Fraction(0)

    @cached_property
    def amounts(self) -> dict[date, Fraction]:
        return {day: self.amount(day) for day in self.habit.entries if self.amount(day)}

    def total(self, first: date, last: date) -> Fraction:
        return sum((amount for day, amount in self.amounts.items() if first <= day <= last), Fraction(0))

    @remembered
    def so_far(self, day: date) -> Fraction:
        """What a day is judged by: its own amount, or with sums that of the days it is summed with."""
        goal = self.goal_on(day)
        if not goal.sums:
            return self.amount(day)
        first = day - (goal.days - 1) * DAY if goal.schedule == "window" else self.period(day)[0]
        return self.total(first, day)

    @remembered
    def credit(self, day: date) -> Fraction:
        """How much of a day's goal was done, 0 to 1."""
        if self.mark(day).state != "done":
            return Fraction(0)
        if self.counts:
            target = self.goal_on(day).target
            return min(Fraction(1), self.amount(day) / target) if target else Fraction(1)
        ticked = self.mark(day).amount
        return ticked if self.habit.steps and ticked is not None else Fraction(1)

    @remembered
    def done(self, day: date) -> bool:
        if self.mark(day).state != "done":
            return False
        if not self.builds:
            return not self.lapsed(day)
        if not self.counts:
            return self.credit(day) == 1
        return self.amount(day) > 0 and self.so_far(day) >= (self.goal_on(day).target or 0)

    @remembered
    def partial(self, day: date) -> bool:
        size = self.amount(day) if self.counts else self.credit(day)
        return self.builds and size > 0 and not self.done(day)

    @remembered
    def lapsed(self, day: date) -> bool:
        if self.builds:
            return False
        if self.mark(day).state == "lapsed":
            return True
        return self.counts and self.amount(day) > 0 and self.so_far(day) > (self.goal_on(day).target or 0)

    def marked(self, day: date) -> bool:
        return self.done(day) or self.partial(day) or self.lapsed(day)

    @remembered
    def rests(self, day: date) -> bool:
        if self.mark(day).state in {"skipped", "frozen"}:
            return True
        off = day in self.habit.unlived or any(
            first <= day and (last is None or day <= last) for first, last in self.habit.pauses
        )
        return off and not self.marked(day)

    @cached_property
    def done_days(self) -> list[date]:
        return sorted(day for day in self.habit.entries if self.done(day))

    # Life

    @cached_property
    def start(self) -> date:
        entered = [day for day, mark in self.habit.entries.items() if mark.state != "none"]
        return min([self.habit.begins, *entered])

    @cached_property
    def end(self) -> date | None:
        """The first day on which nothing is asked any more."""
        after = None if self.habit.ends_on is None else self.habit.ends_on + DAY
        return min((day for day in (self.habit.archived_day, after) if day is not None), default=None)

    def in_life(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    # Weeks and months

    @remembered
    def period(self, day: date) -> tuple[date, date]:
        """The first and the last day of a day's week or month."""
        goal = self.goal_on(day)
        if goal.schedule == "weekly":
            first = day - (day.isoweekday() - goal.first_weekday) % 7 * DAY
            return first, first + 6 * DAY
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])

    def active(self, first: date, last: date) -> int:
        return sum(self.in_life(day) and not self.rests(day) for day in days(first, last))

    @remembered
    def needed(self, day: date) -> Fraction:
        """What a day's week or month asks for, less where only a part of it can be used; 0 is neutral."""
        goal, (first, last) = self.goal_on(day), self.period(day)
        if day < last and self.since(day) == self.since(last):
            return self.needed(last)
        share = Fraction(self.active(first, last), (last - first).days + 1)
        if goal.sums:
            return Fraction(floor((goal.target or 0) * share * MICRO + HALF), MICRO)
        return Fraction(floor(goal.times * share + HALF))

    def have(self, goal: Goal, first: date, last: date) -> Fraction:
        if goal.sums:
            return self.total(first, last)
        return Fraction(sum(first <= day <= last for day in self.done_days))

    @remembered
    def reached(self, day: date) -> date | None:
        """The first day on which a day's week or month had all it needs; None for never, and for neutral."""
        goal, (first, last) = self.goal_on(day), self.period(day)
        if day < last and self.since(day) == self.since(last):
            return self.reached(last)
        needed = self.needed(day)
        if needed == 0:
            return None
        return next((one for one in days(first, last) if self.have(goal, first, one) >= needed), None)

    def kept(self, day: date) -> bool:
        first, last = self.period(day)
        return self.active(first, last) > 0 and not any(self.lapsed(one) for one in days(first, last))

    # Due

    def scheduled(self, day: date) -> bool:
        """Whether the calendar alone asks for a day; where days are chosen freely, any day."""
        goal = self.goal_on(day)
        if goal.schedule == "weekdays":
            return day.isoweekday() in goal.weekdays
        if goal.schedule == "interval":
            return (day - goal.anchor).days % goal.days == 0
        return True

    @remembered
    def due(self, day: date) -> bool:
        if self.builds and self.done(day):
            return True
        if not self.in_life(day) or self.rests(day) or not self.scheduled(day):
            return False
        goal = self.goal_on(day)
        if self.builds and goal.schedule == "window":
            wanted = goal.target or 0 if goal.sums else goal.times
            return self.have(goal, day - (goal.days - 1) * DAY, day - DAY) < wanted
        if self.builds and goal.schedule in {"weekly", "monthly"}:
            return self._last_chance(day)
        return True

    def _last_chance(self, day: date) -> bool:
        goal, (first, last) = self.goal_on(day), self.period(day)
        need = self.needed(day) - self.have(goal, first, day - DAY)
        left = self.active(day, last)
        return need > 0 and (left <= 1 if goal.sums else need >= left)

    def counts_done(self, day: date) -> bool:
        """Whether a day's total counts this habit as done."""
        if self.builds:
            return self.done(day)
        return self.due(day) and not self.lapsed(day) and (day < self.today or self.done(day))

    # Streak

    def unit(self, day: date) -> str:
        return {"weekly": "week", "monthly": "month"}.get(self.goal_on(day).schedule, "day")

    @remembered
    def good(self, day: date) -> bool:
        """Whether a day adds one to the streak, as seen from today."""
        if self.unit(day) != "day":
            return self._good_in_build_period(day) if self.builds else self._good_in_quit_period(day)
        if self.builds:
            return self.done(day) or self.filled(day)
        return self.counts_done(day)

    def _good_in_build_period(self, day: date) -> bool:
        """On the day a week or month is reached, but not before the goal that judges it is in force."""
        last = self.period(day)[1]
        if self.since(last) != self.since(day):
            return False
        reached = self.reached(day)
        return reached is not None and day == max(reached, self.since(day))

    def _good_in_quit_period(self, day: date) -> bool:
        ended = day == self.period(day)[1] and day < self.today
        return ended and self.in_life(day) and self.kept(day)

    @remembered
    def bad(self, day: date) -> bool:
        """Whether a day ends the streak once it is over."""
        if not self.in_life(day) or self.good(day):
            return False
        if not self.builds:
            return self.scheduled(day) and self.lapsed(day)
        if self.unit(day) == "day":
            return not self.rests(day) and self.scheduled(day)
        return day == self.period(day)[1] and self.needed(day) > 0 and self.reached(day) is None

    def streak(self) -> tuple[int, int]:
        """(current, longest) as of today: today can add; it ends a streak only by a lapse."""
        run, longest = self._run_of_today
        if self._unit_changes(self.today):
            run = longest = 0
        if self.good(self.today):
            return run + 1, max(longest, run + 1)
        lapse = not self.builds and self.bad(self.today)
        return (0, longest) if lapse else (run, longest)

    @property
    def _run_of_today(self) -> tuple[int, int]:
        return self.runs.get(self.today, (0, 0))

    @cached_property
    def runs(self) -> dict[date, tuple[int, int]]:
        """(current, longest) when each day up to today began; before the first of them nothing counts."""
        run = longest = 0
        begins = [begin for first, _ in self.habit.goals for begin, _, _ in self.spans(self.since(first))]
        runs = {}
        for day in days(min([self.start, *begins]), self.today):
            runs[day] = run, longest
            if self._unit_changes(day):
                run = longest = 0
            if self.good(day):
                run += 1
                longest = max(longest, run)
            elif self.bad(day):
                run = 0
        return runs

    def _unit_changes(self, day: date) -> bool:
        return self.unit(day) != self.unit(day - DAY)

    # Filled in

    def filled(self, day: date) -> bool:
        """Whether a day counts as kept though nothing had to be done on it (FORMULAS 2.2)."""
        goal = self.goal_on(day)
        if not self.builds or goal.schedule != "window" or self.rests(day):
            return False
        if goal.sums:
            return self.so_far(day) >= (goal.target or 0)
        return any(begin <= day <= end for begin, _, end in self.spans(self.since(day)))

    @remembered
    def spans(self, since: date) -> list[tuple[date, date, date]]:
        """(begin, last done day of the run, end) of all done days, by the goal that begins on a day."""
        goal = self.goal_on(since)
        if not self.builds or goal.schedule != "window" or goal.sums:
            return []
        newest_first = self.done_days[::-1]
        spans: list[tuple[date, date, date]] = []
        for index in range(goal.times - 1, len(newest_first)):
            begin, center = newest_first[index], newest_first[index - goal.times + 1]
            size = span_length(begin, goal.days)
            if (center - begin).days < size:
                spans.append((begin, center, begin + (size - 1) * DAY))
        for index in range(1, len(spans)):
            begin, center, end = spans[index]
            overlap = (end - spans[index - 1][0]).days
            if overlap >= 0:
                shift = min((end - center).days, overlap + 1) * DAY
                spans[index] = (begin - shift, center, end - shift)
        return spans

    # Strength

    def strength(self) -> float:
        """As of today, whose value counts (a quit check that is not marked has none yet)."""
        score = self.scores.get(self.today, self._first_score)
        return self._scored(score, self.today) if self.today >= self.start else score

    @property
    def _first_score(self) -> float:
        at_most = not self.builds and self.habit.goals[0][1].target is not None
        return 1.0 if at_most else 0.0

    @cached_property
    def scores(self) -> dict[date, float]:
        """The strength when each day from the start to today began."""
        score, scores = self._first_score, {}
        for day in days(self.start, self.today):
            scores[day] = score
            score = self._scored(score, day)
        return scores

    def _scored(self, score: float, day: date) -> float:
        value = self.value(day)
        if value is None:
            return score
        keep = 0.5 ** (float(frequency(self.goal_on(day))) ** 0.5 / 13)
        return score * keep + float(value) * (1 - keep)

    def value(self, day: date) -> Fraction | None:
        """What a day gives to the strength, 0 to 1; None leaves it as it is."""
        if not self.in_life(day) or self.rests(day):
            return None
        if self.builds:
            return self._built(day)
        if not self.scheduled(day):
            return None
        if self.mark(day).state == "lapsed":
            return Fraction(0)
        if self.counts:
            return self._kept_below(day)
        return Fraction(1) if self.done(day) or day < self.today else None

    def _built(self, day: date) -> Fraction:
        goal = self.goal_on(day)
        if goal.sums:
            return min(Fraction(1), self._rolling(day) / (goal.target or 1))
        times, span = rhythm(goal)
        if times >= span:
            return self.credit(day)
        first = day - (2 * span - 1) * DAY
        credits_ = (credit for one, credit in self.credits.items() if first <= one <= day)
        return min(Fraction(1), sum(credits_, Fraction(0)) / (2 * times))

    @cached_property
    def credits(self) -> dict[date, Fraction]:
        return {day: self.credit(day) for day in self.habit.entries if self.credit(day)}

    def _kept_below(self, day: date) -> Fraction:
        goal = self.goal_on(day)
        amount = self._rolling(day) if goal.sums else self.amount(day)
        if not goal.target:
            return Fraction(amount == 0)
        return min(Fraction(1), max(Fraction(0), 1 - (amount - goal.target) / goal.target))

    def _rolling(self, day: date) -> Fraction:
        return self.total(day - (rhythm(self.goal_on(day))[1] - 1) * DAY, day)

    # What is stored, and what is shown

    def opening(self, day: date | None = None) -> Opening:
        """What held when a day up to today (today) began, every day before it being over."""
        day = day or self.today
        run, longest = self.runs.get(day, (0, 0))
        return Opening(self.scores.get(day, self._first_score), run, longest)

    def month(self, first: date) -> Month:
        month = list(days(first, first.replace(day=monthrange(first.year, first.month)[1])))
        return Month(
            done=frozenset(filter(self.done, month)),
            skipped=frozenset(day for day in month if self.mark(day).state == "skipped"),
            frozen=frozenset(day for day in month if self.mark(day).state == "frozen"),
            partial=frozenset(filter(self.partial, month)),
            lapsed=frozenset(filter(self.lapsed, month)),
            amount=self.total(month[0], month[-1]),
        )

    def look(self, day: date) -> str:
        """How a day is shown: none, open, missed, done, partial, skipped, frozen, paused or lapsed."""
        shown = self._look_of_mark(day)
        if shown is not None:
            return shown
        if self.rests(day):
            return "paused" if self.in_life(day) else "none"
        if not self.due(day) or day > self.today:
            return "none"
        if day == self.today:
            return "open"
        return "missed" if self.builds else "done"

    def _look_of_mark(self, day: date) -> str | None:
        if self.lapsed(day):
            return "lapsed"
        if self.done(day):
            return "done"
        if self.partial(day):
            return "partial"
        state = self.mark(day).state
        return state if state in {"skipped", "frozen"} else None


def opening(habit: Habit, day: date) -> Opening:
    """What held when a day began, every day before it being over."""
    return Reading(habit, day).opening()


def totals(habits: list[Habit], day: date, today: date) -> tuple[int, int]:
    """(due, done) of a day."""
    readings = [Reading(habit, today) for habit in habits]
    done = [reading.counts_done(day) for reading in readings]
    due = [reading.due(day) for reading in readings]
    return sum(a or b for a, b in zip(due, done, strict=True)), sum(done)
