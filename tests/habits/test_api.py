"""Habits and the calendar over HTTP, on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.conftest import NOON

DAILY = {"times": 1, "days": 1}


def body(**more):
    return {
        "name": "Stretch",
        "measure": "check",
        "color": "sage",
        "icon": "leaf",
        "section": "morning",
        "goal": DAILY,
    } | more


def create(person, **more):
    response = person.post("/habits", body(**more))
    assert response.status_code == 201, response.text
    return response.json()


def tap(person, habit, ago=0, state="done", **more):
    day = (NOON - timedelta(days=ago)).date().isoformat()
    written = {"state": state, "tapped_at": NOON.isoformat(), "zone": "UTC"} | more
    return person.put(f"/habits/{habit['id']}/entries/{day}", written)


def test_a_habit_is_made_and_read(mira) -> None:
    made = create(mira, unit="", question="Did you stretch?")
    assert made["goal"] == {
        "from_day": "2026-11-20",
        "times": 1,
        "days": 1,
        "target": None,
        "direction": "at_least",
    }
    assert (made["streak"], made["longest_streak"], made["strength"]) == (0, 0, 0)
    assert (made["kind"], made["start"], made["archived_at"]) == ("build", "2026-11-20", None)
    assert mira.get(f"/habits/{made['id']}").json() == made


def test_making_it_twice_makes_one(mira, stranger) -> None:
    mine = str(uuid4())
    assert create(mira, id=mine) == create(mira, id=mine, name="Another name")
    assert len(mira.get("/habits").json()["items"]) == 1
    taken = stranger.post("/habits", body(id=mine))
    assert (taken.status_code, taken.json()["code"]) == (409, "habit_id_taken")


def test_habits_come_in_pages_in_their_order(mira) -> None:
    names = [create(mira, name=f"Habit {number}")["name"] for number in range(5)]
    first = mira.get("/habits?limit=3").json()
    second = mira.get(f"/habits?limit=3&cursor={first['next_cursor']}").json()
    assert [item["name"] for item in first["items"] + second["items"]] == names
    assert second["next_cursor"] is None
    assert mira.get("/habits?archived=true").json()["items"] == []
    assert mira.get("/habits?cursor=nonsense").json()["code"] == "cursor_invalid"


@pytest.mark.parametrize("path", ["/habits", "/calendar/2026-11", f"/habits/{UUID(int=7)}"])
def test_nobody_reads_without_signing_in(client, path: str) -> None:
    assert client.get(f"/api/v1{path}").json()["code"] == "unauthenticated"


def test_a_stranger_finds_nothing(mira, stranger) -> None:
    habit = create(mira)
    answer = stranger.get(f"/habits/{habit['id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, "habit_not_found")
    assert stranger.get("/habits").json()["items"] == []
    assert stranger.get("/calendar/2026-11").json()["habits"] == []


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"name": ""}, "/name"),
        ({"name": "  "}, "/name"),
        ({"name": "x" * 121}, "/name"),
        ({"color": "pink"}, "/color"),
        ({"icon": "Leaf!"}, "/icon"),
        ({"section": "noon"}, "/section"),
        ({"measure": "minutes"}, "/measure"),
        ({"goal": {"times": 0, "days": 1}}, "/goal/times"),
        ({"goal": {"times": 1, "days": 366}}, "/goal/days"),
        ({"goal": {"times": 3, "days": 2}}, "/goal/days"),
        ({"goal": {"times": 3}}, "/goal/days"),
        ({"goal": {"times": True, "days": 1}}, "/goal/times"),
        ({"goal": {"times": "1", "days": 7}}, "/goal/times"),
        ({"measure": "amount"}, "/goal"),
        ({"goal": DAILY | {"target": 3}}, "/goal"),
        ({"measure": "amount", "goal": DAILY | {"target": "8"}}, "/goal/target"),
        ({"measure": "amount", "goal": DAILY | {"target": 0}}, "/goal/target"),
        ({"measure": "amount", "goal": DAILY | {"target": 1e300}}, "/goal/target"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_does_not_fit_is_named(mira, changes, pointer) -> None:
    response = mira.post("/habits", body(**changes))
    assert response.status_code == 422
    assert pointer in [error["pointer"] for error in response.json()["errors"]]


def test_the_month_counts_days_and_habits(mira) -> None:
    read, water = (
        create(mira, name="Read"),
        create(mira, name="Water", measure="amount", unit="glasses", goal=DAILY | {"target": 8}),
    )
    for ago in (0, 1, 2):
        tap(mira, read, ago)
    tap(mira, water, 1, amount=8)
    tap(mira, water, 0, amount=3)
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
    assert [day["state"] for day in shown["Water"]["week"]] == ["none"] * 5 + ["done", "partial"]
    assert shown["Water"]["week"][-1]["date"] == "2026-11-20"


def test_other_months_are_past_or_empty(mira) -> None:
    habit = create(mira)
    tap(mira, habit, 40)
    october = mira.get("/calendar/2026-10").json()
    assert len(october["days"]) == 31
    assert sum(day["due"] for day in october["days"]) == 21
    assert october["habits"][0]["week"][-1] == {"date": "2026-10-31", "state": "missed"}
    assert mira.get("/calendar/2026-09").json()["habits"] == []
    december = mira.get("/calendar/2026-12").json()
    assert (december["days"], december["habits"]) == ([], [])


@pytest.mark.parametrize("name", ["2026-13", "2026-1", "0000-01", "november"])
def test_a_month_that_is_none_is_refused(mira, name: str) -> None:
    assert mira.get(f"/calendar/{name}").status_code == 422
