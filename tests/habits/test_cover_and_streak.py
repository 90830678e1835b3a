"""Automatic days and streaks, on small weeks drawn as letters: x done, s skipped, . nothing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.habits import amount_in, check_in, course_of

from habitus.habits.rules.cover import filled_days, interval_length, intervals
from habitus.habits.rules.days import listed
from habitus.habits.rules.goal import DAILY, Goal, Schedule
from habitus.habits.rules.log import Mark, State
from habitus.habits.rules.rollup import figures, recomputed

FIRST = date(2026, 9, 7).toordinal()
STATES = {"x": State.DONE, "s": State.SKIPPED}


def marks(drawn: str) -> list[Mark]:
    return [Mark(FIRST + at, STATES[mark], None) for at, mark in enumerate(drawn) if mark != "."]


def streak(drawn: str, goal: Goal) -> tuple[int, int]:
    return streak_of(goal, marks(drawn), FIRST + len(drawn) - 1)


def streak_of(goal: Goal, entered: list[Mark], today: int) -> tuple[int, int]:
    course = course_of(goal, entered, FIRST)
    now = figures(course, recomputed(course, entered, today).opening, today)
    return now.streak, now.longest


@pytest.mark.parametrize(
    "drawn,expected",
    [
        ("", (0, 0)),
        ("x", (1, 1)),
        ("xxx", (3, 3)),
        ("xxx.", (3, 3)),  # today is open
        ("xxx..", (0, 3)),
        ("xxxs", (3, 3)),
        ("xxsx", (3, 3)),  # a skip neither adds nor breaks
        ("xxs.x", (1, 2)),
        ("ssss", (0, 0)),
        ("xxx.x", (1, 3)),
    ],
)
def test_daily_streaks(drawn: str, expected: tuple[int, int]) -> None:
    assert streak(drawn, check_in()) == expected


@pytest.mark.parametrize(
    "drawn,expected",
    [
        ("x......", (7, 7)),  # one done day keeps its week
        ("x.......", (7, 7)),  # the day after it is open
        ("x........", (0, 7)),
        ("x...x......", (14, 14)),  # both weeks count in full: the first moves into the past
        ("x......s.", (7, 7)),
    ],
)
def test_once_a_week_fills_in_the_days_between(drawn: str, expected: tuple[int, int]) -> None:
    assert streak(drawn, check_in(1, 7)) == expected


def test_weeks_slide_into_the_past_until_they_touch() -> None:
    """Checks on days 0 and 3 at once in 7 days: [3, 9] stays, [0, 6] moves to [-4, 2]."""
    snapped = intervals([FIRST, FIRST + 3], check_in(1, 7))
    assert [(one.begin - FIRST, one.end - FIRST) for one in snapped] == [(3, 9), (-4, 2)]


def test_a_week_slides_no_further_than_the_check_that_earned_it() -> None:
    """Twice in 7 days, on days 0, 5 and 6: the end comes back to the run's last day only."""
    snapped = intervals([FIRST, FIRST + 5, FIRST + 6], check_in(2, 7))
    assert [(one.begin - FIRST, one.center - FIRST, one.end - FIRST) for one in snapped] == [
        (5, 6, 11),
        (-1, 5, 5),
    ]


def test_a_run_that_takes_too_long_earns_nothing() -> None:
    assert list(intervals([FIRST, FIRST + 7], check_in(2, 7))) == []
    assert list(intervals([FIRST], check_in(2, 7))) == []


@pytest.mark.parametrize(
    "begin,days,length",
    [
        (date(2026, 1, 15), 30, 31),
        (date(2026, 2, 1), 31, 28),
        (date(2026, 1, 31), 30, 28),  # a month's last day takes the next month's length
        (date(2028, 1, 31), 30, 29),
        (date(2026, 12, 31), 31, 31),
        (date(2026, 1, 15), 28, 28),
    ],
)
def test_thirty_and_thirtyone_days_mean_a_month(begin: date, days: int, length: int) -> None:
    assert interval_length(begin.toordinal(), days) == length


def test_a_skipped_day_inside_a_filled_week_stays_skipped() -> None:
    course = course_of(check_in(1, 7), marks("x.s"), FIRST)
    assert listed(filled_days(course, FIRST, FIRST + 9), 0) == [0, 1, 3, 4, 5, 6]


def test_an_amount_over_several_days_covers_the_days_on_which_it_is_reached() -> None:
    entered = [Mark(FIRST, State.DONE, 70_000_000)]
    counted = [streak_of(amount_in(7, 70.0), entered, FIRST + later)[0] for later in range(9)]
    assert counted == [1, 2, 3, 4, 5, 6, 7, 7, 0]


def test_n_in_n_days_is_every_day() -> None:
    assert check_in(7, 7) == DAILY


WEEKLY = Goal(Schedule.WEEKLY, 2, 7)


@pytest.mark.parametrize(
    "drawn,expected",
    [
        ("x......", (0, 0)),  # FIRST is a Monday, and the Sunday is not over
        ("xx", (1, 1)),  # a week counts as soon as it is reached
        ("x..x...", (1, 1)),
        ("x..x...x", (1, 1)),
        ("x..x....xx", (2, 2)),
        ("x..x...x......", (1, 1)),
        ("x..x...x.......", (0, 1)),
        ("x..x...sssssss.", (1, 1)),  # a week at rest asks nothing
        ("x..x...ssssx...", (2, 2)),  # three of its days ask for one
    ],
)
def test_weeks_count_as_weeks(drawn: str, expected: tuple[int, int]) -> None:
    assert streak(drawn, WEEKLY) == expected
