"""Why a streak is what it is, and what some weeks amount to, over HTTP, on both databases."""

from __future__ import annotations

import pytest
from tests.factories.habit_api import DAILY, create, on, pointers, read, tapped


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
