"""The made-up household: true to the last sum, of every kind, the same each time, and topped up."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from demo.make import NotADemo, make
from demo.mira import KITCHEN, MIRA, SIT
from tests.conftest import NOON

from demo import make as making

DAYS = 60
ENTRIES = """
    SELECT hex(habit.id), entry.day, entry.state, entry.amount, entry.note, entry.steps, entry.tapped_at
    FROM entry JOIN habit ON habit.key = entry.habit_key ORDER BY 1, 2
"""
ON_A_DAY = """
    SELECT habit.name FROM entry JOIN habit ON habit.key = entry.habit_key
    WHERE owner_key = 1 AND day = ? AND state = 1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "data"
    make(folder, days=DAYS, now=NOON)
    return folder


@pytest.fixture
def faults(habitus, monkeypatch):
    """What the doctor finds in a data folder."""

    def ask(folder):
        monkeypatch.setenv("HABITUS_DATA_DIR", str(folder))
        _, out, _ = habitus("doctor", "--json")
        return json.loads(out)["faults"]

    return ask


def rows(folder, statement, *parameters):
    with closing(sqlite3.connect(folder / "habitus.db")) as db:
        return db.execute(statement, parameters).fetchall()


def day(ago=0):
    """As the database counts days: from 1970 on."""
    return (NOON.date() - timedelta(days=ago)).toordinal() - 719_163


def test_the_doctor_finds_nothing(folder, faults):
    assert faults(folder) == []


def test_nothing_is_left_to_do(folder):
    assert rows(folder, "SELECT kind FROM outbox WHERE NOT dead") == []
    assert rows(folder, "SELECT name FROM habit WHERE stale") == []
    assert rows(folder, "SELECT min(until) FROM day_close") == [(day(1),)]


def test_every_kind_of_habit_is_there(folder):
    kinds = rows(folder, "SELECT DISTINCT kind, measure, steps <> '[]' FROM habit")
    assert set(kinds) == {
        ("build", "check", 0),
        ("build", "check", 1),
        ("build", "amount", 0),
        ("build", "minutes", 0),
        ("quit", "check", 0),
        ("quit", "amount", 0),
    }
    schedules = {name for (name,) in rows(folder, "SELECT DISTINCT schedule FROM habit_goal")}
    assert schedules == {"daily", "weekdays", "weekly", "monthly", "interval", "window"}


def test_every_sort_of_day_is_there(folder):
    states = {state for (state,) in rows(folder, "SELECT DISTINCT state FROM entry")}
    assert states >= {1, 2, 3}, "done, skipped and lapsed"
    assert rows(folder, "SELECT count(*) FROM habit WHERE archived_day IS NOT NULL") == [(2,)]
    assert rows(folder, "SELECT count(*) FROM habit WHERE deleted_at IS NOT NULL") == [(2,)]
    assert {why for (why,) in rows(folder, "SELECT reason FROM pause")} == {"vacation", "sick"}
    assert rows(folder, "SELECT count(*) FROM entry WHERE note <> ''")[0][0] > 10
    assert rows(
        folder, "SELECT count(*) FROM (SELECT 1 FROM habit_goal GROUP BY habit_key HAVING count(*) > 1)"
    ) > [(0,)]


def test_today_is_begun_and_yesterday_has_something_open(folder):
    asked, done = asked_and_done(folder)
    assert 0 < done < asked
    yesterday = {name for (name,) in rows(folder, ON_A_DAY, day(1))}
    assert not yesterday & {SIT.new.name, KITCHEN.new.name}


def asked_and_done(folder):
    done = {name for (name,) in rows(folder, ON_A_DAY, day())}
    asked = {life.new.name for life in MIRA.lives if life.archived is None and life.deleted is None}
    return len(asked), len(done)


def test_it_is_the_same_each_time(folder, tmp_path):
    make(tmp_path / "again", days=DAYS, now=NOON)
    assert rows(tmp_path / "again", ENTRIES) == rows(folder, ENTRIES)


def test_later_it_is_topped_up(tmp_path, faults):
    then = NOON - timedelta(days=3)
    make(tmp_path / "old", days=30, now=then)
    card = make(tmp_path / "old", days=30, now=NOON)
    assert (card.span.anchor, card.until) == (then.date(), NOON.date())
    assert {name for (name,) in rows(tmp_path / "old", ON_A_DAY, day(2))} >= {SIT.new.name}
    assert faults(tmp_path / "old") == []


def test_on_the_same_day_nothing_is_touched(tmp_path):
    make(tmp_path / "once", days=5, now=NOON)
    before = rows(tmp_path / "once", "SELECT seq FROM person")
    make(tmp_path / "once", days=5, now=NOON + timedelta(hours=3))
    assert rows(tmp_path / "once", "SELECT seq FROM person") == before


def test_another_folder_is_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("dear diary")
    with pytest.raises(NotADemo):
        make(tmp_path, days=5, now=NOON, fresh=True)
    assert (tmp_path / "letters.txt").exists()


def test_the_command_tells_what_it_made(tmp_path, capsys):
    assert making.main(["--data", str(tmp_path / "data"), "--days", "5", "--at", NOON.isoformat()]) == 0
    assert "from 2026-11-15 to 2026-11-20" in capsys.readouterr().out
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").touch()
    assert making.main(["--data", str(tmp_path / "other")]) == 1
