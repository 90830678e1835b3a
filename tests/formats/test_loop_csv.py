"""Loop exports of every version, and what people make of them in spreadsheets."""

from datetime import date

import pytest
from tests.factories.exports import folder, habits_csv, one_habit, scores, zipped

from habitus.formats import findings, tables
from habitus.formats.detect import read_file
from habitus.formats.errors import DateOrderAmbiguous, ImportFormatUnknown, ImportTooLarge
from habitus.formats.loop.colors import pigment_of

READ = "001,Read,YES_NO,Did you read?,,3,7,#00897B,,,,false"
STRETCH = '002,"Stretch, 10 min",YES_NO,,,1,1,#D81B60,,,,true'
WATER = "003,Wäter,NUMERICAL,How much?,,1,1,#1976D2,glasses,AT_LEAST,8.0,false"
COFFEE = "004,Coffee,NUMERICAL,,,1,7,#757575,cups,AT_MOST,2.0,false"


def kinds(habit):
    return [(entry.day.isoformat(), entry.kind, entry.amount, entry.note) for entry in habit.entries]


def refusals(found):
    return [(row.file, row.line, row.code) for row in found.refused]


def test_a_whole_export(tmp_path):
    files = {
        "Loop/Habits.csv": habits_csv(READ, STRETCH, WATER, COFFEE),
        "Loop/001 Read/Checkmarks.csv": one_habit(
            "2026-01-05,YES_MANUAL,", '2026-01-04,NO,"Sick, again"', "2026-01-03,YES_AUTO,late",
            "2026-01-02,SKIP,", "2026-01-01,UNKNOWN,only a note", "2025-12-31,UNKNOWN,",
        ),
        "Loop/001 Read/Scores.csv": scores("2026-01-05,0.1234", "2026-01-04,0.1"),
        "Loop/002 Stretch 10 min/Checkmarks.csv": one_habit("2026-01-05,2,"),
        "Loop/003 Wter/Checkmarks.csv": one_habit("2026-01-05,7500,", "2026-01-04,0,", "2026-01-03,SKIP,ill"),
        "Loop/004 Coffee/Checkmarks.csv": one_habit("2026-01-05,NO,", "2026-01-04,YES_MANUAL,"),
        "Loop/Checkmarks.csv": "Date,Read,Stretch, 10 min,Wäter,Coffee,\n2026-01-05,NO,NO,NO,NO,\n",
        "Loop/SOURCE.txt": "not read",
    }  # fmt: skip
    found = read_file(zipped(tmp_path / "export.zip", files))
    read, stretch, water, coffee = found.habits
    assert kinds(read) == [
        ("2026-01-01", "unknown", None, "only a note"),
        ("2026-01-02", "skip", None, ""),
        ("2026-01-03", "auto", None, "late"),
        ("2026-01-04", "no", None, "Sick, again"),
        ("2026-01-05", "done", None, ""),
    ]
    assert read.scores == {date(2026, 1, 5): 0.1234, date(2026, 1, 4): 0.1}
    assert (read.times, read.days, read.target, read.question, read.color) == (
        3,
        7,
        None,
        "Did you read?",
        "sage",
    )
    assert (stretch.name, stretch.archived, stretch.color, len(stretch.entries)) == (
        "Stretch, 10 min",
        True,
        "rose",
        1,
    )
    assert kinds(water) == [
        ("2026-01-03", "skip", None, "ill"), ("2026-01-04", "no", 0.0, ""), ("2026-01-05", "done", 7.5, ""),
    ]  # fmt: skip
    assert (water.unit, water.target, water.direction, water.color) == ("glasses", 8.0, "at_least", "dusk")
    assert (coffee.direction, coffee.days, coffee.target) == ("at_most", 7, 2.0)
    assert kinds(coffee) == [("2026-01-04", "done", 0.002, ""), ("2026-01-05", "no", 0.0, "")]
    assert (found.format, found.refused, found.warnings, found.not_carried) == ("loop_csv", (), (), ())


