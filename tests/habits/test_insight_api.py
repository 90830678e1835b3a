"""Why a streak is what it is, and what some weeks amount to, over HTTP, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOON
from tests.factories.habit_api import DAILY, create, on, pointers, read, refused, tapped
from tests.factories.jobs import drain

from habitus.kernel.paging import cursor_of


def ledger(person, habit):
    return person.get(f"/habits/{habit['id']}/ledger").json()


def runs(told) -> list[tuple[str, str, str, int]]:
    return [(run["first"], run["last"], run["what"], run["adds"]) for run in told["runs"]]


def test_a_streak_is_told_in_runs_newest_first(mira) -> None:
    habit = create(mira, begins_on=on(12))
    tapped(mira, habit, 9, 8, 5, 4, 1)
    tapped(mira, habit, 3, state="skipped")
    mira.post("/pauses", {"first": on(7), "last": on(6)})
    told = ledger(mira, habit)
    assert runs(told) == [
        (on(0), on(0), "open", 0),
        (on(1), on(1), "done", 1),
    ]
    assert told["ended_by"] == {"first": on(2), "last": on(2), "what": "missed", "adds": 0}
    assert (told["streak"], told["unit"], told["since"]) == (1, "day", on(1))
    tapped(mira, habit, 2)
    told = ledger(mira, habit)
    assert runs(told) == [
        (on(0), on(0), "open", 0),
        (on(2), on(1), "done", 2),
        (on(3), on(3), "skipped", 0),
        (on(5), on(4), "done", 2),
        (on(7), on(6), "paused", 0),
        (on(9), on(8), "done", 2),
    ]
    assert (told["streak"], told["since"], told["ended_by"]["first"]) == (6, on(9), on(10))
    assert told["streak"] == read(mira, habit)["streak"]


def test_a_streak_from_the_first_day_on_was_ended_by_nothing(mira) -> None:
    habit = create(mira)
    tapped(mira, habit, 0, 1)
    told = ledger(mira, habit)
    assert runs(told) == [(on(1), on(0), "done", 2)]
    assert told["ended_by"] is None
    assert ledger(mira, habit) == told


def test_no_streak_has_nothing_to_tell(mira) -> None:
    told = ledger(mira, create(mira))
    assert (told["streak"], told["since"], told["ended_by"]) == (0, None, None)
    assert runs(told) == [(on(0), on(0), "open", 0)]


def test_filled_in_days_are_told_as_such(mira) -> None:
    habit = create(mira, goal={"times": 3, "days": 7})
    tapped(mira, habit, 6, 4, 2)
    assert runs(ledger(mira, habit)) == [
        (on(1), on(0), "filled", 2),
        (on(2), on(2), "done", 1),
        (on(3), on(3), "filled", 1),
        (on(4), on(4), "done", 1),
        (on(5), on(5), "filled", 1),
        (on(6), on(6), "done", 1),
    ]


def test_weeks_are_told_as_weeks(mira) -> None:
    """Two a week, Monday to Sunday; 20 November 2026 is a Friday."""
    habit = create(mira, goal={"schedule": "weekly", "times": 2}, begins_on=on(18))
    tapped(mira, habit, 11, 10, 3, 2)
    told = ledger(mira, habit)
    assert (told["streak"], told["unit"], told["since"]) == (2, "week", on(10))
    assert sum(run["adds"] for run in told["runs"]) == 2
    assert told["ended_by"] == {"first": on(12), "last": on(12), "what": "not_met", "adds": 0}


def test_a_day_without_a_lapse_is_kept(mira) -> None:
    habit = create(mira, kind="quit", begins_on=on(5))
    tapped(mira, habit, 4, state="lapsed")
    tapped(mira, habit, 2)
    told = ledger(mira, habit)
    assert [run["what"] for run in told["runs"]] == ["open", "kept", "done", "kept"]
    assert (told["streak"], told["ended_by"]["what"]) == (3, "lapsed")


def test_a_summary_counts_the_last_days(mira) -> None:
    habit = create(mira, begins_on=on(9))
    tapped(mira, habit, 8, 7, 1)
    tapped(mira, habit, 3, state="skipped")
    told = mira.get(f"/habits/{habit['id']}/summary?days=7").json()
    assert (told["first"], told["last"], told["due"], told["done"]) == (on(6), on(0), 6, 1)
    assert told["rate"] == pytest.approx(1 / 6)
    assert (told["partial"], told["skipped"], told["lapsed"], told["amount"]) == (0, 1, 0, None)
    assert [(day["weekday"], day["due"], day["done"]) for day in told["by_weekday"]] == [
        (1, 1, 0),
        (2, 0, 0),
        (3, 1, 0),
        (4, 1, 1),
        (5, 1, 0),
        (6, 1, 0),
        (7, 1, 0),
    ]
    whole = mira.get(f"/habits/{habit['id']}/summary").json()
    assert (whole["first"], whole["due"], whole["done"]) == (on(29), 9, 3)


def test_a_summary_adds_amounts_up(mira) -> None:
    habit = create(mira, measure="minutes", goal=DAILY | {"target": 20})
    tapped(mira, habit, 2, amount=7.5)
    tapped(mira, habit, 1, amount=30)
    told = mira.get(f"/habits/{habit['id']}/summary?days=2").json()
    assert (told["amount"], told["partial"], told["done"]) == (30, 0, 1)
    told = mira.get(f"/habits/{habit['id']}/summary?days=3").json()
    assert (told["amount"], told["partial"]) == (37.5, 1)


def test_a_summary_before_the_first_day_is_empty(mira) -> None:
    habit = create(mira, begins_on=on(-5))
    told = mira.get(f"/habits/{habit['id']}/summary").json()
    assert (told["due"], told["done"], told["rate"]) == (0, 0, None)


@pytest.mark.parametrize("days", ["0", "-1", "many", "36601"])
def test_so_many_days_are_none(mira, days: str) -> None:
    assert pointers(mira.get(f"/habits/{create(mira)['id']}/summary?days={days}"))


def test_a_summary_of_all_time_says_since_when_and_which_month_was_best(mira) -> None:
    habit = create(mira, measure="minutes", goal=DAILY | {"target": 20})
    tapped(mira, habit, 60, 45, amount=25)  # 21 September and 6 October
    tapped(mira, habit, 20, 19, 18, amount=10)  # 31 October, 1 and 2 November
    told = mira.get(f"/habits/{habit['id']}/summary?days=36600").json()
    assert (told["since"], told["amount"], told["done"], told["partial"]) == (on(60), 80, 2, 3)
    assert told["best_month"] == {"month": "2026-10", "done": 1, "amount": 35}
    check = create(mira, begins_on=on(50))
    assert mira.get(f"/habits/{check['id']}/summary?days=60").json()["best_month"] is None
    tapped(mira, check, 21, 0)
    told = mira.get(f"/habits/{check['id']}/summary?days=60").json()
    assert told["best_month"] == {"month": "2026-11", "done": 1, "amount": None}, "of equals the newer"


def strength(person, habit, query: str = ""):
    response = person.get(f"/habits/{habit['id']}/strength{query}")
    assert response.status_code == 200, response.text
    return response.json()


def test_strength_is_told_day_by_day_from_the_first_day_on(mira) -> None:
    habit = create(mira, begins_on=on(3))
    tapped(mira, habit, 2, 0)
    told = strength(mira, habit)
    assert (told["first"], told["last"], told["step_days"]) == (on(3), on(0), 1)
    keep = 0.5 ** (1 / 13)
    once = 1 - keep
    assert told["values"] == pytest.approx([0, once, once * keep, once * keep**2 + once], abs=1e-12)
    assert told["now"] == told["values"][-1] == read(mira, habit)["strength"]
    assert told["change_30"] is None, "it is younger"


def test_strength_says_what_thirty_days_changed(mira) -> None:
    habit = create(mira, begins_on=on(30))
    tapped(mira, habit, 30, *range(9))
    told = strength(mira, habit, "?days=31")
    assert len(told["values"]) == 31
    assert told["change_30"] == pytest.approx(told["values"][-1] - told["values"][0], abs=1e-12)
    short = strength(mira, habit, "?days=1")
    assert (short["first"], short["values"]) == (on(0), told["values"][-1:])
    assert short["change_30"] == told["change_30"], "whatever was asked for"


@pytest.mark.parametrize("begun,count,step", [(399, 400, 1), (400, 201, 2), (3_650, 366, 10)])
def test_a_long_curve_has_every_so_many_days_and_ends_today(mira, begun, count, step) -> None:
    habit = create(mira, begins_on=on(begun))
    tapped(mira, habit, begun, begun - 1, 300, 200, 31, 30, 0)
    told = strength(mira, habit, "?days=36600")
    assert (len(told["values"]), told["step_days"]) == (count, step)
    assert told["first"] == on((count - 1) * step)
    assert told["now"] == told["values"][-1] == read(mira, habit)["strength"]
    recent = strength(mira, habit, "?days=90")
    assert (recent["first"], len(recent["values"])) == (on(89), 90)
    assert recent["values"][::-1][::step] == told["values"][::-1][: -(-90 // step)]


def test_strength_under_a_limit_starts_full_and_also_before_the_first_day(mira) -> None:
    habit = create(
        mira, kind="quit", measure="amount", unit="glasses", goal=DAILY | {"target": 1}, begins_on=on(-3)
    )
    told = strength(mira, habit)
    assert (told["first"], told["values"], told["change_30"]) == (on(0), [1], None)


def test_strength_and_streaks_are_right_while_a_habit_waits_to_be_recomputed(mira, db) -> None:
    """A pause of all habits makes their figures stale until a job has recomputed them."""
    habits = [create(mira, begins_on=on(200)) for _ in range(2)]
    for habit in habits:
        tapped(mira, habit, *range(0, 200, 3))
    mira.post("/pauses", {"first": on(150), "last": on(100)})
    waiting = [(strength(mira, habit, "?days=180"), streaks(mira, habit)) for habit in habits]
    drain(db)
    assert [(strength(mira, habit, "?days=180"), streaks(mira, habit)) for habit in habits] == waiting


def streaks(person, habit, query: str = ""):
    return person.get(f"/habits/{habit['id']}/streaks{query}").json()


def test_streaks_come_longest_first_and_newer_ones_before_older(mira) -> None:
    habit = create(mira)
    tapped(mira, habit, 20, 19, 17, 16, 15, 10, 3, 1, 0)
    tapped(mira, habit, 2, state="skipped")
    told = streaks(mira, habit)
    assert (told["habit_id"], told["unit"]) == (habit["id"], "day")
    assert [(one["length"], one["first"], one["last"], one["is_running"]) for one in told["items"]] == [
        (3, on(3), on(0), True),
        (3, on(17), on(15), False),
        (2, on(20), on(19), False),
        (1, on(10), on(10), False),
    ]
    assert [one["length"] for one in streaks(mira, habit, "?limit=2")["items"]] == [3, 3]
    shown = read(mira, habit)
    assert (shown["streak"], shown["longest_streak"]) == (3, 3)
    assert ledger(mira, habit)["since"] == told["items"][0]["first"]


def test_a_streak_runs_until_today_is_over_and_a_lapse_ends_it_at_once(mira) -> None:
    habit, quit_ = create(mira), create(mira, kind="quit", begins_on=on(2))
    tapped(mira, habit, 2, 1)
    assert [one["is_running"] for one in streaks(mira, habit)["items"]] == [True]
    assert [(one["length"], one["is_running"]) for one in streaks(mira, quit_)["items"]] == [(2, True)]
    tapped(mira, quit_, 0, state="lapsed")
    assert [(one["length"], one["is_running"]) for one in streaks(mira, quit_)["items"]] == [(2, False)]


def test_streaks_of_weeks_are_counted_in_weeks_and_those_of_days_before_are_gone(mira) -> None:
    habit = create(mira, begins_on=on(30))
    tapped(mira, habit, *range(5, 30))
    assert streaks(mira, habit)["items"][0]["length"] == 25
    goal = {"goal": {"schedule": "weekly", "times": 2}, "since": on(18)}
    assert mira.put(f"/habits/{habit['id']}/goal", goal).status_code == 200
    told, shown = streaks(mira, habit), read(mira, habit)
    assert (told["unit"], shown["streak_unit"]) == ("week", "week")
    assert [one["length"] for one in told["items"]] == [shown["longest_streak"]] == [2]


def test_a_habit_without_a_streak_has_none(mira) -> None:
    assert streaks(mira, create(mira))["items"] == []


def notes(person, habit, query: str = ""):
    response = person.get(f"/habits/{habit['id']}/notes{query}")
    assert response.status_code == 200, response.text
    return response.json()


def test_notes_are_listed_newest_first_with_what_is_logged(mira) -> None:
    habit = create(mira, measure="minutes", goal=DAILY | {"target": 20})
    tapped(mira, habit, -1, amount=5, note="Tomorrow, early")
    tapped(mira, habit, 0, amount=20, note="By the river")
    tapped(mira, habit, 1, amount=30)
    tapped(mira, habit, 40, state="skipped", note="Ill")
    tapped(mira, habit, 400, state="none", note="Forgot my shoes")
    tapped(mira, habit, 3, note="Taken back")
    tapped(mira, habit, 3, note="", at=NOON + timedelta(seconds=1))
    everything = [
        {"day": on(-1), "state": "partial", "amount": 5, "note": "Tomorrow, early"},
        {"day": on(0), "state": "done", "amount": 20, "note": "By the river"},
        {"day": on(40), "state": "skipped", "amount": None, "note": "Ill"},
        {"day": on(400), "state": "none", "amount": None, "note": "Forgot my shoes"},
    ]
    assert notes(mira, habit) == {"items": everything, "next_cursor": None}
    paged, cursor = [], ""
    while cursor is not None:
        page = notes(mira, habit, f"?limit=1{cursor and '&cursor='}{cursor}")
        paged, cursor = paged + page["items"], page["next_cursor"]
    assert paged == everything


def test_a_checklist_has_notes_without_an_amount_and_some_habits_have_none(mira) -> None:
    habit = create(mira, steps=[{"id": "a", "name": "Mat"}, {"id": "b", "name": "Plank"}])
    assert notes(mira, habit) == {"items": [], "next_cursor": None}
    tapped(mira, habit, 0, steps=["a"], note="Half of it")
    written = {"day": on(0), "state": "partial", "amount": None, "note": "Half of it"}
    assert notes(mira, habit)["items"] == [written]


@pytest.mark.parametrize("position", [(0,), (-5,), (10**12,), ("2026-11-20",), (1, 2)])
def test_a_cursor_of_something_else_is_refused(mira, position) -> None:
    habit = create(mira)
    refused(mira.get(f"/habits/{habit['id']}/notes?cursor={cursor_of(*position)}"), 422, "cursor_invalid")


@pytest.mark.parametrize(
    "what", ["strength?days=0", "strength?days=36601", "streaks?limit=0", "notes?limit=a"]
)
def test_what_is_out_of_range_has_its_pointer(mira, what: str) -> None:
    assert pointers(mira.get(f"/habits/{create(mira)['id']}/{what}"))


@pytest.mark.parametrize("what", ["ledger", "summary", "strength", "streaks", "notes"])
def test_a_deleted_habit_tells_nothing(mira, what: str) -> None:
    habit = create(mira)
    tapped(mira, habit, 0, note="Mine")
    assert mira.delete(f"/habits/{habit['id']}").status_code == 204
    refused(mira.get(f"/habits/{habit['id']}/{what}"), 404, "habit_not_found")
