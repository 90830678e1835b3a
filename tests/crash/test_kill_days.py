"""The real server and the real doctor, killed while they count and repair."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from bench.crash_days import Rounds
from bench.harness.books import audit
from bench.harness.damage import damage
from bench.harness.histories import live
from tests.factories.jobs import drain
from tests.factories.people import create_person

from habitus.accounts.models import Actor, Me
from habitus.habits.checkup import Checkup
from habitus.kernel.db import Database


@pytest.mark.crash
def test_a_day_close_and_a_repair_that_were_killed_are_resumed_and_exact(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path, seed=3, days=500)
    verdicts = [run() for run in (rounds.day_close, rounds.repair)]
    assert all(verdict.clean for verdict in verdicts), "\n".join(verdict.line() for verdict in verdicts)
    assert verdicts[1].faults[0] > 0


@pytest.mark.parametrize("seed", range(3))
def test_the_damage_it_makes_is_found_and_repaired(
    sqlite_database: Database[Actor, Me], tmp_path: Path, seed: int
) -> None:
    live(sqlite_database, create_person(sqlite_database), 200, seed=seed)
    drain(sqlite_database)
    damage(tmp_path / "habitus.db", 60, random.Random(seed))
    report = _repaired(sqlite_database)
    assert report.repaired == len(report.findings) > 20
    assert _repaired(sqlite_database).findings == []
    assert audit(tmp_path / "habitus.db").drifted == []
    with closing(sqlite3.connect(tmp_path / "habitus.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _repaired(database: Database[Actor, Me]):
    round_ = Checkup(database, repair=True)
    round_.everybody()
    return round_.report
