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
        "steps": None,
        "reason": None,
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
    assert second["window"] == {
        "done": 3,
        "needed": 8,
        "first": "2026-11-20",
        "last": "2026-11-20",
        "is_safe_to_skip": False,
    }
    assert (third["due"], third["state"], third["look"]) == (False, "none", "none")
    assert third["window"] == {
        "done": 2,
        "needed": 2,
        "first": "2026-11-14",
        "last": "2026-11-20",
        "is_safe_to_skip": True,
    }
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


STEPS = [
    {"id": "warm-up", "name": "Warm up"},
    {"id": "stretch", "name": "Stretch"},
    {"id": "cool", "name": "Cool"},
]


def make(person, **more):
    body = {"name": "Stretch", "measure": "check", "color": "sage", "icon": "leaf", "section": "morning"}
    response = person.post("/habits", body | {"goal": {"schedule": "daily"}} | more)
    assert response.status_code == 201, response.text
    return response.json()["id"]


def test_a_checklist_is_partly_done_until_every_step_is_ticked(mira) -> None:
    habit_id = make(mira, steps=STEPS)
    some = write(mira, habit_id, steps=["warm-up", "cool"], at=NOON - timedelta(minutes=2)).json()
    assert (some["entry"]["state"], some["entry"]["steps"]) == ("partial", ["warm-up", "cool"])
    assert some["entry"]["amount"] is None
    assert (some["day"]["done"], some["habit"]["streak"]) == (0, 0)
    item = mira.get("/today").json()["habits"][0]
    assert (item["look"], item["ticked"]) == ("partial", ["warm-up", "cool"])
    assert [step["id"] for step in item["steps"]] == ["warm-up", "stretch", "cool"]
    every = write(mira, habit_id, steps=["stretch", "cool", "warm-up"]).json()
    assert (every["entry"]["state"], every["day"]["done"], every["habit"]["streak"]) == ("done", 1, 1)
    assert write(mira, habit_id, steps=["stretch", "cool", "warm-up"]).json() == every


def test_a_checklist_called_done_has_all_its_steps(mira) -> None:
    habit_id = make(mira, steps=STEPS)
    truth = write(mira, habit_id).json()
    assert (truth["entry"]["state"], truth["entry"]["steps"], truth["entry"]["amount"]) == (
        "done",
        None,
        None,
    )


def test_a_checklist_with_nothing_ticked_is_open(mira) -> None:
    habit_id = make(mira, steps=STEPS)
    write(mira, habit_id, steps=["cool"], at=NOON - timedelta(minutes=2))
    truth = write(mira, habit_id, steps=[]).json()
    assert (truth["entry"]["state"], truth["day"]["done"]) == ("none", 0)
    assert mira.get("/today").json()["habits"][0]["look"] == "open"


@pytest.mark.parametrize("steps", [["sprint"], ["cool", "sprint"]])
def test_a_step_that_is_none_is_refused(mira, steps) -> None:
    for habit_id in (make(mira, steps=STEPS), make(mira)):
        answer = write(mira, habit_id, steps=steps)
        assert (answer.status_code, answer.json()["code"]) == (409, "step_unknown")


def test_a_skipped_day_may_say_why(mira) -> None:
    habit_id = make(mira)
    write(mira, habit_id, 1)
    truth = write(mira, habit_id, state="skipped", reason="sick").json()
    assert (truth["entry"]["state"], truth["entry"]["reason"]) == ("skipped", "sick")
    assert (truth["habit"]["streak"], truth["day"]) == (1, {"date": "2026-11-20", "due": 0, "done": 0})
    item = mira.get("/today").json()["habits"][0]
    assert (item["look"], item["reason"], item["due"]) == ("skipped", "sick", False)
    done = write(mira, habit_id, at=NOON + timedelta(seconds=1)).json()
    assert done["entry"]["reason"] is None


def test_a_quit_day_is_kept_once_it_is_over_or_said_to_be(mira) -> None:
    habit_id = make(mira, kind="quit", begins_on=str(TODAY - timedelta(days=3)))
    today = mira.get("/today").json()
    assert (today["due"], today["done"]) == (1, 0)
    assert (today["habits"][0]["streak"], today["habits"][0]["look"]) == (3, "open")
    assert mira.get(f"/days/{TODAY - timedelta(days=1)}").json()["done"] == 1
    kept = write(mira, habit_id, at=NOON - timedelta(minutes=2)).json()
    assert (kept["habit"]["streak"], kept["day"]["done"]) == (4, 1)
    lapsed = write(mira, habit_id, state="lapsed", note="a bad evening").json()
    assert (lapsed["entry"]["state"], lapsed["habit"]["streak"], lapsed["habit"]["longest_streak"]) == (
        "lapsed",
        0,
        3,
    )
    assert lapsed["day"] == {"date": "2026-11-20", "due": 1, "done": 0}


def test_a_limit_is_kept_until_it_is_passed(mira) -> None:
    goal = {"schedule": "daily", "target": 2}
    habit_id = make(mira, kind="quit", measure="amount", unit="cups", goal=goal)
    for cups, state, done in ((1, "done", 1), (2, "done", 1), (3, "lapsed", 0)):
        truth = write(mira, habit_id, amount=cups, at=NOON - timedelta(minutes=9 - cups)).json()
        assert (truth["entry"]["state"], truth["entry"]["amount"], truth["day"]["done"]) == (
            state,
            cups,
            done,
        )


def test_skips_are_a_months_budget(mira) -> None:
    habit_id = make(mira, skip_budget=2)
    for ago in (1, 2, 25, 26):
        assert write(mira, habit_id, ago, state="skipped").status_code == 200
    refusal = write(mira, habit_id, 3, state="skipped")
    assert (refusal.status_code, refusal.json()["code"]) == (409, "skip_budget_spent")
    assert write(mira, habit_id, 1, state="skipped", reason="rest").status_code == 200, (
        "it is skipped already"
    )
    write(mira, habit_id, 1, at=NOON + timedelta(seconds=1))
    assert write(mira, habit_id, 3, state="skipped").status_code == 200
    assert write(mira, make(mira, skip_budget=0), state="skipped").json()["code"] == "skip_budget_spent"


def test_what_is_free_today_can_be_skipped_safely(mira) -> None:
    """Friday; twice a week, and Saturday and Sunday are left."""
    habit_id = make(mira, goal={"schedule": "weekly", "times": 2})
    item = mira.get("/today").json()["habits"][0]
    assert (item["due"], item["window"]["is_safe_to_skip"]) == (False, True)
    assert (item["window"]["first"], item["window"]["last"]) == ("2026-11-16", "2026-11-22")
    assert write(mira, habit_id).json()["day"] == {"date": "2026-11-20", "due": 1, "done": 1}


@pytest.mark.parametrize(
    "more,pointer",
    [
        ({"state": "skipped", "steps": ["cool"]}, "/steps"),
        ({"steps": ["cool"], "amount": 1}, "/steps"),
        ({"steps": ["x" * 41]}, "/steps/0"),
        ({"reason": "sick"}, "/reason"),
        ({"state": "skipped", "reason": "lazy"}, "/reason"),
    ],
)
def test_what_does_not_go_together_is_named(mira, more, pointer: str) -> None:
    answer = write(mira, make(mira, steps=STEPS), **more)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
