"""Strength against Loop's own test vectors (FORMULAS 2.1)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.habits import amount_in, check_in, terms_of

from habitus.habits.rules.goal import Goal
from habitus.habits.rules.log import Mark, State
from habitus.habits.rules.strength import history, multiplier

TODAY = date(2026, 11, 20).toordinal()


def strength_on(goal: Goal, marks: list[Mark], day: int = TODAY) -> float:
    return history(terms_of(goal), marks, [day])[day]


def done(*days: int) -> list[Mark]:
    return [Mark(day, State.DONE, None) for day in days]


def in_a_row(count: int, every: int = 1) -> list[Mark]:
    return done(*(TODAY - number * every for number in range(count)))


@pytest.mark.parametrize(
    "count,expected", [(0, 0.0), (1, 0.051922), (3, 0.147820), (8, 0.347244), (13, 0.5), (20, 0.655747)]
)
def test_daily_checks_in_a_row(count: int, expected: float) -> None:
    assert strength_on(check_in(), in_a_row(count)) == pytest.approx(expected, abs=1e-6)


def test_a_skipped_day_carries_strength_over() -> None:
    marks = [*done(TODAY - 5), Mark(TODAY - 4, State.SKIPPED, None)]
    series = history(terms_of(check_in()), marks, range(TODAY - 5, TODAY + 1))
    expected = [0.051922, 0.051922, 0.049226, 0.046670, 0.044247, 0.041949]
    assert list(series.values()) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("times,expected", [(3, 2 / 3), (4, 1 / 2)])
def test_two_of_three_or_four_a_week_settles_at_the_share_that_is_done(times: int, expected: float) -> None:
    marks = done(*(TODAY - 7 * week - day for week in range(100) for day in (0, 1)))
    assert strength_on(check_in(times, 7), marks) == pytest.approx(expected, abs=1e-6)


def test_once_a_week_on_changing_weekdays_reaches_full_strength() -> None:
    marks = done(*(TODAY - 14 * k - day for k in range(100) for day in (0, 13)))
    assert strength_on(check_in(1, 7), marks) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("days,count,expected", [(1, 90, 0.9918), (7, 39, 0.9950), (30, 18, 0.9919)])
def test_regular_checks_pass_99_percent(days: int, count: int, expected: float) -> None:
    strength = strength_on(check_in(1, days), in_a_row(count, days))
    assert strength > 0.99
    assert strength == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("times,days,expected", [(1, 1, 0.101149), (1, 2, 0.054816)])
def test_the_same_checks_weigh_less_when_less_is_asked(times: int, days: int, expected: float) -> None:
    assert strength_on(check_in(times, days), in_a_row(2)) == pytest.approx(expected, abs=1e-6)


def test_two_in_three_days_follows_loops_sample_export() -> None:
    """`002 Wake up early` of Loop's sample, 16 to 25 January 2015; its checks, by day of the month."""
    expected = [0.0107, 0.0315, 0.0515, 0.0706, 0.0995, 0.1379, 0.1746, 0.1991, 0.2226, 0.2557]
    first = date(2015, 1, 16).toordinal()
    marks = done(*(date(2015, 1, day).toordinal() for day in (16, 17, 20, 21, 22, 25)))
    series = history(terms_of(check_in(2, 3)), marks, range(first, first + 10))
    assert list(series.values()) == pytest.approx(expected, abs=5e-5)


def test_amounts_count_over_the_goals_days() -> None:
    goal = amount_in(7, 70.0)
    marks = [Mark(TODAY - 1, State.DONE, 35_000_000), Mark(TODAY, State.DONE, 70_000_000)]
    keep = multiplier(goal)
    series = history(terms_of(goal), marks, [TODAY - 1, TODAY, TODAY + 6])
    assert series[TODAY - 1] == pytest.approx(0.5 * (1 - keep))
    assert series[TODAY] == pytest.approx(0.5 * (1 - keep) * keep + (1 - keep))


def test_strength_is_0_before_the_first_entry_and_without_any() -> None:
    assert strength_on(check_in(), done(TODAY + 1)) == 0.0
    assert strength_on(check_in(), []) == 0.0
    assert history(terms_of(check_in()), [], []) == {}
