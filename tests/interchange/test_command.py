"""`habitus import` as people and scripts meet it."""

import json

import pytest
from tests.factories.exports import folder, habits_csv, one_habit, zipped
from tests.factories.people import PASSWORD

FILES = {
    "Habits.csv": habits_csv("001,Read,YES_NO,,,1,1,#00897B,,,,false"),
    "001 Read/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,", "2026-01-04,SKIP,ill"),
}


@pytest.fixture
def habitus(habitus):
    """The command on an instance on which Mira lives; gives (exit code, stdout)."""
    habitus("people", "create", "--email", "mira@home.example.com", "--password", PASSWORD)
    return lambda *words: habitus(*words)[:2]


def test_an_import_prints_one_object(habitus, tmp_path):
    path = zipped(tmp_path / "loop.zip", FILES)
    code, out = habitus("import", path, "--person", "mira@home.example.com", "--json")
    report = json.loads(out)
    assert (code, report["entries"]["added"], report["dry_run"]) == (0, 2, False)
    code, out = habitus("import", path, "--person", "mira@home.example.com", "--dry-run", "--json")
    report = json.loads(out)
    assert (code, report["entries"]["added"], report["habits"]["unchanged"], report["dry_run"]) == (
        0,
        0,
        1,
        True,
    )


def test_an_import_for_people(habitus, tmp_path):
    code, out = habitus("import", folder(tmp_path / "loop", FILES), "--person", "mira@home.example.com")
    assert code == 0
    assert "Habits   1 new" in out


@pytest.mark.parametrize(
    "name, text, refused",
    [
        ("nothing.csv", None, "import_file_unreadable"),
        ("steps.csv", "Date,Calories\n2026-01-05,1234.5\n", "import_format_unknown"),
        ("read.csv", one_habit("01-02-2026,NO,", "03-04-2026,NO,"), "date_order_ambiguous"),
        ("loop.zip", "PK\x03\x04", "archive_unreadable"),
    ],
)
def test_a_refusal_is_a_problem_and_exit_1(habitus, tmp_path, name, text, refused):
    if text is not None:
        folder(tmp_path, {name: text})
    code, out = habitus("import", tmp_path / name, "--person", "mira@home.example.com", "--json")
    assert code == 1
    assert json.loads(out)["error"]["code"] == refused


def test_a_stranger_is_a_problem_and_exit_1(habitus, tmp_path):
    code, out = habitus(
        "import", folder(tmp_path / "loop", FILES), "--person", "nobody@home.example.com", "--json"
    )
    assert (code, json.loads(out)["error"]["code"]) == (1, "person_not_found")


def test_an_order_that_is_none_is_usage(habitus, tmp_path):
    words = "import", tmp_path, "--person", "mira@home.example.com", "--date-order", "ymd"
    assert habitus(*words)[0] == 2


def test_an_order_settles_the_dates(habitus, tmp_path):
    path = folder(tmp_path, {"read.csv": one_habit("01-02-2026,NO,", "03-04-2026,NO,")}) / "read.csv"
    words = (
        "import",
        path,
        "--person",
        "mira@home.example.com",
        "--date-order",
        "dmy",
        "--unit",
        "kg",
        "--json",
    )
    code, out = habitus(*words)
    assert (code, json.loads(out)["entries"]["added"]) == (0, 2)
