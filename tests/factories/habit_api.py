"""Habits, taps and pauses over HTTP, as a client sends them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.conftest import NOON
from tests.factories.people import SignedIn

TODAY = NOON.date()
DAILY = {"schedule": "daily"}


def habit_body(**more: object) -> dict[str, Any]:
    return {
        "name": "Stretch",
        "measure": "check",
        "color": "sage",
        "icon": "leaf",
        "section": "morning",
        "goal": DAILY,
    } | more


def create(person: SignedIn, **more: object) -> Any:
    response = person.post("/habits", habit_body(**more))
    assert response.status_code == 201, response.text
    return response.json()


def on(ago: int) -> str:
    """The day so many days before Friday, 20 November 2026."""
    return (TODAY - timedelta(days=ago)).isoformat()


def tap(
    person: SignedIn, habit: Any, ago: int = 0, state: str = "done", *, at: datetime = NOON, **more: object
) -> Any:
    written = {"state": state, "tapped_at": at.isoformat(), "zone": "UTC"} | more
    return person.put(f"/habits/{habit['id']}/entries/{on(ago)}", written)


def tapped(person: SignedIn, habit: Any, *ago: int, **more: object) -> None:
    for days in ago:
        response = tap(person, habit, days, **more)
        assert response.status_code == 200, response.text


def read(person: SignedIn, habit: Any) -> Any:
    return person.get(f"/habits/{habit['id']}").json()


def looks(person: SignedIn, habit: Any, day: date = TODAY) -> str:
    """The seven days that end on a day, by the first letter of how they look; "." for none."""
    shown = person.get(f"/days/{day}").json()["habits"]
    week = next(item["week"] for item in shown if item["id"] == habit["id"])
    return "".join("." if one["state"] == "none" else one["state"][0] for one in week)


def refused(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


def pointers(response: Any) -> list[str]:
    """The fields that a 422 names."""
    assert response.status_code == 422, response.text
    return [error["pointer"] for error in response.json()["errors"]]
