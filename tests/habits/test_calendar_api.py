"""Months and years over HTTP, on both databases."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from tests.factories.habit_api import DAILY, create, on, pointers, refused, tapped
from tests.factories.jobs import drain


def years(person, first: int, last: int, habit=None):
    more = "" if habit is None else f"&habit_id={habit['id']}"
    return person.get(f"/calendar/years?first={first}&last={last}{more}")


def test_the_month_counts_days_and_habits(mira) -> None:
    read, water = (
        create(mira, name="Read"),
        create(mira, name="Water", measure="amount", unit="glasses", goal=DAILY | {"target": 8}),
    )
    tapped(mira, read, 0, 1, 2)
    tapped(mira, water, 1, amount=8)
    tapped(mira, water, 0, amount=3)
    month = mira.get("/calendar/2026-11").json()
    assert (month["month"], month["today"], month["earliest"]) == ("2026-11", "2026-11-20", "2026-11-18")
    counts = {day["date"][-2:]: (day["due"], day["done"]) for day in month["days"]}
    assert len(counts) == 20
    assert {day: counts[day] for day in ("17", "18", "19", "20")} == {
        "17": (0, 0),
        "18": (1, 1),
        "19": (2, 2),
        "20": (2, 1),
    }
    shown = {habit["name"]: habit for habit in month["habits"]}
    assert (shown["Read"]["done"], shown["Read"]["due"], shown["Read"]["streak"]) == (3, 3, 3)
    assert (shown["Read"]["rate"], shown["Water"]["rate"]) == (1, 0.5)
    assert [day["state"] for day in shown["Water"]["week"]] == ["none"] * 5 + ["done", "partial"]
    assert shown["Water"]["week"][-1]["date"] == "2026-11-20"


def test_a_digit_tells_of_each_day(mira) -> None:
    """1 done + 2 partial + 4 at rest + 8 due, from the 1st to today, the 20th."""
    habit = create(mira, measure="amount", goal=DAILY | {"target": 8}, begins_on=on(5))
    tapped(mira, habit, 4, amount=8)
    tapped(mira, habit, 3, amount=2)
    tapped(mira, habit, 2, state="skipped")
    mira.post("/pauses", {"first": on(1), "last": on(1)})
    (shown,) = mira.get("/calendar/2026-11").json()["habits"]
    assert shown["days"] == "0" * 14 + "89a448"
    assert (shown["due"], shown["done"]) == (4, 1)


def test_other_months_are_past_or_empty(mira) -> None:
    habit = create(mira)
    tapped(mira, habit, 40)
    october = mira.get("/calendar/2026-10").json()
    assert len(october["days"]) == 31
    assert sum(day["due"] for day in october["days"]) == 21
    assert october["habits"][0]["week"][-1] == {"date": "2026-10-31", "state": "missed"}
    assert october["habits"][0]["rate"] == pytest.approx(1 / 21)
    assert mira.get("/calendar/2026-09").json()["habits"] == []
    december = mira.get("/calendar/2026-12").json()
    assert (december["days"], december["habits"]) == ([], [])


def test_a_month_in_which_nothing_was_due_has_no_rate(mira) -> None:
    create(mira, begins_on=on(5))
    mira.post("/pauses", {"first": on(9), "last": on(0)})
    (shown,) = mira.get("/calendar/2026-11").json()["habits"]
    assert (shown["due"], shown["done"], shown["rate"]) == (0, 0, None)


@pytest.mark.parametrize("name", ["2026-13", "2026-1", "0000-01", "november", "1899-12", "2200-01"])
def test_a_month_that_is_none_is_refused(mira, name: str) -> None:
    assert mira.get(f"/calendar/{name}").status_code == 422


def test_a_year_holds_a_digit_and_two_numbers_for_each_day_up_to_today(mira) -> None:
    read, run = create(mira, name="Read"), create(mira, name="Run", begins_on=on(3))
    tapped(mira, read, 0, 1)
    tapped(mira, run, 1)
    year = years(mira, 2026, 2026).json()
    assert (year["first"], year["last"], year["today"]) == ("2026-01-01", "2026-12-31", "2026-11-20")
    assert (year["earliest"], year["first_weekday"]) == (on(3), 1)
    days = (date(2026, 11, 20) - date(2026, 1, 1)).days + 1
    assert len(year["due"]) == len(year["done"]) == days
    assert (year["due"][-5:], year["done"][-5:]) == ([0, 1, 1, 2, 2], [0, 0, 0, 2, 1])
    shown = {habit["name"]: habit["days"] for habit in year["habits"]}
    assert {len(digits) for digits in shown.values()} == {days}
    assert (shown["Read"][-5:], shown["Run"][-5:]) == ("00099", "08898")


def test_one_habit_alone_has_its_own_numbers(mira) -> None:
    read, run = create(mira, name="Read"), create(mira, name="Run", begins_on=on(3))
    tapped(mira, read, 0, 1)
    year = years(mira, 2026, 2026, run).json()
    assert [habit["name"] for habit in year["habits"]] == ["Run"]
    assert (year["due"][-5:], year["done"][-5:]) == ([0, 1, 1, 1, 1], [0, 0, 0, 0, 0])


def test_several_years_are_one_row_of_days(mira, db) -> None:
    habit = create(mira)
    tapped(mira, habit, 0, 400, 800)
    for _ in range(2):
        both = years(mira, 2025, 2026).json()
        apart = [years(mira, year, year).json() for year in (2025, 2026)]
        assert both["due"] == apart[0]["due"] + apart[1]["due"]
        assert both["done"] == apart[0]["done"] + apart[1]["done"]
        assert both["habits"][0]["days"] == "".join(year["habits"][0]["days"] for year in apart)
        assert years(mira, 2026, 2025).json() == both
        drain(db)
    assert sum(both["done"]) == 2


def test_years_to_come_and_years_without_anything_are_empty(mira) -> None:
    assert years(mira, 2026, 2026).json()["habits"] == []
    habit = create(mira)
    tapped(mira, habit, 0)
    later = years(mira, 2027, 2030).json()
    assert (later["due"], later["done"], later["habits"]) == ([], [], [])
    assert (later["first"], later["last"]) == ("2027-01-01", "2030-12-31")
    assert years(mira, 2027, 2027, habit).json()["habits"][0]["days"] == ""
    before = years(mira, 2020, 2020).json()
    assert (sum(before["due"]), len(before["due"]), before["habits"]) == (0, 366, [])


def test_a_stranger_sees_no_habits_year(mira, stranger) -> None:
    habit = create(mira)
    refused(years(stranger, 2026, 2026, habit), 404, "habit_not_found")
    refused(years(mira, 2026, 2026, {"id": UUID(int=7)}), 404, "habit_not_found")
    assert years(stranger, 2026, 2026).json()["habits"] == []


@pytest.mark.parametrize(
    "query", ["first=1899&last=2026", "first=2026&last=2200", "first=x&last=2026", "first=2026"]
)
def test_years_that_are_none_are_refused(mira, query: str) -> None:
    assert pointers(mira.get(f"/calendar/years?{query}"))
