"""Imports through the app, as tests drive them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.factories.exports import habits_csv, one_habit, scores
from tests.factories.people import SignedIn

Work = Callable[[], int]

LOOP = {
    "Habits.csv": habits_csv(
        "001,Read,YES_NO,Did you read?,,3,7,#00897B,,,,false",
        "002,Water,NUMERICAL,,,1,1,#1976D2,glasses,AT_LEAST,8.0,false",
    ),
    "001 Read/Checkmarks.csv": one_habit(
        *(f"2026-10-{day:02},{'SKIP' if day == 7 else 'YES_MANUAL'},{'late' if day == 3 else ''}"
          for day in range(1, 21)),
        "2026-10-21,nonsense,", "2031-01-01,YES_MANUAL,",
    ),
    "001 Read/Scores.csv": scores("2026-10-01,0.0302", "2026-10-02,0.9"),
    "002 Water/Checkmarks.csv": one_habit("2026-10-01,8000,", "2026-10-02,0,"),
}  # fmt: skip
AMBIGUOUS = one_habit("01-02-2026,YES_MANUAL,", "03-04-2026,YES_MANUAL,")


def upload(person: SignedIn, file: Path | bytes | str, *, name: str | None = None, **fields: str) -> Any:
    content = file if isinstance(file, bytes | str) else file.read_bytes()
    called = name or ("Read.csv" if isinstance(file, bytes | str) else file.name)
    return person.request("POST", "/imports", files={"file": (called, content)}, data=fields)


def started(person: SignedIn, file: Path | bytes | str, **options: str) -> str:
    """Upload a file; gives the id of its import."""
    answer = upload(person, file, **options)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def look(person: SignedIn, import_id: str) -> Any:
    answer = person.get(f"/imports/{import_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def confirm(person: SignedIn, import_id: object) -> Any:
    return person.request("POST", f"/imports/{import_id}/confirm")


def refused(answer: Any, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


def ready(person: SignedIn, file: Path | bytes | str, work: Work, **options: str) -> str:
    """Upload a file and have it read; gives the id of its import."""
    import_id = started(person, file, **options)
    work()
    assert look(person, import_id)["state"] == "ready", look(person, import_id)
    return import_id


def confirmed(person: SignedIn, file: Path | bytes | str, work: Work) -> str:
    """As `ready`, and confirmed, but not begun."""
    import_id = ready(person, file, work)
    assert confirm(person, import_id).status_code == 202
    return import_id


def brought_in(person: SignedIn, file: Path | bytes | str, work: Work, **options: str) -> Any:
    """Have a file imported to the end; gives the report."""
    import_id = ready(person, file, work, **options)
    assert confirm(person, import_id).status_code == 202
    work()
    found = look(person, import_id)
    assert found["state"] == "done", found
    return found["report"]
