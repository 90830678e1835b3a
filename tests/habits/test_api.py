"""Making, changing and putting away habits over HTTP, on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.conftest import NOON
from tests.factories.habit_api import DAILY, create, habit_body, on, pointers, read, refused, tap, tapped
from tests.factories.jobs import drain
from tests.factories.people import sign_in_again

NOBODYS = UUID(int=7)
WHOLE = {
    "name": " Morning round ",
    "kind": "build",
    "measure": "check",
    "unit": "",
    "color": "moss",
    "icon": "leaf",
    "section": "evening",
    "question": "Did you do the round?",
    "description": "Ten minutes, before the coffee.",
    "category": "Body",
    "tags": ["health", "short", "health"],
    "steps": [{"id": "warm-up", "name": "Warm up"}, {"id": "stretch", "name": "Stretch"}],
    "skip_budget": 3,
    "begins_on": "2026-11-10",
    "ends_on": "2027-03-01",
    "reminders": [{"time": "18:30", "weekdays": [1, 5]}, {"time": "07:05"}],
    "goal": {"schedule": "weekdays", "weekdays": [5, 1]},
}


def test_a_habit_is_made_and_read(mira) -> None:
    made = create(mira, question="Did you stretch?")
    assert made["goal"] == {
        "from_day": "2026-11-20",
        "schedule": "daily",
        "times": 1,
        "days": 1,
        "weekdays": [],
        "target": None,
        "per_day": False,
        "direction": "at_least",
        "first_weekday": 1,
        "anchor": None,
    }
    assert made["goals"] == [made["goal"]]
    assert (made["streak"], made["streak_unit"], made["longest_streak"], made["strength"]) == (0, "day", 0, 0)
    assert (made["kind"], made["start"], made["archived_at"]) == ("build", "2026-11-20", None)
    assert (made["steps"], made["tags"], made["reminders"], made["skip_budget"]) == ([], [], [], None)
    assert read(mira, made) == made


def test_every_field_is_kept(mira) -> None:
    made = create(mira, **WHOLE)
    same = ("kind", "measure", "color", "section", "question", "description", "category", "steps")
    assert {name: made[name] for name in same} == {name: WHOLE[name] for name in same}
    assert (made["name"], made["tags"], made["skip_budget"]) == ("Morning round", ["health", "short"], 3)
    assert (made["begins_on"], made["ends_on"], made["start"]) == ("2026-11-10", "2027-03-01", "2026-11-10")
    assert made["reminders"] == [
        {"time": "07:05", "weekdays": [1, 2, 3, 4, 5, 6, 7]},
        {"time": "18:30", "weekdays": [1, 5]},
    ]
    assert (made["goal"]["weekdays"], made["goal"]["times"], made["goal"]["days"]) == ([1, 5], 2, 7)
    assert read(mira, made) == made


@pytest.mark.parametrize(
    "more,expected",
    [
        ({"goal": DAILY}, ("daily", 1, 1, None, False)),
        ({"goal": {"times": 3, "days": 7}}, ("window", 3, 7, None, False)),
        ({"goal": {"times": 7, "days": 7}}, ("daily", 1, 1, None, False)),
        ({"goal": {"schedule": "weekly", "times": 3}}, ("weekly", 3, 7, None, False)),
        ({"goal": {"schedule": "monthly", "times": 10}}, ("monthly", 10, 30, None, False)),
        ({"goal": {"schedule": "interval", "days": 3}}, ("interval", 1, 3, None, False)),
        ({"goal": {"schedule": "interval", "days": 1}}, ("daily", 1, 1, None, False)),
        ({"goal": {"schedule": "weekdays", "weekdays": [1, 2, 3, 4, 5, 6, 7]}}, ("daily", 1, 1, None, False)),
        ({"measure": "amount", "goal": DAILY | {"target": 8}}, ("daily", 1, 1, 8, False)),
        ({"measure": "minutes", "goal": DAILY | {"target": 20.5}}, ("daily", 1, 1, 20.5, False)),
        (
            {"measure": "amount", "goal": {"schedule": "weekly", "target": 20}},
            ("weekly", 1, 7, 20, False),
        ),
        (
            {"measure": "amount", "goal": {"schedule": "weekly", "times": 3, "target": 5, "per_day": True}},
            ("weekly", 3, 7, 5, True),
        ),
        ({"kind": "quit", "goal": DAILY}, ("daily", 1, 1, None, False)),
        ({"kind": "quit", "measure": "amount", "goal": DAILY | {"target": 0}}, ("daily", 1, 1, 0, False)),
        (
            {"kind": "quit", "measure": "amount", "goal": {"schedule": "monthly", "target": 10}},
            ("monthly", 1, 30, 10, False),
        ),
    ],
)
def test_every_kind_of_goal(mira, more, expected) -> None:
    made = create(mira, **more)
    goal = made["goal"]
    assert (goal["schedule"], goal["times"], goal["days"], goal["target"], goal["per_day"]) == expected
    assert goal["direction"] == ("at_most" if made["kind"] == "quit" else "at_least")


def test_weeks_begin_as_the_persons_do_unless_the_goal_says_otherwise(mira) -> None:
    assert mira.patch("/me", {"first_weekday": 7}).status_code == 200
    assert create(mira, goal={"schedule": "weekly", "times": 2})["goal"]["first_weekday"] == 7
    asked = {"schedule": "weekly", "times": 2, "first_weekday": 3}
    assert create(mira, goal=asked)["goal"]["first_weekday"] == 3


def test_every_few_days_counts_from_its_anchor(mira) -> None:
    made = create(mira, goal={"schedule": "interval", "days": 3, "anchor": "2026-11-18"})
    assert made["goal"]["anchor"] == "2026-11-18"
    assert [mira.get(f"/days/{on(ago)}").json()["due"] for ago in (0, -1)] == [0, 1]


def test_making_it_twice_makes_one(mira, stranger) -> None:
    mine = str(uuid4())
    assert create(mira, id=mine) == create(mira, id=mine, name="Another name")
    assert len(mira.get("/habits").json()["items"]) == 1
    refused(stranger.post("/habits", habit_body(id=mine)), 409, "habit_id_taken")


def test_habits_come_in_pages_in_their_order(mira) -> None:
    names = [create(mira, name=f"Habit {number}")["name"] for number in range(5)]
    first = mira.get("/habits?limit=3").json()
    second = mira.get(f"/habits?limit=3&cursor={first['next_cursor']}").json()
    assert [item["name"] for item in first["items"] + second["items"]] == names
    assert second["next_cursor"] is None
    assert mira.get("/habits?archived=true").json()["items"] == []
    assert mira.get("/habits?cursor=nonsense").json()["code"] == "cursor_invalid"


ANY = str(NOBODYS)


@pytest.mark.parametrize(
    "method,path",
    [
        ("GET", "/habits"),
        ("POST", "/habits"),
        ("GET", "/habits/starters"),
        ("PUT", "/habits/order"),
        ("GET", f"/habits/{ANY}"),
        ("PATCH", f"/habits/{ANY}"),
        ("DELETE", f"/habits/{ANY}"),
        ("POST", f"/habits/{ANY}/undelete"),
        ("PUT", f"/habits/{ANY}/goal"),
        ("PUT", f"/habits/{ANY}/archive"),
        ("DELETE", f"/habits/{ANY}/archive"),
        ("GET", f"/habits/{ANY}/ledger"),
        ("GET", f"/habits/{ANY}/summary"),
        ("GET", f"/habits/{ANY}/strength"),
        ("GET", f"/habits/{ANY}/streaks"),
        ("GET", f"/habits/{ANY}/notes"),
        ("GET", "/pauses"),
        ("POST", "/pauses"),
        ("PATCH", f"/pauses/{ANY}"),
        ("DELETE", f"/pauses/{ANY}"),
        ("GET", "/calendar/2026-11"),
        ("GET", "/calendar/years?first=2026&last=2026"),
    ],
)
def test_nobody_comes_in_without_signing_in(client, method: str, path: str) -> None:
    response = client.request(method, f"/api/v1{path}")
    refused(response, 401, "unauthenticated")


@pytest.mark.parametrize(
    "method,path,body",
    [
        ("GET", "", None),
        ("PATCH", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("POST", "/undelete", None),
        ("PUT", "/goal", {"goal": DAILY}),
        ("PUT", "/archive", None),
        ("DELETE", "/archive", None),
        ("GET", "/ledger", None),
        ("GET", "/summary", None),
        ("GET", "/strength", None),
        ("GET", "/streaks", None),
        ("GET", "/notes", None),
    ],
)
def test_a_stranger_finds_no_habit(mira, stranger, method: str, path: str, body) -> None:
    habit = create(mira)
    for habit_id in (habit["id"], NOBODYS):
        response = stranger.request(method, f"/habits/{habit_id}{path}", json=body)
        refused(response, 404, "habit_not_found")
    assert read(mira, habit) == habit
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
        ({"measure": "hours"}, "/measure"),
        ({"kind": "keep"}, "/kind"),
        ({"goal": {"times": 0, "days": 1}}, "/goal/times"),
        ({"goal": {"times": 1, "days": 366}}, "/goal/days"),
        ({"goal": {"times": 3, "days": 2}}, "/goal/days"),
        ({"goal": {"times": 3}}, "/goal/days"),
        ({"goal": {"times": True, "days": 1}}, "/goal/times"),
        ({"goal": {"times": "1", "days": 7}}, "/goal/times"),
        ({"goal": {"schedule": "hourly"}}, "/goal/schedule"),
        ({"goal": {"schedule": "weekdays", "weekdays": [8]}}, "/goal/weekdays/0"),
        ({"goal": DAILY | {"first_weekday": 0}}, "/goal/first_weekday"),
        ({"goal": DAILY | {"surprise": 1}}, "/goal/surprise"),
        ({"measure": "amount"}, "/goal"),
        ({"goal": DAILY | {"target": 3}}, "/goal"),
        ({"measure": "amount", "goal": DAILY | {"target": "8"}}, "/goal/target"),
        ({"measure": "amount", "goal": DAILY | {"target": 0}}, "/goal"),
        ({"measure": "amount", "goal": DAILY | {"target": 1e-9}}, "/goal/target"),
        ({"measure": "amount", "goal": DAILY | {"target": 1e300}}, "/goal/target"),
        ({"tags": ["x" * 31]}, "/tags/0"),
        ({"tags": [" "]}, "/tags/0"),
        ({"category": "x" * 61}, "/category"),
        ({"steps": [{"id": "a", "name": "One"}, {"id": "a", "name": "Two"}]}, "/steps"),
        ({"steps": [{"id": "a b", "name": "One"}]}, "/steps/0/id"),
        ({"steps": [{"id": "a", "name": " "}]}, "/steps/0/name"),
        ({"kind": "quit", "steps": [{"id": "a", "name": "One"}]}, "/steps"),
        ({"measure": "amount", "goal": DAILY | {"target": 1}, "steps": [{"id": "a", "name": "A"}]}, "/steps"),
        ({"skip_budget": 32}, "/skip_budget"),
        ({"skip_budget": -1}, "/skip_budget"),
        ({"begins_on": "2026-02-30"}, "/begins_on"),
        ({"begins_on": "1899-12-31"}, "/begins_on"),
        ({"reminders": [{"time": "25:00"}]}, "/reminders/0/time"),
        ({"reminders": [{"time": "07:00", "weekdays": []}]}, "/reminders/0/weekdays"),
        ({"id": "mine"}, "/id"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_does_not_fit_is_named(mira, changes, pointer) -> None:
    assert pointer in pointers(mira.post("/habits", habit_body(**changes)))


def test_a_habit_cannot_end_before_it_begins(mira) -> None:
    backward = {"begins_on": "2026-11-20", "ends_on": "2026-11-19"}
    assert mira.post("/habits", habit_body(**backward)).status_code == 422
    habit = create(mira)
    refused(mira.patch(f"/habits/{habit['id']}", {"ends_on": "2026-11-19"}), 409, "goal_not_allowed")
    assert read(mira, habit) == habit


@pytest.mark.parametrize(
    "more",
    [
        {"goal": {"schedule": "weekdays"}},
        {"goal": {"schedule": "weekly", "times": 8}},
        {"goal": {"schedule": "monthly", "times": 32}},
        {"measure": "amount", "goal": {"schedule": "weekly", "times": 3, "target": 20}},
        {"kind": "quit", "goal": {"schedule": "interval", "days": 3}},
        {"kind": "quit", "goal": {"schedule": "weekly", "times": 3}},
        {
            "kind": "quit",
            "measure": "amount",
            "goal": {"schedule": "weekly", "times": 3, "target": 2, "per_day": True},
        },
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(mira, more) -> None:
    refused(mira.post("/habits", habit_body(**more)), 409, "goal_not_allowed")
    assert mira.get("/habits").json()["items"] == []


def test_what_is_given_is_changed_and_the_rest_stays(mira) -> None:
    made = create(mira, **WHOLE)
    tapped(mira, made, 0, 1)
    changes = {
        "name": " Evening round ",
        "tags": ["late"],
        "category": "",
        "reminders": [{"time": "21:00", "weekdays": [7]}],
        "skip_budget": None,
        "ends_on": None,
    }
    edited = mira.patch(f"/habits/{made['id']}", changes).json()
    assert (edited["name"], edited["tags"], edited["category"]) == ("Evening round", ["late"], "")
    assert (edited["skip_budget"], edited["ends_on"]) == (None, None)
    assert edited["reminders"] == [{"time": "21:00", "weekdays": [7]}]
    same = set(made) - set(changes) - {"streak", "longest_streak", "strength"}
    assert {name: edited[name] for name in same} == {name: made[name] for name in same}
    assert edited["streak"] == 2
    assert mira.patch(f"/habits/{made['id']}", changes).json() == edited
    assert mira.patch(f"/habits/{made['id']}", {}).json() == edited


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"name": " "}, "/name"),
        ({"color": "pink"}, "/color"),
        ({"steps": [{"id": "a", "name": "One"}, {"id": "a", "name": "Two"}]}, "/steps"),
        ({"reminders": [{"time": "7:00"}]}, "/reminders/0/time"),
        ({"kind": "quit"}, "/kind"),
        ({"measure": "amount"}, "/measure"),
        ({"goal": DAILY}, "/goal"),
    ],
)
def test_what_an_edit_does_not_take_is_named(mira, changes, pointer) -> None:
    habit = create(mira)
    assert pointer in pointers(mira.patch(f"/habits/{habit['id']}", changes))


def test_an_earlier_beginning_makes_more_days_due_and_a_later_one_fewer(mira) -> None:
    habit = create(mira)
    mira.patch(f"/habits/{habit['id']}", {"begins_on": on(9)})
    assert (read(mira, habit)["start"], mira.get(f"/days/{on(9)}").json()["due"]) == (on(9), 1)
    mira.patch(f"/habits/{habit['id']}", {"begins_on": on(3)})
    assert (read(mira, habit)["start"], mira.get(f"/days/{on(9)}").json()["due"]) == (on(3), 0)
    tapped(mira, habit, 5)
    assert read(mira, habit)["start"] == on(5)


def test_a_last_day_ends_what_is_asked(mira, db, clock) -> None:
    habit = create(mira, ends_on=on(-2))
    tapped(mira, habit, 0)
    assert [mira.get(f"/days/{on(ago)}").json()["due"] for ago in (0, -1)] == [1, 1]
    clock.move(days=9)
    mira = sign_in_again(db, mira)
    assert mira.get("/today").json()["due"] == 0
    assert read(mira, habit)["streak"] == 0
    assert mira.get(f"/days/{on(-2)}").json()["due"] == 1
    assert mira.get(f"/days/{on(-3)}").json()["due"] == 0


def test_a_checklist_can_come_later_and_only_where_it_fits(mira) -> None:
    habit = create(mira)
    tapped(mira, habit, 1)
    steps = [{"id": "a", "name": "Bed"}, {"id": "b", "name": "Dishes"}]
    assert mira.patch(f"/habits/{habit['id']}", {"steps": steps}).json()["steps"] == steps
    tapped(mira, habit, 0, steps=["a"])
    assert read(mira, habit)["streak"] == 1
    tapped(mira, habit, 0, steps=["a", "b"], at=NOON + timedelta(seconds=1))
    assert read(mira, habit)["streak"] == 2
    assert mira.patch(f"/habits/{habit['id']}", {"steps": []}).json()["steps"] == []
    assert read(mira, habit)["streak"] == 2
    water = create(mira, measure="amount", goal=DAILY | {"target": 8})
    refused(mira.patch(f"/habits/{water['id']}", {"steps": steps}), 409, "goal_not_allowed")
    assert mira.patch(f"/habits/{water['id']}", {"steps": []}).status_code == 200


def test_an_archived_habit_asks_nothing_and_comes_back_with_a_pause(mira, db, clock) -> None:
    habit = create(mira)
    tapped(mira, habit, 1, 2)
    path = f"/habits/{habit['id']}/archive"
    archived = mira.put(path, None).json()
    assert (archived["archived_at"], archived["streak"]) == ("2026-11-20T12:00:00Z", 2)
    assert mira.put(path, None).json() == archived
    assert mira.get("/habits").json()["items"] == []
    assert mira.get("/habits?archived=true").json()["items"] == [archived]
    day = mira.get("/today").json()
    assert (day["due"], day["habits"]) == (0, [])
    assert mira.get(f"/days/{on(1)}").json()["done"] == 1
    clock.move(days=5)
    mira = sign_in_again(db, mira)
    refused(tap(mira, habit, -3, at=NOON + timedelta(days=5)), 409, "habit_archived")
    restored = mira.delete(path).json()
    assert (restored["archived_at"], restored["streak"]) == (None, 2)
    assert mira.delete(path).json() == restored
    (pause,) = mira.get("/pauses").json()["items"]
    assert (pause["first"], pause["last"], pause["reason"]) == (on(0), on(-4), "archived")
    assert mira.get("/today").json()["due"] == 1


def test_archived_and_brought_back_on_one_day_leaves_no_pause(mira) -> None:
    habit = create(mira)
    before = read(mira, habit)
    mira.put(f"/habits/{habit['id']}/archive", None)
    assert mira.delete(f"/habits/{habit['id']}/archive").json() == before
    assert mira.get("/pauses").json()["items"] == []


def test_a_deleted_habit_is_gone_from_everything_and_comes_back_whole(mira) -> None:
    habit, other = create(mira), create(mira, name="Read")
    tapped(mira, habit, 0, 1, 2)
    before = read(mira, habit)
    day, month = mira.get("/today").json(), mira.get("/calendar/2026-11").json()
    assert mira.delete(f"/habits/{habit['id']}").status_code == 204
    refused(mira.get(f"/habits/{habit['id']}"), 404, "habit_not_found")
    refused(mira.delete(f"/habits/{habit['id']}"), 404, "habit_not_found")
    refused(tap(mira, habit), 404, "habit_not_found")
    assert [item["id"] for item in mira.get("/habits").json()["items"]] == [other["id"]]
    (listed,) = mira.get("/habits?deleted=true").json()["items"]
    assert (listed["id"], listed["deleted_at"]) == (habit["id"], "2026-11-20T12:00:00Z")
    assert mira.get("/today").json()["done"] == 0
    assert [one["id"] for one in mira.get("/calendar/2026-11").json()["habits"]] == [other["id"]]
    assert mira.post(f"/habits/{habit['id']}/undelete", None).json() == before
    refused(mira.post(f"/habits/{habit['id']}/undelete", None), 404, "habit_not_found")
    assert (mira.get("/today").json(), mira.get("/calendar/2026-11").json()) == (day, month)
    assert mira.get("/habits?deleted=true").json()["items"] == []


def test_after_thirty_days_a_deleted_habit_is_erased(mira, db, clock) -> None:
    habit = create(mira)
    create(mira, name="Read")
    mira.delete(f"/habits/{habit['id']}")
    clock.move(days=29)
    mira = sign_in_again(db, mira)
    create(mira, name="Run")
    drain(db)
    assert len(mira.get("/habits?deleted=true").json()["items"]) == 1
    clock.move(days=2)
    mira = sign_in_again(db, mira)
    create(mira, name="Swim")
    drain(db)
    assert mira.get("/habits?deleted=true").json()["items"] == []
    refused(mira.post(f"/habits/{habit['id']}/undelete", None), 404, "habit_not_found")


def test_habits_are_put_into_another_order(mira, stranger) -> None:
    first, second, third = (create(mira, name=name)["id"] for name in ("A", "B", "C"))
    away = create(mira, name="Away")["id"]
    mira.put(f"/habits/{away}/archive", None)
    order = [third, first, second]
    for _ in range(2):
        assert mira.put("/habits/order", {"habit_ids": order}).status_code == 204
    assert [item["id"] for item in mira.get("/habits").json()["items"]] == order
    assert [item["id"] for item in mira.get("/today").json()["habits"]] == order
    for wrong in ([third, first], [*order, away], [third, third, first], [*order, str(uuid4())]):
        refused(mira.put("/habits/order", {"habit_ids": wrong}), 409, "order_incomplete")
    refused(stranger.put("/habits/order", {"habit_ids": order}), 409, "order_incomplete")
    assert pointers(mira.put("/habits/order", {"habit_ids": ["a"]})) == ["/habit_ids/0"]


@pytest.mark.parametrize(
    "language,name,unit", [("en", "Drink water", "glasses"), ("de", "Wasser trinken", "Gläser")]
)
def test_starters_can_be_made_as_they_come(mira, language: str, name: str, unit: str) -> None:
    assert mira.patch("/me", {"language": language}).status_code == 200
    starters = mira.get("/habits/starters").json()["items"]
    assert (starters[0]["name"], starters[0]["unit"]) == (name, unit)
    assert len({starter["key"] for starter in starters}) == len(starters) > 5
    for starter in starters:
        key = starter.pop("key")
        goal = {name: value for name, value in starter["goal"].items() if value is not None}
        made = create(mira, **(starter | {"goal": goal}))
        assert (made["name"], made["goal"]["schedule"]) == (starter["name"], goal["schedule"]), key