def test_the_same_export_as_a_folder_gives_the_same(tmp_path):
    files = {"Habits.csv": habits_csv(READ), "001 Read/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,")}
    assert read_file(folder(tmp_path / "a", files)) == read_file(zipped(tmp_path / "a.zip", files))


def test_folders_are_matched_by_number_not_by_name(tmp_path):
    files = {
        "Habits.csv": habits_csv("001,чтение,YES_NO,,,1,1,,,,,false", "002,Read,YES_NO,,,1,1,,,,,false"),
        "001/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "002 Something else/Checkmarks.csv": one_habit("2026-01-06,YES_MANUAL,"),
    }
    found = read_file(folder(tmp_path, files))
    assert [habit.entries[0].day.day for habit in found.habits] == [5, 6]


def test_habits_that_share_a_number_are_told_apart_by_their_folder(tmp_path):
    files = {
        "Habits.csv": habits_csv("002,Wake up,YES_NO,,,1,1,,,,,false", "002,Väl,YES_NO,,,1,1,,,,,false"),
        "002 Wake up/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "002 Vl/Checkmarks.csv": one_habit("2026-01-06,YES_MANUAL,"),
    }
    found = read_file(folder(tmp_path, files))
    assert [habit.entries[0].day.day for habit in found.habits] == [5, 6]


def test_habits_of_the_same_name_keep_apart(tmp_path):
    rows = "001,Read,YES_NO,,,1,1,,,,,false", "002,Read,YES_NO,,,1,2,,,,,false"
    matrix = "Date,Read,Read,\n2026-01-05,NO,YES_MANUAL,\n"
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(*rows), "Checkmarks.csv": matrix}))
    assert [(habit.source_id, habit.entries[0].kind) for habit in found.habits] == [
        ("Read", "no"),
        ("Read #2", "done"),
    ]


def test_the_matrix_gives_days_and_scores_where_a_habit_has_no_files(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ, STRETCH, WATER),
        "001 Read/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "Checkmarks.csv": "Date,Read,Stretch, 10 min,Wäter,\n2026-01-05,NO,YES_MANUAL,8000,\n"
        "2026-01-04,NO,UNKNOWN,UNKNOWN,\n",
        "Scores.csv": "Date,Read,Stretch, 10 min,Wäter,\n2026-01-05,0.1,0.2,0.3,\n",
    }
    found = read_file(folder(tmp_path, files))
    assert [kinds(habit) for habit in found.habits] == [
        [("2026-01-05", "done", None, "")],
        [("2026-01-05", "done", None, "")],
        [("2026-01-05", "done", 8.0, "")],
    ]  # fmt: skip
    assert [habit.scores for habit in found.habits] == [{date(2026, 1, 5): n / 10} for n in (1, 2, 3)]


def test_the_matrix_gives_the_first_habit_where_only_that_has_no_file(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ, STRETCH),
        "002 Stretch 10 min/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "Checkmarks.csv": "Date,Read,Stretch, 10 min,\n2026-01-05,NO,YES_MANUAL,\n2026-01-04,NO,NO,NO,\n",
    }
    found = read_file(folder(tmp_path, files))
    assert [len(habit.entries) for habit in found.habits] == [1, 1]
    assert refusals(found) == [("Checkmarks.csv", 3, "row_too_long")]


def test_a_matrix_of_some_of_the_habits(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ, STRETCH, WATER),
        "Checkmarks.csv": "Date,Wäter,Stretch, 10 min,\n2026-01-05,8000,YES_MANUAL,\n",
    }
    found = read_file(folder(tmp_path, files))
    assert [len(habit.entries) for habit in found.habits] == [0, 1, 1]


