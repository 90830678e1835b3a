"""`habitus doctor` as operators and scripts meet it."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing

import pytest

from habitus import wiring
from habitus.accounts import service as accounts
from habitus.habits import lifecycle
from habitus.habits.models import NewHabit
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Measure
from habitus.kernel.clock import system_clock
from habitus.kernel.settings import Settings

KEYS = {"people", "habits", "days", "faults", "repaired", "waiting"}


@pytest.fixture
def file(habitus):
    """Two people with a habit each."""
    settings = Settings(data_dir=habitus.data)
    database = wiring.open_database(settings, system_clock)
    for name in ("mira", "tomasz"):
        database.run_write(
            accounts.create_person, accounts.NewPerson(f"{name}@home.example", name, "unusable")
        )
        me = database.run_read(accounts.person_by_email, f"{name}@home.example")
        database.run_write(lifecycle.create, me, NewHabit("Stretch", Measure.CHECK, NewGoal()))
    database.close()
    return settings.sqlite_file


def damage(file, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        for statement in statements:
            db.execute(statement)


def asked(habitus, *words):
    code, out, _ = habitus("doctor", *words, "--json")
    return code, json.loads(out)


def test_a_true_database(habitus, file):
    code, out, err = habitus("doctor")
    assert (code, err) == (0, "")
    assert out == "Compared 2 habits and 0 days of 2 people.\nEverything is true.\n"
    assert asked(habitus) == (0, dict.fromkeys(KEYS, 0) | {"people": 2, "habits": 2, "faults": []})


def test_a_false_one_is_told_and_repaired_only_when_asked(habitus, file):
    damage(file, "UPDATE habit SET streak = 3, longest_streak = 3 WHERE key = 1")
    code, out, _ = habitus("doctor")
    assert code == 1
    assert "mira@home.example, Stretch: streak: stored 3, expected 0" in out
    assert out.endswith("Faults: 2, repaired: 0. Run: habitus doctor --repair\n")
    code, found = asked(habitus)
    assert code == 1
    assert found["faults"][0] == {
        "person": "mira@home.example",
        "habit": "Stretch",
        "what": "streak",
        "stored": 3,
        "expected": 0,
    }
    assert asked(habitus)[1]["repaired"] == 0
    code, found = asked(habitus, "--repair")
    assert (code, len(found["faults"]), found["repaired"]) == (0, 2, 2)
    assert asked(habitus, "--repair") == (
        0,
        dict.fromkeys(KEYS, 0) | {"people": 2, "habits": 2, "faults": []},
    )


def test_one_person(habitus, file):
    damage(file, "UPDATE habit SET streak = 3, longest_streak = 3")
    code, found = asked(habitus, "--person", "Tomasz@home.example", "--repair")
    assert (code, found["people"], found["repaired"]) == (0, 1, 2)
    assert {fault["person"] for fault in found["faults"]} == {"tomasz@home.example"}
    assert {fault["person"] for fault in asked(habitus)[1]["faults"]} == {"mira@home.example"}


def test_nobody_of_that_address(habitus, file):
    code, found = asked(habitus, "--person", "nobody@home.example")
    assert (code, found["error"]["code"]) == (1, "person_not_found")


def test_habits_that_wait(habitus, file):
    damage(file, "UPDATE habit SET stale = 1")
    assert "Waiting: 2" in habitus("doctor")[1]
    assert asked(habitus)[1]["waiting"] == 2


def test_many_faults_are_counted(habitus, file):
    rows = ", ".join(f"(1, {20_000 + day}, 1, 0)" for day in range(60))
    damage(file, f"INSERT INTO person_day VALUES {rows}")
    assert "… and 10 more; --json lists them all." in habitus("doctor")[1]
    assert len(asked(habitus)[1]["faults"]) == 60


def test_what_it_cannot_repair(habitus, file):
    damage(file, "DELETE FROM habit_goal WHERE habit_key = 1")
    code, out, _ = habitus("doctor", "--repair")
    assert code == 1
    assert "Stretch: goals: stored nothing, expected at least one" in out
    assert out.endswith("Faults: 1, repaired: 0. The doctor cannot repair the rest.\n")


def test_a_reference_to_nothing(habitus, file):
    damage(file, "INSERT INTO pause VALUES (1, x'00', 99, NULL, 1, 1, 'sick', '2026-01-01')")
    code, found = asked(habitus)
    assert code == 1
    assert found["faults"][0]["what"] == "reference"
    assert found["faults"][0]["stored"] == "row 1 of pause refers to no person"


def test_a_damaged_file_is_neither_looked_at_nor_repaired(habitus, file):
    damage(file, "UPDATE habit SET streak = 3, longest_streak = 3")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'ix_pause_owner_key'")
    code, out, _ = habitus("doctor", "--repair")
    assert code == 1
    assert "database: stored" in out
    assert "streak" not in out
    assert "bring a backup back" in out


def test_on_a_terminal_it_tells_how_far_it_is(habitus, file, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _, _, err = habitus("doctor")
    assert err == "\r1 people, 1 habits, 0 faults\r2 people, 2 habits, 0 faults" + os.linesep
