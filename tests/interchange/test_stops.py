"""An import that is killed half way: everything it wrote holds, and importing again completes it."""

import os
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from tests.factories.exports import folder, habits_csv, one_habit
from tests.factories.people import create_person

from habitus.habits.queries import entries as entry_queries
from habitus.habits.queries import habits as habit_queries
from habitus.interchange.service import import_file

FIRST, DAYS = date(2010, 1, 1), 4000
FILES = {
    "Habits.csv": habits_csv(
        "001,Read,YES_NO,,,3,7,#00897B,,,,false", "002,Coffee,NUMERICAL,,,1,1,#757575,cups,AT_MOST,2.0,false"
    ),
    "001 Read/Checkmarks.csv": one_habit(
        *(f"{FIRST + timedelta(days=at)},{'YES_MANUAL' if at % 3 else 'NO'}," for at in range(DAYS))
    ),
    "002 Coffee/Checkmarks.csv": one_habit(
        *(f"{FIRST + timedelta(days=at)},{at % 5}000," for at in range(DAYS))
    ),
}
MAIN = "from habitus.cli import main; main()"


@pytest.fixture
def where(request, db, tmp_path):
    """The settings by which another process finds the database of this test."""
    if "postgresql" in request.node.name:
        return {
            "HABITUS_DATA_DIR": str(tmp_path),
            "HABITUS_DATABASE_URL": request.getfixturevalue("postgres_url"),
        }
    return {"HABITUS_DATA_DIR": str(tmp_path)}


def count(db):
    return db.run_read(lambda tx: tx.execute(text("SELECT count(*) FROM entry")).scalar_one())


def everything(db, me):
    """What is stored of each habit: its entries, and the figures kept beside them."""

    def read(tx):
        return {
            row.name: (
                [(mark.day, mark.state, mark.amount) for mark in entry_queries.marks(tx, me.key, row.key)],
                (row.streak, row.longest_streak, row.strength, row.start_day),
            )
            for row in habit_queries.habits(tx, me.key)
        }

    return db.run_read(read)


def test_an_import_that_is_killed_is_completed_by_the_next(db, where, tmp_path):
    person, twin = create_person(db, "Mira"), create_person(db, "Tomasz")
    path = folder(tmp_path / "loop", FILES)
    importing = subprocess.Popen(
        [sys.executable, "-c", MAIN, "import", str(path), "--person", person.email, "--json"],
        env=os.environ | where,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while importing.poll() is None and count(db) < 1000:
        time.sleep(0.002)
    importing.kill()
    importing.wait()
    before = count(db)
    assert 1000 <= before < 2 * DAYS, "it was killed half way"

    report = import_file(db, path, person.email)
    assert (report.entries.added, report.entries.unchanged) == (2 * DAYS - before, before)
    assert report.habits.unchanged == 0
    again = import_file(db, path, person.email)
    assert (again.habits.unchanged, again.entries.unchanged) == (2, 2 * DAYS)

    import_file(db, path, twin.email)
    assert everything(db, person) == everything(db, twin)
