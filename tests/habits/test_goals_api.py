"""Asking for something else from a day on, over HTTP, on both databases."""

from __future__ import annotations

import pytest
from tests.factories.habit_api import DAILY, create, looks, on, pointers, read, refused, tap, tapped


def set_goal(person, habit, goal, **more):
    return person.put(f"/habits/{habit['id']}/goal", {"goal": goal, **more})


def dues(person, *ago: int) -> list[int]:
    return [person.get(f"/days/{on(days)}").json()["due"] for days in ago]


def versions(habit) -> list[tuple[str, str]]:
    return [(goal["from_day"], goal["schedule"]) for goal in habit["goals"]]


def test_from_today_on_what_was_asked_before_stays(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 3, 2, 1)
    answer = set_goal(mira, habit, {"schedule": "weekdays", "weekdays": [1]})
    assert answer.status_code == 200
    changed = answer.json()
    assert versions(changed) == [(on(9), "daily"), (on(0), "weekdays")]
    assert (changed["goal"], changed["streak"]) == (changed["goals"][-1], 3)
    assert dues(mira, 9, 1, 0) == [1, 1, 0]
    assert looks(mira, habit) == "mmmddd."
    assert set_goal(mira, habit, {"schedule": "weekdays", "weekdays": [1]}).json() == changed
    assert read(mira, habit) == changed


def test_since_a_day_the_past_is_judged_again(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 9, 8, 7, 4, 1)
    assert read(mira, habit)["streak"] == 1
    changed = set_goal(mira, habit, {"schedule": "interval", "days": 3, "anchor": on(4)}, since=on(6)).json()
    assert versions(changed) == [(on(9), "daily"), (on(6), "interval")]
    assert (changed["streak"], changed["longest_streak"]) == (5, 5)
    assert dues(mira, 7, 6, 5, 4) == [1, 0, 0, 1]
    again = set_goal(mira, habit, DAILY, since=on(5)).json()
    assert versions(again) == [(on(9), "daily"), (on(6), "interval"), (on(5), "daily")]
    assert again["streak"] == 1


@pytest.mark.parametrize("since", [on(9), on(400)])
def test_from_the_beginning_there_is_one_goal(mira, since: str) -> None:
    habit = create(mira, begins_on=on(9))
    set_goal(mira, habit, {"schedule": "weekly", "times": 2})
    changed = set_goal(mira, habit, {"schedule": "weekdays", "weekdays": [5]}, since=since).json()
    assert [goal["schedule"] for goal in changed["goals"]] == ["weekdays"]
    assert dues(mira, 9, 7, 0) == [0, 1, 1]


def test_days_brought_in_before_the_habit_was_made_keep_what_was_asked(mira) -> None:
    habit = create(mira)
    tapped(mira, habit, *range(1, 6))
    changed = set_goal(mira, habit, {"schedule": "weekdays", "weekdays": [1]}).json()
    assert versions(changed) == [(on(5), "daily"), (on(0), "weekdays")]
    assert changed["streak"] == 5
    assert dues(mira, 3, 0) == [1, 0]


def test_a_goal_in_another_unit_begins_a_new_streak_and_keeps_the_strength(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 3, 2, 1)
    before = read(mira, habit)
    changed = set_goal(mira, habit, {"schedule": "weekly", "times": 5}).json()
    assert (before["streak"], before["streak_unit"]) == (3, "day")
    assert (changed["streak"], changed["longest_streak"], changed["streak_unit"]) == (0, 0, "week")
    assert 0 < changed["strength"] < 1


def test_a_target_changes_from_today_on(mira) -> None:
    habit = create(mira, measure="amount", goal=DAILY | {"target": 2}, begins_on=on(3))
    tapped(mira, habit, 2, 1, 0, amount=3)
    assert set_goal(mira, habit, DAILY | {"target": 5}).json()["streak"] == 2
    assert looks(mira, habit) == "...mddp"
    assert set_goal(mira, habit, DAILY | {"target": 5}, since=on(1)).json()["streak"] == 0
    assert looks(mira, habit) == "...mdpp"


@pytest.mark.parametrize(
    "goal,more",
    [
        (DAILY, {"since": on(-1)}),
        ({"schedule": "weekdays"}, {}),
        ({"schedule": "weekly", "times": 8}, {}),
        (DAILY | {"target": 3}, {}),
    ],
)
def test_what_cannot_be_asked_is_refused(mira, goal, more) -> None:
    habit = create(mira)
    refused(set_goal(mira, habit, goal, **more), 409, "goal_not_allowed")
    assert read(mira, habit) == habit


def test_an_amount_needs_a_target(mira) -> None:
    habit = create(mira, measure="minutes", goal=DAILY | {"target": 20})
    refused(set_goal(mira, habit, DAILY), 409, "goal_not_allowed")
    refused(set_goal(mira, habit, DAILY | {"target": 0}), 409, "goal_not_allowed")


@pytest.mark.parametrize(
    "body,pointer",
    [
        ({}, "/goal"),
        ({"goal": {"schedule": "hourly"}}, "/goal/schedule"),
        ({"goal": {"times": 3, "days": 2}}, "/goal/days"),
        ({"goal": DAILY, "since": "yesterday"}, "/since"),
        ({"goal": DAILY, "since": "1899-12-31"}, "/since"),
        ({"goal": DAILY, "surprise": 1}, "/surprise"),
    ],
)
def test_what_does_not_fit_is_named(mira, body, pointer: str) -> None:
    assert pointer in pointers(mira.put(f"/habits/{create(mira)['id']}/goal", body))


def test_the_day_is_counted_by_the_new_goal_at_once(mira) -> None:
    habit = create(mira, begins_on=on(9))
    assert tap(mira, habit, 1).json()["day"] == {"date": on(1), "due": 1, "done": 1}
    set_goal(mira, habit, {"schedule": "weekdays", "weekdays": [1]}, since=on(4))
    assert mira.get(f"/days/{on(1)}").json()["due"] == 1, "a done day counts also where it was not due"
    assert mira.get(f"/days/{on(2)}").json()["due"] == 0
    shown = mira.get("/calendar/2026-11").json()["days"]
    assert {day["date"]: day["due"] for day in shown if day["date"] >= on(6)} == {
        on(6): 1,
        on(5): 1,
        on(4): 1,
        on(3): 0,
        on(2): 0,
        on(1): 1,
        on(0): 0,
    }
