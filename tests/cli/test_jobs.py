"""`habitus jobs` and `habitus worker` as an operator meets them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from tests.conftest import MovableClock
from tests.factories.people import create_person
from tests.kernel.jobs import BASIC, crew_of

from habitus import wiring
from habitus.accounts.gate import PersonGate
from habitus.kernel.db import Database
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.outbox import drain, record


@contextmanager
def database_of(habitus, clock):
    database = Database(SqliteEngine(habitus.data / "habitus.db", clock, readers=1), PersonGate())
    yield database
    database.close()


@pytest.fixture
def troubled(habitus):
    """A Habitus with a failed job of Mira's, a dead one of nobody, and one that waits."""
    clock = MovableClock()
    with database_of(habitus, clock) as database:
        mira = create_person(database)
        crew = crew_of(database, *BASIC)
        database.run_write(lambda tx: record(tx, "gone", {}))
        for _ in range(8):
            drain(database, crew)
            clock.move(seconds=400)
        database.run_write(lambda tx: record(tx, "broken", {"letter": "!"}, person=mira.key))
        drain(database, crew)
        database.run_write(lambda tx: record(tx, "nothing", {}))
    return habitus


def listed(habitus):
    code, out, _ = habitus("jobs", "--json")
    assert code == 0
    return json.loads(out)


def test_nothing_waits_in_a_fresh_house(habitus):
    code, out, _ = habitus("jobs")
    assert (code, out) == (0, "0 pending, 0 failed and tried again, 0 dead\n")
    assert listed(habitus) == {"pending": 0, "failed": 0, "dead": 0, "jobs": []}


def test_what_failed_is_listed_with_whom_why_and_when_next(troubled):
    found = listed(troubled)
    assert (found["pending"], found["failed"], found["dead"]) == (1, 1, 1)
    dead, failed = found["jobs"]
    assert UUID(dead.pop("id"))
    assert dead == {
        "kind": "gone",
        "person": None,
        "attempts": 8,
        "error": "KindUnknown: gone",
        "next_try": None,
    }
    assert (failed["kind"], failed["person"], failed["attempts"]) == ("broken", "mira@home.example", 1)
    assert failed["next_try"].startswith("2026-11-20T12:")
    told = troubled("jobs")[1]
    for words in ("1 dead", "broken of mira@home.example", "8 attempts, dead", "habitus jobs retry"):
        assert words in told


def test_all_or_one_are_tried_again(troubled):
    dead, failed = listed(troubled)["jobs"]
    code, out, _ = troubled("jobs", "retry", dead["id"])
    assert (code, out) == (0, "1 job will be tried again.\n")
    assert (listed(troubled)["failed"], listed(troubled)["dead"]) == (2, 0)
    code, out, _ = troubled("jobs", "retry", "--all", "--json")
    assert (code, json.loads(out)) == (0, {"retried": 2})
    assert failed["id"] in {job["id"] for job in listed(troubled)["jobs"]}


def test_a_job_is_dropped(troubled):
    dead, failed = listed(troubled)["jobs"]
    code, out, _ = troubled("jobs", "drop", dead["id"])
    assert (code, out) == (0, f"Dropped {dead['id']}.\n")
    assert [job["id"] for job in listed(troubled)["jobs"]] == [failed["id"]]


@pytest.mark.parametrize(
    "words,code,problem",
    [
        (["retry"], 2, "usage"),
        (["retry", str(uuid4()), "--all"], 2, "usage"),
        (["retry", "seven"], 2, "usage"),
        (["drop"], 2, "usage"),
        (["retry", str(uuid4())], 1, "job_not_found"),
        (["drop", str(uuid4())], 1, "job_not_found"),
    ],
)
def test_what_does_not_fit_is_refused(troubled, words, code, problem):
    exit_code, out, _ = troubled("jobs", *words, "--json")
    assert (exit_code, json.loads(out)["error"]["code"]) == (code, problem)


def test_a_worker_needs_postgresql_and_a_valkey(habitus, monkeypatch):
    code, out, err = habitus("worker")
    assert (code, out) == (1, "")
    assert "habitus serve` runs its jobs itself" in err
    monkeypatch.setenv("HABITUS_DATABASE_URL", "postgresql+psycopg://nowhere/x")
    code, _, err = habitus("worker")
    assert (code, "HABITUS_VALKEY_URL" in err) == (1, True)


def test_without_the_extra_it_says_what_to_install(habitus, monkeypatch):
    monkeypatch.setattr(wiring, "find_spec", lambda _name: None)
    monkeypatch.setenv("HABITUS_DATABASE_URL", "postgresql+psycopg://nowhere/x")
    monkeypatch.setenv("HABITUS_VALKEY_URL", "redis://localhost")
    for command in ("worker", "serve"):
        code, _, err = habitus(command)
        assert (code, "habitus[scale]" in err) == (1, True)


def test_a_valkey_that_is_none_is_told_by_its_name(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_VALKEY_URL", "localhost:6379")
    code, _, err = habitus("jobs")
    assert (code, "HABITUS_VALKEY_URL" in err) == (2, True)