def test_a_lone_matrix_makes_daily_habits(tmp_path):
    text = "Date,Read,Weight,Stretch, 10 min\n01-02-26,2,81500,1\n01-01-26,0,80000,3\n12-31-25,-1,-1,2\n"
    found = read_file(folder(tmp_path, {"Checkmarks.csv": text}) / "Checkmarks.csv")
    read, weight, stretch = found.habits
    assert kinds(read) == [("2026-01-01", "no", None, ""), ("2026-01-02", "done", None, "")]
    assert (read.times, read.days, read.goal_known) == (1, 1, False)
    assert (weight.measure, weight.target, weight.goal_known) == ("amount", 80.0, False)
    assert kinds(weight) == [("2026-01-01", "done", 80.0, ""), ("2026-01-02", "done", 81.5, "")]
    assert [entry.kind for entry in stretch.entries] == ["done", "skip", "auto"]
    assert stretch.name == "Stretch, 10 min"
    assert any("80" in warning and "Weight" in warning for warning in found.warnings)
    assert any("daily" in warning for warning in found.warnings)


def test_a_header_that_cannot_be_told_apart_is_left_out(tmp_path):
    files = {"Checkmarks.csv": "Date,Read,or write,Run\n2026-01-05,2,2\n2026-01-04,2,2\n"}
    found = read_file(folder(tmp_path, files))
    assert found.habits == ()
    assert "cannot be told apart" in found.warnings[0]
    assert [(row.line, row.code) for row in found.refused] == [(2, "header_unclear"), (3, "header_unclear")]
    assert found.refused_entries == 2


def test_a_loose_file_is_called_after_itself(tmp_path):
    path = (
        folder(tmp_path, {"Morning_run.csv": "Date,Value\n2026-01-05,1000\n2026-01-04,NO\n"})
        / "Morning_run.csv"
    )
    (habit,) = read_file(path).habits
    assert (habit.name, habit.measure, habit.target) == ("Morning run", "amount", 1.0)


def test_loose_files_find_their_habit_by_its_words(tmp_path):
    files = {
        "Meta.csv": habits_csv(
            "001,(Mon - evening) L- sit,YES_NO,,,1,7,,,,,false", READ.replace("001", "002")
        ),
        "binary_Mon_evening_L_sit_.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "Read_Checkmarks.csv": one_habit("2026-01-06,YES_MANUAL,"),
        "Other thing.csv": one_habit("2026-01-07,YES_MANUAL,"),
    }
    found = read_file(folder(tmp_path, files))
    assert [(habit.name, habit.entries[0].day.day) for habit in found.habits] == [
        ("(Mon - evening) L- sit", 5), ("Read", 6), ("Other thing", 7),
    ]  # fmt: skip


def test_the_folder_of_one_habit_alone(tmp_path):
    files = {
        "002 Wake up/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "002 Wake up/Scores.csv": scores("2026-01-05,0.05"),
    }
    for path in (
        folder(tmp_path / "x", files),
        tmp_path / "x" / "002 Wake up",
        zipped(tmp_path / "x.zip", files),
    ):
        (habit,) = read_file(path).habits
        assert (habit.name, len(habit.entries), len(habit.scores)) == ("Wake up", 1, 1)


def test_folders_and_matrix_without_a_habits_file_are_the_same_habits(tmp_path):
    files = {
        "001 Wrter/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "Checkmarks.csv": "Date,Wörter,Run,\n2026-01-05,YES_MANUAL,NO,\n",
    }
    found = read_file(folder(tmp_path, files))
    assert [(habit.name, len(habit.entries)) for habit in found.habits] == [("Wrter", 1), ("Run", 1)]


def test_the_first_versions_without_headers_and_types(tmp_path):
    files = {
        "Habits.csv": "Name,Description,NumRepetitions,Interval,Color\nRead,Did you?,2,7,#FF8F00\n",
        "001 Read/Checkmarks.csv": "2016-01-02,2\n2016-01-01,0\n",
        "001 Read/Scores.csv": "2016-01-02,0.0519\n",
    }
    (habit,) = read_file(folder(tmp_path, files)).habits
    assert (habit.measure, habit.times, habit.days, habit.question, habit.color) == (
        "check",
        2,
        7,
        "Did you?",
        "honey",
    )
    assert [entry.kind for entry in habit.entries] == ["no", "done"]
    assert len(habit.scores) == 1


