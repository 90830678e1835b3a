"""Pauses over HTTP, on both databases."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from tests.factories.habit_api import create, looks, on, pointers, read, refused, tap, tapped
from tests.factories.jobs import drain
from tests.factories.people import sign_in_again


def pause(person, **more):
    response = person.post("/pauses", more)
    assert response.status_code == 201, response.text
    return response.json()


def test_days_of_a_pause_break_no_streak(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 6, 5, 1)
    assert (looks(mira, habit), read(mira, habit)["streak"]) == ("ddmmmdo", 1)
    made = pause(mira, habit_id=habit["id"], first=on(4), last=on(2), reason="sick")
    assert made == {
        "id": made["id"],
        "habit_id": habit["id"],
        "first": on(4),
        "last": on(2),
        "reason": "sick",
    }
    assert (looks(mira, habit), read(mira, habit)["streak"]) == ("ddpppdo", 3)
    assert mira.get(f"/days/{on(3)}").json()["due"] == 0
    assert mira.get("/pauses").json()["items"] == [made]


def test_a_day_done_in_a_pause_still_counts(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 3, 1)
    pause(mira, habit_id=habit["id"], first=on(4), last=on(0))
    assert (looks(mira, habit), read(mira, habit)["streak"]) == ("mmpdpdp", 2)
    assert mira.get(f"/days/{on(3)}").json()["done"] == 1
    assert mira.get("/today").json()["due"] == 0


def test_a_pause_of_all_is_one_of_habits_to_come_too(mira) -> None:
    habit = create(mira)
    made = pause(mira, first=on(0))
    assert (made["habit_id"], made["last"], made["reason"]) == (None, None, "vacation")
    later = create(mira, name="Read")
    assert [looks(mira, one)[-1] for one in (habit, later)] == ["p", "p"]
    assert mira.get("/today").json()["due"] == 0


def test_a_pause_of_one_leaves_the_others_alone(mira) -> None:
    habit, other = create(mira), create(mira, name="Read")
    pause(mira, habit_id=habit["id"], first=on(0), last=on(0))
    assert [looks(mira, one)[-1] for one in (habit, other)] == ["p", "o"]
    assert mira.get("/today").json()["due"] == 1


def test_an_open_pause_goes_on_until_it_is_ended(mira, db, clock) -> None:
    habit = create(mira, begins_on=on(5))
    tapped(mira, habit, 2, 1)
    made = pause(mira, first=on(0))
    clock.move(days=10)
    mira = sign_in_again(db, mira)
    drain(db)
    assert (read(mira, habit)["streak"], mira.get("/today").json()["due"]) == (2, 0)
    for _ in range(2):
        ended = mira.patch(f"/pauses/{made['id']}", {"last": on(-9)}).json()
        assert (ended["first"], ended["last"]) == (on(0), on(-9))
    assert mira.get("/today").json()["due"] == 1
    assert read(mira, habit)["streak"] == 2
    assert mira.patch(f"/pauses/{made['id']}", {"last": None}).json()["last"] is None
    assert mira.get("/today").json()["due"] == 0


def test_a_shorter_pause_makes_days_missed(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 5, 1)
    made = pause(mira, first=on(4), last=on(2))
    assert read(mira, habit)["streak"] == 2
    mira.patch(f"/pauses/{made['id']}", {"last": on(3)})
    assert (looks(mira, habit), read(mira, habit)["streak"]) == ("mdppmdo", 1)


def test_a_pause_taken_back_has_never_been(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 5, 1)
    before = (read(mira, habit), mira.get("/calendar/2026-11").json())
    made = pause(mira, first=on(4), last=on(2))
    assert (read(mira, habit), mira.get("/calendar/2026-11").json()) != before
    assert mira.delete(f"/pauses/{made['id']}").status_code == 204
    assert (read(mira, habit), mira.get("/calendar/2026-11").json()) == before
    assert mira.get("/pauses").json()["items"] == []
    refused(mira.delete(f"/pauses/{made['id']}"), 404, "pause_not_found")


def test_a_pause_of_the_far_past_counts_those_days_again(mira, db) -> None:
    habit = create(mira, begins_on=on(200))
    drain(db)
    assert mira.get(f"/days/{on(150)}").json()["due"] == 1
    pause(mira, habit_id=habit["id"], first=on(160), last=on(140))
    for _ in range(2):
        month = mira.get(f"/calendar/{on(150)[:7]}").json()
        shown = {day["date"]: day["due"] for day in month["days"]}
        assert all(due == (not on(160) <= day <= on(140)) for day, due in shown.items())
        drain(db)


def test_many_habits_are_right_at_once_and_after_they_were_recomputed(mira, db) -> None:
    habits = [create(mira, name=f"Habit {number}", begins_on=on(9)) for number in range(8)]
    for habit in habits:
        tapped(mira, habit, 5, 1)
    pause(mira, first=on(4), last=on(2))
    before = (mira.get("/habits").json(), mira.get("/today").json(), mira.get("/calendar/2026-11").json())
    assert {habit["streak"] for habit in before[0]["items"]} == {2}
    tapped(mira, habits[-1], 0)
    assert read(mira, habits[-1])["streak"] == 3
    tapped(mira, habits[-1], 0, state="none")
    drain(db)
    assert mira.get("/calendar/2026-11").json() == before[2]
    assert {habit["streak"] for habit in mira.get("/habits").json()["items"]} == {2}


def test_with_its_own_id_a_pause_is_safe_to_repeat(mira, stranger) -> None:
    mine = str(uuid4())
    made = pause(mira, id=mine, first=on(4), last=on(2))
    assert pause(mira, id=mine, first=on(4), last=on(2)) == made
    assert len(mira.get("/pauses").json()["items"]) == 1
    refused(stranger.post("/pauses", {"id": mine, "first": on(0), "last": on(0)}), 409, "pause_id_taken")


def test_a_stranger_finds_no_pause_and_pauses_no_habit(mira, stranger) -> None:
    habit, made = create(mira), pause(mira, first=on(0), last=on(0))
    for pause_id in (made["id"], UUID(int=7)):
        refused(stranger.patch(f"/pauses/{pause_id}", {"last": None}), 404, "pause_not_found")
        refused(stranger.delete(f"/pauses/{pause_id}"), 404, "pause_not_found")
    asked = {"habit_id": habit["id"], "first": on(0), "last": on(0)}
    refused(stranger.post("/pauses", asked), 404, "habit_not_found")
    assert stranger.get("/pauses").json()["items"] == []
    assert mira.get("/pauses").json()["items"] == [made]


def test_a_pause_that_makes_no_sense_is_refused(mira) -> None:
    refused(mira.post("/pauses", {"first": on(-3)}), 409, "pause_not_allowed")
    made = pause(mira, first=on(-3), last=on(-5))
    path = f"/pauses/{made['id']}"
    refused(mira.patch(path, {"last": None}), 409, "pause_not_allowed")
    refused(mira.patch(path, {"last": on(-2)}), 409, "pause_not_allowed")
    assert mira.get("/pauses").json()["items"] == [made]


def test_the_days_in_the_archive_are_no_pause_to_change(mira, db, clock) -> None:
    habit = create(mira)
    mira.put(f"/habits/{habit['id']}/archive", None)
    clock.move(days=3)
    mira = sign_in_again(db, mira)
    mira.delete(f"/habits/{habit['id']}/archive")
    (away,) = mira.get("/pauses").json()["items"]
    refused(mira.patch(f"/pauses/{away['id']}", {"last": on(0)}), 409, "pause_not_allowed")
    assert mira.delete(f"/pauses/{away['id']}").status_code == 204
    assert looks(mira, habit, day=mira.me.today) == "...mmmo"


@pytest.mark.parametrize(
    "body,pointer",
    [
        ({}, "/first"),
        ({"first": "soon"}, "/first"),
        ({"first": on(0), "last": "2026-02-30"}, "/last"),
        ({"first": on(0), "reason": "archived"}, "/reason"),
        ({"first": on(0), "habit_id": "mine"}, "/habit_id"),
        ({"first": on(0), "surprise": 1}, "/surprise"),
    ],
)
def test_what_does_not_fit_is_named(mira, body, pointer: str) -> None:
    assert pointer in pointers(mira.post("/pauses", body))


def test_a_pause_cannot_end_before_it_begins(mira) -> None:
    assert mira.post("/pauses", {"first": on(0), "last": on(1)}).status_code == 422


def test_a_tap_in_a_paused_week_is_a_done_day(mira) -> None:
    """Four of seven days rest: of three times a week, one is left to do."""
    habit = create(mira, goal={"schedule": "weekly", "times": 3}, begins_on=on(18))
    pause(mira, first=on(4), last=on(1))
    assert read(mira, habit)["streak"] == 0
    window = mira.get("/today").json()["habits"][0]["window"]
    assert (window["done"], window["needed"], window["first"], window["last"]) == (0, 1, on(4), on(-2))
    assert tap(mira, habit).json()["habit"]["streak"] == 1
