"""What the machine chooses from: when and where lives begin, and goals, amounts and days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import strategies as st
from tests.model.things import DAY, Goal

# Just before clocks change, years end, leap days come, and an island moves over the date line.
STARTS = [
    (datetime(2026, 3, 27, 12, tzinfo=UTC), ["Europe/Berlin"]),
    (datetime(2026, 10, 23, 12, tzinfo=UTC), ["Europe/Berlin"]),
    (datetime(2026, 3, 6, 12, tzinfo=UTC), ["America/New_York"]),
    (datetime(2026, 10, 30, 12, tzinfo=UTC), ["America/New_York", "Asia/Kathmandu"]),
    (datetime(2026, 4, 3, 12, tzinfo=UTC), ["Australia/Lord_Howe"]),
    (datetime(2026, 4, 22, 12, tzinfo=UTC), ["Africa/Cairo", "UTC"]),
    (datetime(2027, 12, 28, 12, tzinfo=UTC), ["Asia/Tokyo", "Pacific/Honolulu"]),
    (datetime(2028, 2, 26, 12, tzinfo=UTC), ["Europe/Berlin"]),
    (datetime(2011, 12, 26, 12, tzinfo=UTC), ["Pacific/Apia"]),
]
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Africa/Cairo",
    "Australia/Lord_Howe",
]
DAY_STARTS = [0, 0, 120, 180, 240, 1320]

AMOUNTS = ["0", "0.1", "0.7", "1", "2", "3.5", "10"]
TARGETS = [Fraction(1, 2), Fraction(4, 5), Fraction(2), Fraction(5), Fraction(12)]
LIMITS = [Fraction(0), *TARGETS]

in_the_past = st.sampled_from([0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 9, 13, 20, 31, 45])
weekday_sets = st.frozensets(st.integers(1, 7), min_size=1, max_size=6)


@st.composite
def goals(draw: st.DrawFn, kind: str, measure: str) -> Goal:
    quits, counts = kind == "quit", measure != "check"
    target = draw(st.sampled_from(LIMITS if quits else TARGETS)) if counts else None
    schedules = ["daily", "weekdays"]
    if counts or not quits:
        schedules += ["weekly", "weekly", "monthly", "window", "window"]
    if not quits:
        schedules += ["interval"]
    schedule = draw(st.sampled_from(schedules))
    if schedule == "weekdays":
        return Goal(schedule, weekdays=draw(weekday_sets), target=target)
    if schedule == "interval":
        anchor = date(2026, 1, 1) + draw(st.integers(-3, 3)) * DAY
        return Goal(schedule, days=draw(st.sampled_from([2, 3, 5, 14])), anchor=anchor, target=target)
    if schedule == "daily":
        return Goal(target=target)
    sums = counts and (quits or draw(st.booleans()))
    times, days, first_weekday = 1, 1, 1
    if schedule == "weekly":
        first_weekday = draw(st.sampled_from([1, 1, 3, 6, 7]))
        times = draw(st.integers(1, 7))
    if schedule == "monthly":
        times = draw(st.sampled_from([1, 4, 12, 31]))
    if schedule == "window":
        days = draw(st.sampled_from([2, 3, 3, 4, 5, 7, 7, 10, 30, 31]))
        times = draw(st.integers(1, min(days - 1, 6)))
    return Goal(schedule, 1 if sums else times, days, target=target, sums=sums, first_weekday=first_weekday)


def kindred(goal: Goal) -> st.SearchStrategy[Goal]:
    """The same schedule, a little more or less of it."""
    if goal.schedule in {"weekly", "monthly", "window"} and not goal.sums:
        most = {"weekly": 7, "monthly": 31, "window": goal.days - 1}[goal.schedule]
        return st.integers(1, min(most, 6)).map(lambda times: replace(goal, times=times))
    if goal.target is not None:
        return st.sampled_from(TARGETS).map(lambda target: replace(goal, target=target))
    return st.just(goal)
