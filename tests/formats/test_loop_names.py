"""Names that Loop writes without quotes, cuts or repeats: each file still finds its habit, and only its."""

import csv
import io
import re

import pytest
from tests.factories.exports import COLUMNS, folder, habits_csv, scores

from habitus.formats.detect import read_file
from habitus.formats.loop.definition import MAX_NAME

DAYS = ("2026-01-03", "2026-01-02", "2026-01-01")
LONG = "L" * (MAX_NAME + 30)


def as_loop_writes(names, *, folders):
    """An export of habits that were done on as many of DAYS as their place in the list says."""
    habits = io.StringIO()
    table = csv.writer(habits, lineterminator="\n")
    table.writerow(COLUMNS.split(","))
    files = {}
    for number, name in enumerate(names, start=1):
        table.writerow([f"{number:03}", name, "YES_NO", "", "", 1, 7, "#00897B", "", "", "", "false"])
        if folders:
            kept = re.sub(r"[^ a-zA-Z0-9._-]+", "", name)[:100].strip()
            rows = "".join(f"{day},YES_MANUAL,\n" for day in DAYS[:number])
            files[f"{number:03} {kept}".strip() + "/Checkmarks.csv"] = f"Date,Value,Notes\n{rows}"
    rows = [
        [day, *("YES_MANUAL" if place < number else "UNKNOWN" for number in range(1, len(names) + 1))]
        for place, day in enumerate(DAYS)
    ]
    lines = [f"{','.join(row)},\n" for row in [["Date", *names], *rows]]
    return {"Habits.csv": habits.getvalue(), "Checkmarks.csv": "".join(lines), **files}


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize(
    "names",
    [
        ("Stretch, 10 min", "Read"),
        ("a,b,c", "a", "b,c"),
        ("a,", "b"),
        ('"Deep" work', "Read"),
        ('"a, b"', "Read"),
        ("a;b", "Read"),
        (LONG, "Read"),
        (LONG, f"{LONG}x"),
        ("🧘", "本"),
        ("Read", "Read", "Read #2"),
        ("Date", "Score", "1"),
    ],
)
def test_every_habit_comes_once_with_its_own_days(tmp_path, names, folders):
    found = read_file(folder(tmp_path, as_loop_writes(names, folders=folders)))
    assert [habit.name for habit in found.habits] == [name[:MAX_NAME] for name in names]
    assert [len(habit.entries) for habit in found.habits] == list(range(1, len(names) + 1))
    assert len({habit.source_id for habit in found.habits}) == len(names)
    assert all(habit.goal_known and habit.days == 7 for habit in found.habits)


def test_a_name_that_is_cut_is_said_once(tmp_path):
    found = read_file(folder(tmp_path, as_loop_writes([LONG], folders=True)))
    assert found.warnings == (f"The name “{'L' * 40}…” is longer than {MAX_NAME} letters and was cut.",)


def test_hundreds_of_habits_in_one_matrix(tmp_path):
    names = [f"Habit {number}" for number in range(300)]
    header, cells = ",".join(names), ",".join("2" for _ in names)
    found = read_file(folder(tmp_path, {"Checkmarks.csv": f"Date,{header},\n2026-01-05,{cells},\n"}))
    assert [len(habit.entries) for habit in found.habits] == [1] * 300


READ = "001,Read,YES_NO,,,1,1,#00897B,,,,false"


@pytest.mark.parametrize("name", ["001 Read/Scores.csv", "Scores.csv"])
def test_scores_are_read_as_they_stand(tmp_path, name):
    """Also a wrong one, which the comparison must see, and those of a spreadsheet with decimal commas."""
    first, second, third = DAYS
    head = "Date;Score" if "/" in name else "Date;Read"
    fine = "".join(f"2025-12-{day};0,5\n" for day in range(10, 20))
    rows = f"{head}\n{first};1,0032\n{second};-0,0043\n{third};many\n{fine}"
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(READ), name: rows}))
    assert sorted(set(found.habits[0].scores.values())) == [-0.0043, 0.5, 1.0032]
    assert f"Scores in {name} that cannot be read, so not compared: 1." in found.warnings


def test_a_weight_diary_is_no_matrix_of_scores(tmp_path):
    files = {"Habits.csv": habits_csv(READ), "Weight.csv": f"Date,Weight\n{DAYS[0]},80.5\n"}
    found = read_file(folder(tmp_path, files))
    assert [habit.name for habit in found.habits] == ["Read"]
    assert any("Weight.csv is no part of a Loop export" in warning for warning in found.warnings)


def test_an_empty_file_of_scores_has_none(tmp_path):
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(READ), "001 Read/Scores.csv": scores()}))
    assert not found.habits[0].scores