def test_bad_rows_are_refused_one_by_one(tmp_path):
    rows = (
        "2026-01-09,YES_MANUAL,", "2026-01-08,MAYBE,", "yesterday,YES_MANUAL,", "2026-01-07",
        '2026-01-06,NO,"open',
        "2026-01-05,12000,", "2026-01-09,NO,", "2026-01-04,-2150000000,", "2026-01-03,YES_MANUAL,",
    )  # fmt: skip
    found = read_file(
        folder(tmp_path, {"Habits.csv": habits_csv(READ), "001 Read/Checkmarks.csv": one_habit(*rows)})
    )
    file = "001 Read/Checkmarks.csv"
    assert sorted(refusals(found)) == [
        (file, 3, "value_unreadable"), (file, 4, "date_unreadable"), (file, 5, "row_too_short"),
        (file, 6, "quotes_unclosed"), (file, 7, "value_unreadable"), (file, 8, "day_twice"),
        (file, 9, "value_unreadable"),
    ]  # fmt: skip
    assert found.refused_entries == 7
    assert [entry.day.day for entry in found.habits[0].entries] == [3, 9]
    assert all(row.reason for row in found.refused)


def test_bad_cells_of_a_matrix_leave_their_row(tmp_path):
    text = "Date,A,B,\n2026-01-05,2,what,\nnever,2,2,\n2026-01-04,2,2,2,\n2026-01-03,2,\n"
    found = read_file(folder(tmp_path, {"Checkmarks.csv": text}))
    assert [(row.line, row.code) for row in found.refused] == [
        (2, "value_unreadable"), (3, "date_unreadable"), (4, "row_too_long"),
    ]  # fmt: skip
    assert [len(habit.entries) for habit in found.habits] == [2, 0]


def test_bad_habits_are_refused_or_mended(tmp_path):
    rows = (
        "001,,YES_NO,,,1,1,,,,,false", "002,Often,YES_NO,,,9,7,,,,,false",
        f"003,{'x' * 130},YES_NO,,,7,7,,,,,false",
        "004,Pages,NUMERICAL,,,1,1,,,AT_LEAST,0.0,false", "005,Noted,YES_NO,Done?,A long story,1,1,,,,,false",
    )  # fmt: skip
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(*rows)}))
    assert refusals(found) == [("Habits.csv", 2, "name_missing")]
    assert found.refused_entries == 0
    often, long, pages, noted = found.habits
    assert (often.times, often.days, long.times, len(long.name), pages.target) == (1, 1, 1, 120, 1.0)
    assert (noted.question, noted.description) == ("Done?", "A long story")
    assert len(found.warnings) == 4
    assert "no day of them" in found.warnings[0]
    assert found.not_carried == ()


def test_each_file_has_its_own_date_order(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ, STRETCH, WATER),
        "001 Read/Checkmarks.csv": one_habit("13-02-2026,YES_MANUAL,", "12-02-2026,YES_MANUAL,"),
        "002 S/Checkmarks.csv": one_habit("02/13/2026,YES_MANUAL,", "02/12/2026,YES_MANUAL,"),
        "003 W/Checkmarks.csv": one_habit("01-02-2026,8000,", "03-04-2026,8000,"),
    }
    path = folder(tmp_path, files)
    found = read_file(path)
    assert [[entry.day.month for entry in habit.entries] for habit in found.habits] == [[2, 2], [2, 2], []]
    assert [(row.line, row.code) for row in found.refused] == [
        (2, "date_order_ambiguous"),
        (3, "date_order_ambiguous"),
    ]
    assert any("--date-order" in warning for warning in found.warnings)
    assert [entry.day.month for entry in read_file(path, "mdy").habits[2].entries] == [1, 3]
    assert [entry.day.month for entry in read_file(path, "dmy").habits[2].entries] == [2, 4]


def test_a_lone_ambiguous_file_is_refused_whole(tmp_path):
    path = folder(tmp_path, {"Read.csv": one_habit("01-02-2026,YES_MANUAL,", "03-04-2026,NO,")}) / "Read.csv"
    with pytest.raises(DateOrderAmbiguous, match="--date-order"):
        read_file(path)
    assert read_file(path, "dmy").habits[0].entries[0].day == date(2026, 2, 1)


