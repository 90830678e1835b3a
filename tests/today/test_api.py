"""Today and the check-off over HTTP, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from tests.conftest import NOON

DAILY = {"times": 1, "days": 1}
TODAY = NOON.date()


def create(person, name="Stretch", *, measure="check", **goal):
    body = {
        "name": name,
        "measure": measure,
        "color": "sage",
        "icon": "leaf",
        "section": "morning",
        "goal": DAILY | goal,
    }
    return person.post("/habits", body).json()["id"]


def write(person, habit_id, ago=0, state="done", *, at: datetime = NOON, **more):
    body = {"state": state, "tapped_at": at.isoformat(), "zone": "Europe/Berlin"} | more
    return person.put(f"/habits/{habit_id}/entries/{TODAY - timedelta(days=ago)}", body)


def test_a_check_off_answers_with_the_truth_afterwards(mira) -> None:
    habit_id = create(mira)
    write(mira, habit_id, 1)
    answer = write(mira, habit_id, note="by the river")
    assert answer.status_code == 200
    truth = answer.json()
    assert truth["entry"] == {
        "habit_id": habit_id,
        "day": "2026-11-20",
        "state": "done",
        "amount": None,
        "note": "by the river",
        "tapped_at": "2026-11-20T12:00:00Z",
    }
    assert (truth["habit"]["streak"], truth["habit"]["longest_streak"]) == (2, 2)
    assert truth["habit"]["strength"] == pytest.approx(0.101149, abs=1e-6)
    assert truth["day"] == {"date": "2026-11-20", "due": 1, "done": 1}


def test_the_same_check_off_again_answers_the_same(mira) -> None:
    habit_id = create(mira)
    assert write(mira, habit_id).json() == write(mira, habit_id).json()


def test_taking_a_mark_back_restores_the_day(mira) -> None:
    habit_id = create(mira)
    write(mira, habit_id, at=NOON - timedelta(minutes=2))
    truth = write(mira, habit_id, state="none").json()
    assert truth["entry"]["state"] == "none"
    assert truth["habit"] == {"streak": 0, "longest_streak": 0, "strength": 0}
    assert truth["day"] == {"date": "2026-11-20", "due": 1, "done": 0}


def test_an_older_tap_that_arrives_late_changes_nothing(mira) -> None:
    habit_id = create(mira)
    write(mira, habit_id)
    late = write(mira, habit_id, state="none", at=NOON - timedelta(hours=1)).json()
    assert (late["entry"]["state"], late["day"]["done"]) == ("done", 1)


def test_an_increment_counts_once_and_becomes_done_at_the_target(mira) -> None:
    habit_id = create(mira, measure="amount", target=2)
    first = write(mira, habit_id, increment=1, client_id="a").json()
    assert (first["entry"]["state"], first["entry"]["amount"], first["day"]["done"]) == ("partial", 1, 0)
    assert write(mira, habit_id, increment=1, client_id="a").json() == first
    second = write(mira, habit_id, increment=1, client_id="b").json()
    assert (second["entry"]["state"], second["entry"]["amount"], second["day"]["done"]) == ("done", 2, 1)


def test_today_has_it_all_in_one_answer(mira) -> None:
    stretch, water = create(mira), create(mira, "Water", measure="amount", target=8)
    run = create(mira, "Run", times=2, days=7)
    write(mira, stretch, 1)
    write(mira, stretch, note="at last")
    write(mira, water, amount=3)
    write(mira, run, 2)
    write(mira, run, 1)
    day = mira.get("/today").json()
    assert (day["date"], day["today"], day["due"], day["done"]) == ("2026-11-20", "2026-11-20", 2, 1)
    first, second, third = day["habits"]
    assert (first["name"], first["due"], first["state"], first["note"]) == (
        "Stretch",
        True,
        "done",
        "at last",
    )
    assert first["week"][-3:] == [
        {"date": "2026-11-18", "state": "none"},
        {"date": "2026-11-19", "state": "done"},
        {"date": "2026-11-20", "state": "done"},
    ]
    assert (second["state"], second["amount"]) == ("partial", 3)
    assert second["window"] == {"done": 3, "needed": 8}
    assert (third["due"], third["state"], third["window"]) == (False, "none", {"done": 2, "needed": 2})
    assert (third["streak"], third["goal"]["times"], third["goal"]["days"]) == (3, 2, 7)
    assert mira.get("/days/2026-11-20").json() == day


def test_a_past_day_shows_what_was_and_the_figures_of_today(mira) -> None:
    habit_id = create(mira)
    for ago in (0, 1, 400):
        write(mira, habit_id, ago)
    day = mira.get(f"/days/{TODAY - timedelta(days=399)}").json()
    assert (day["due"], day["done"], day["today"]) == (1, 0, "2026-11-20")
    assert [look["state"] for look in day["habits"][0]["week"]][-2:] == ["done", "missed"]
    assert day["habits"][0]["streak"] == 2


def test_nobody_checks_off_without_signing_in(client) -> None:
    for method, path in [
        ("GET", "/today"),
        ("GET", "/days/2026-11-20"),
        ("PUT", f"/habits/{uuid4()}/entries/2026-11-20"),
    ]:
        assert client.request(method, f"/api/v1{path}").status_code == 401


def test_a_stranger_checks_off_nothing(mira, stranger) -> None:
    habit_id = create(mira)
    answer = write(stranger, habit_id)
    assert (answer.status_code, answer.json()["code"]) == (404, "habit_not_found")
    assert mira.get("/today").json()["done"] == 0


def test_only_tomorrow_is_open_ahead(mira) -> None:
    habit_id = create(mira)
    assert write(mira, habit_id, -1).status_code == 200
    assert mira.get("/days/2026-11-21").json()["done"] == 1
    for answer in (write(mira, habit_id, -2), mira.get("/days/2026-11-22")):
        assert (answer.status_code, answer.json()["code"]) == (409, "day_not_open")


@pytest.mark.parametrize(
    "more,code",
    [
        ({"state": "lapsed"}, "state_not_allowed"),
        ({"amount": 3}, "amount_not_allowed"),
        ({"increment": 1, "client_id": "a"}, "amount_not_allowed"),
    ],
)
def test_what_the_habit_does_not_take_is_409(mira, more, code: str) -> None:
    answer = write(mira, create(mira), **more)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


@pytest.mark.parametrize(
    "more,pointer",
    [
        ({"state": "frozen"}, "/state"),
        ({"amount": -1}, "/amount"),
        ({"amount": 1e12}, "/amount"),
        ({"amount": "many"}, "/amount"),
        ({"amount": "8"}, "/amount"),
        ({"amount": True}, "/amount"),
        ({"amount": 1, "increment": 1, "client_id": "a"}, "/increment"),
        ({"increment": 1}, "/client_id"),
        ({"state": "skipped", "amount": 1}, "/amount"),
        ({"state": "none", "increment": 1, "client_id": "a"}, "/increment"),
        ({"note": "x" * 2001}, "/note"),
        ({"zone": "Mars/Olympus"}, "/zone"),
        ({"zone": "../etc/passwd"}, "/zone"),
        ({"tapped_at": "2026-11-20T12:00:00"}, "/tapped_at"),
        ({"tapped_at": 1_795_000_000}, "/tapped_at"),
        ({"tapped_at": "1795000000"}, "/tapped_at"),
        ({"tapped_at": "1969-12-31T23:59:59Z"}, "/tapped_at"),
        ({"client_id": ""}, "/client_id"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_does_not_fit_is_named(mira, more, pointer: str) -> None:
    answer = write(mira, create(mira), **more)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("day", ["20261120", "1700000000", "2026-02-30", "2026-11-20T00:00", "today"])
def test_a_day_that_is_none_is_refused(mira, day: str) -> None:
    habit_id = create(mira)
    body = {"state": "done", "tapped_at": NOON.isoformat(), "zone": "UTC"}
    assert mira.put(f"/habits/{habit_id}/entries/{day}", body).status_code == 422
    assert mira.get(f"/days/{day}").status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31"])
def test_days_before_1900_are_not_kept(mira, day: str) -> None:
    """Windows and strips reach back from a day, and there is none before the year 1."""
    create(mira, days=365)
    answer = mira.get(f"/days/{day}")
    assert (answer.status_code, answer.json()["code"]) == (409, "day_not_open")
    assert mira.get("/days/1900-01-01").status_code == 200


def test_sixteen_days_at_once_are_all_stored(mira) -> None:

    habit_id = create(mira)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda ago: write(mira, habit_id, ago), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert mira.get("/today").json()["habits"][0]["streak"] == 16


def test_a_day_that_is_due_is_open_until_it_is_over(mira, clock) -> None:
    create(mira)
    assert mira.get("/today").json()["habits"][0]["week"][-1]["state"] == "open"
    clock.move(minutes=9)
    assert mira.get("/days/2026-11-19").json()["habits"][0]["week"][-1]["state"] == "none"