@pytest.mark.parametrize("name", ["001 Read/Scores.csv", "Scores.csv"])
def test_ambiguous_scores_are_not_compared(tmp_path, name):
    head = "Date,Score" if "/" in name else "Date,Read,"
    files = {
        "Habits.csv": habits_csv(READ),
        "001 Read/Checkmarks.csv": one_habit("2026-01-05,YES_MANUAL,"),
        name: f"{head}\n01-02-2026,0.1\n03-04-2026,0.2\n",
    }
    found = read_file(folder(tmp_path, files))
    assert found.habits[0].scores is None
    assert "not compared" in found.warnings[0]


def test_files_that_are_something_else_are_left_out_with_a_word(tmp_path):
    files = {
        "Checkmarks.csv": "Date,Read\n2026-01-05,2\n",
        "Steps.csv": "Date,Calories,Distance\n2026-01-05,1234.5,77.3\n2026-01-04,1.5,\n",
        "people.csv": "name,age\nx,1\n",
        "old.csv": "name,age\nü,1\n".encode("cp1252"),
        "empty.csv": "",
    }
    found = read_file(folder(tmp_path, files))
    assert len(found.habits) == 1
    assert sum("left out" in warning for warning in found.warnings) == 4
    assert any("UTF-8" in warning for warning in found.warnings)


def test_what_holds_no_habits_is_refused(tmp_path):
    with pytest.raises(ImportFormatUnknown):
        read_file(folder(tmp_path, {"Steps.csv": "Date,Calories\n2026-01-05,1234.5\n"}))


def test_a_second_file_of_a_habit_is_left_out(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ),
        "Read.csv": one_habit("2026-01-05,YES_MANUAL,"),
        "read copy/Read.csv": one_habit("2026-01-06,YES_MANUAL,"),
    }
    found = read_file(folder(tmp_path, files))
    assert [entry.day.day for entry in found.habits[0].entries] == [5]
    assert "second file" in found.warnings[0]
    assert [(left.what, left.count) for left in found.not_carried] == [("entries", 1)]


def test_limits_of_rows_days_and_columns(tmp_path, monkeypatch):
    path = folder(
        tmp_path, {"Read.csv": one_habit(*(f"2026-01-{day:02},YES_MANUAL," for day in range(1, 8)))}
    )
    monkeypatch.setattr(findings, "MAX_ROWS", 6)
    with pytest.raises(ImportTooLarge):
        read_file(path)
    monkeypatch.setattr(findings, "MAX_ROWS", 7)
    monkeypatch.setattr(findings, "MAX_ENTRIES", 6)
    with pytest.raises(ImportTooLarge):
        read_file(path)
    wide = ",".join(f"h{number}" for number in range(tables.MAX_COLUMNS + 1))
    cells = ",".join("2" for _ in range(tables.MAX_COLUMNS + 1))
    with pytest.raises(ImportTooLarge):
        read_file(folder(tmp_path / "wide", {"Checkmarks.csv": f"Date,{wide}\n2026-01-05,{cells}\n"}))


def test_endless_refusals_are_counted_but_not_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(findings, "REFUSED_LISTED", 3)
    path = folder(tmp_path, {"Read.csv": one_habit(*(f"2026-01-0{day},WHAT," for day in range(1, 8)))})
    found = read_file(path)
    assert (len(found.refused), found.refused_entries) == (3, 7)
    assert any("the count goes on" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "color, pigment",
    [
        ("#D32F2F", "rose"), ("#E64A19", "clay"), ("#FF8F00", "honey"), ("#388E3C", "moss"),
        ("#00897B", "sage"),
        ("#00ACC1", "lagoon"), ("#1976D2", "dusk"), ("#8E24AA", "heather"), ("#757575", "dusk"),
        ("#FF1976D2", "dusk"),
        ("blue", None), ("", None),
    ],
)  # fmt: skip
def test_colours_become_the_nearest_pigment(color, pigment):
    assert pigment_of(color) == pigment
