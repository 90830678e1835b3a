"""What old versions of Loop, spreadsheets and people make of an export."""

from datetime import date

import pytest
from tests.factories.exports import COLUMNS, folder, habits_csv, one_habit, scores, zipped

from habitus.formats.detect import read_file
from habitus.formats.errors import ImportFormatUnknown

READ = "001,Read,YES_NO,Did you read?,,3,7,#00897B,,,,false"
WATER = "002,Water,NUMERICAL,How much?,,1,1,#1976D2,glasses,AT_LEAST,8.0,false"


def kinds(habit):
    return [(entry.day.day, entry.kind, entry.amount, entry.note) for entry in habit.entries]


def test_the_root_matrix_of_loop_2_0_wrote_whole_entries(tmp_path):
    text = (
        "Date,Read,Water,Run,\n"
        "2023-03-04,Entry(timestamp=2023-03-04, value=2),Entry(timestamp=2023-03-04, value=7500),2,\n"
        "2023-03-03,Entry(timestamp=2023-03-03, value=-1),UNKNOWN,Entry(timestamp=2023-03-03, value=-1),\n"
        "2023-03-02,Entry(timestamp=2023-03-02, value=0, notes=ill, (or so), said mum),"
        'Entry(timestamp=2023-03-02, value=3, notes="x"),SKIP,\n'
        "2023-03-01,Entry(timestamp=2023-03-01, value=-1, notes=why),"
        "Entry(timestamp=2023-03-01, value=0, notes=),Entry(timestamp=2023-03-01, value=1),\n"
        "2023-02-28,Entry(timestamp=2023-02-28, value=),Entry(timestamp=2023-02-28, value=1000),NO,\n"
    )
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(READ, WATER), "Checkmarks.csv": text}))
    read, water, run = found.habits
    assert kinds(read) == [
        (1, "unknown", None, "why"), (2, "no", None, "ill, (or so), said mum"), (4, "done", None, ""),
    ]  # fmt: skip
    assert kinds(water) == [
        (28, "done", 1.0, ""), (1, "no", 0.0, ""), (2, "skip", None, '"x"'), (4, "done", 7.5, ""),
    ]  # fmt: skip
    assert [entry.kind for entry in run.entries] == ["no", "auto", "skip", "done"]
    assert [(row.line, row.code) for row in found.refused] == [(6, "value_unreadable")]


@pytest.mark.parametrize("quote", ["", '"'])
def test_the_file_of_a_habit_may_have_whole_entries_too(tmp_path, quote):
    cells = ("Entry(timestamp=2023-03-02, value=2)", "Entry(timestamp=2023-03-01, value=0, notes=a, b)")
    rows = [f"2023-03-0{2 - place},{quote}{cell}{quote}" for place, cell in enumerate(cells)]
    (habit,) = read_file(folder(tmp_path, {"Read.csv": "\n".join(["Date,Value", *rows])})).habits
    assert kinds(habit) == [(1, "no", None, "a, b"), (2, "done", None, "")]


def test_integers_and_words_may_be_mixed(tmp_path):
    rows = (
        "2026-01-05,2",
        "2026-01-04,YES_MANUAL,",
        "2026-01-03,no,",
        "2026-01-02,3,ill",
        "2026-01-01, skip ",
    )
    found = read_file(folder(tmp_path, {"Read.csv": one_habit(*rows)}))
    assert [kind for _, kind, _, _ in kinds(found.habits[0])] == ["skip", "skip", "no", "done", "done"]
    assert found.refused == ()


def test_words_in_the_days_of_an_amount(tmp_path):
    rows = ("2026-01-04,NO,", "2026-01-03,YES_AUTO,", "2026-01-02,YES_MANUAL,", "2026-01-01,SKIP,ill")
    files = {"Habits.csv": habits_csv(WATER), "002 Water/Checkmarks.csv": one_habit(*rows)}
    assert kinds(read_file(folder(tmp_path, files)).habits[0]) == [
        (1, "skip", None, "ill"), (2, "done", 0.002, ""), (3, "done", 0.001, ""), (4, "no", 0.0, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header, row, question, description",
    [
        ("Name,Description,NumRepetitions,Interval,Color", "Read,Did you?,2,7,#FF8F00", "Did you?", ""),
        ("Position,Name,Description,NumRepetitions,Interval,Color", "001,Read,Did you?,2,7,", "Did you?", ""),
        (
            "Position,Name,Question,Description,NumRepetitions,Interval,Color",
            "001,Read,Did you?,Why not,2,7,#FF8F00", "Did you?", "Why not",
        ),
        (COLUMNS, '001,Read,YES_NO,Did you?,"Or\nnot",2,7,#FF8F00,,,,true', "Did you?", "Or\nnot"),
    ],
)  # fmt: skip
def test_habits_files_of_every_age(tmp_path, header, row, question, description):
    files = {"Habits.csv": f"{header}\n{row}\n", "001 Read/Checkmarks.csv": "2016-01-02,2\n"}
    (habit,) = read_file(folder(tmp_path, files)).habits
    assert (habit.question, habit.description, habit.times, habit.days) == (question, description, 2, 7)
    assert len(habit.entries) == 1


def test_what_a_habits_file_has_too_much_of_is_said(tmp_path):
    text = f"{COLUMNS},Mood,\n001,Read,YES_NO,,why, oh why,1,1,#FF8F00,,,,false,good,x\n"
    found = read_file(
        folder(tmp_path, {"Habits.csv": text, "001 Read/Checkmarks.csv": one_habit("2026-01-01,2")})
    )
    assert len(found.habits) == 1
    assert "columns we do not know: Mood." in found.warnings[0]
    assert "too many cells in line 2" in found.warnings[1]


@pytest.mark.parametrize("target, limit", [("0.0", 0.0), ("2.5", 2.5), ("2,5", 2.5)])
def test_limits_keep_their_target_also_none_at_all(tmp_path, target, limit):
    coffee = f'004,Coffee,NUMERICAL,,,1,7,#757575,cups,AT_MOST,"{target}",false'
    files = {
        "Habits.csv": habits_csv(coffee),
        "004 Coffee/Checkmarks.csv": one_habit("2026-01-02,3000,", "2026-01-01,0,"),
    }
    found = read_file(folder(tmp_path, files))
    (habit,) = found.habits
    assert (habit.direction, habit.target, habit.days, habit.goal_known) == ("at_most", limit, 7, True)
    assert kinds(habit) == [(1, "no", 0.0, ""), (2, "done", 3.0, "")]
    assert found.warnings == ()


def test_a_limit_that_cannot_be_read_becomes_the_largest_amount(tmp_path):
    coffee = "001,Coffee,NUMERICAL,,,1,1,#757575,cups,AT_MOST,lots,false"
    rows = one_habit("2026-01-02,3000,", "2026-01-01,1000,")
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(coffee), "001 Coffee/Checkmarks.csv": rows}))
    assert (found.habits[0].target, found.habits[0].goal_known) == (3.0, False)
    assert "the largest amount recorded" in found.warnings[0]


def by_name(tmp_path, habits, folders):
    """The day of each habit when the n-th folder holds the n-th of January."""
    rows = [f"{position:03},{name},YES_NO,,,1,1,,,,,false" for position, name in habits]
    files = {
        f"{name}/Checkmarks.csv": one_habit(f"2026-01-0{day},2,") for day, name in enumerate(folders, start=1)
    }
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(*rows), **files}))
    return {habit.name: [entry.day.day for entry in habit.entries] for habit in found.habits}, found


@pytest.mark.parametrize(
    "positions, folders",
    [
        ((1, 2, 2), ["001 Read", "002 Run", "002 Swim"]),
        ((1, 2, 2), ["001 Read", "002 Run", "003 Swim"]),
        ((1, 3, 7), ["001 Read", "003 Run", "007 Swim"]),
        ((1, 3, 7), ["001 Read", "002 Run", "003 Swim"]),
        ((0, 1, 2), ["001 Read", "002 Run", "003 Swim"]),
        ((5, 5, 5), ["001 Read", "002 Run", "003 Swim"]),
        ((0, 0, 0), ["001 Read", "002 Run", "003 Swim"]),
        ((1, 2, 3), ["001 Laufen", "002", "003 Swim"]),
        ((1, 2, 3), ["001 Read", "002 Swim.", "003 Swim"]),
    ],
)
def test_positions_may_have_gaps_or_be_there_twice(tmp_path, positions, folders):
    habits = list(zip(positions, ["Read", "Run", "Swim"], strict=True))
    found, _ = by_name(tmp_path, habits, folders)
    assert found == {"Read": [1], "Run": [2], "Swim": [3]}


def test_names_without_a_latin_letter_are_matched_by_their_number_also_over_gaps(tmp_path):
    found, _ = by_name(tmp_path, [(1, "чтение"), (3, "бег"), (7, "🧘")], ["001", "002", "003"])
    assert found == {"чтение": [1], "бег": [2], "🧘": [3]}
    found, _ = by_name(tmp_path / "x", [(1, "чтение"), (3, "бег"), (7, "🧘")], ["001", "003", "007"])
    assert found == {"чтение": [1], "бег": [2], "🧘": [3]}


def test_the_number_wins_over_the_name(tmp_path):
    found, _ = by_name(tmp_path, [(1, "Read"), (2, "Run")], ["001 Run", "002 Read"])
    assert found == {"Read": [1], "Run": [2]}


def test_a_folder_with_a_number_of_nobody_goes_by_its_name_with_a_word(tmp_path):
    days, found = by_name(tmp_path, [(1, "Read"), (2, "Run")], ["001 Read", "009 Run"])
    assert days == {"Read": [1], "Run": [2]}
    assert found.warnings == ("The folder 009 Run is taken for “Run” by its name; its number is another.",)


def test_a_folder_of_nobody_is_a_habit_of_its_own(tmp_path):
    days, found = by_name(tmp_path, [(1, "Read")], ["001 Read", "009 Run"])
    assert days == {"Read": [1], "Run": [2]}
    assert not found.habits[1].goal_known


def test_names_with_commas_that_fit_nothing_are_matched_by_order_and_count(tmp_path):
    """The header has other names than Habits.csv, as when one was changed by hand."""
    names = ["Stretch, long", "Read"]
    rows = [f'00{place},"{name}",YES_NO,,,1,1,,,,,false' for place, name in enumerate(names, start=1)]
    matrix = "Date,Stretch,10 min,Read,\n2026-01-02,2,0,\n2026-01-01,2,0,\n"
    found = read_file(folder(tmp_path, {"Habits.csv": habits_csv(*rows), "Checkmarks.csv": matrix}))
    assert [[entry.kind for entry in habit.entries] for habit in found.habits] == [["done"] * 2, ["no"] * 2]
    assert "in the order of the habits" in found.warnings[0]


def test_loose_files_do_not_lend_their_order_to_a_matrix(tmp_path):
    files = {
        "Read.csv": one_habit("2026-01-01,2,"), "Run.csv": one_habit("2026-01-01,2,"),
        "Checkmarks.csv": "Date,Stretch, 10 min,Sleep\n2026-01-02,2,0,\n",
    }  # fmt: skip
    found = read_file(folder(tmp_path, files))
    assert [habit.name for habit in found.habits] == ["Read", "Run", "Stretch, 10 min", "Sleep"]
    assert all(len(habit.entries) == 1 for habit in found.habits)


def test_a_habit_never_done_has_empty_files_in_the_first_versions(tmp_path):
    files = {
        "Habits.csv": "Name,Description,NumRepetitions,Interval,Color\nRead,,1,1,#FF8F00\nRun,,1,1,#FF8F00\n",
        "001 Read/Checkmarks.csv": "", "001 Read/Scores.csv": "",
        "002 Run/Checkmarks.csv": "2016-01-02,2\n2016-01-01,2\n", "002 Run/Scores.csv": "2016-01-02,0.1\n",
    }  # fmt: skip
    found = read_file(zipped(tmp_path / "a.zip", files))
    assert [len(habit.entries) for habit in found.habits] == [0, 2]
    assert found.warnings == ()


def test_days_without_a_header_may_have_notes(tmp_path):
    files = {"001 Read/Checkmarks.csv": "2016-01-02,2,well\n2016-01-01,0,\n"}
    (habit,) = read_file(folder(tmp_path, files)).habits
    assert kinds(habit) == [(1, "no", None, ""), (2, "done", None, "well")]


def test_an_ambiguous_file_without_a_header_is_refused_with_its_first_row(tmp_path):
    files = {"Read.csv": "01-02-2026,2\n03-04-2026,2\n", "Run.csv": one_habit("2026-01-01,2,")}
    found = read_file(folder(tmp_path, files))
    assert [row.line for row in found.refused] == [1, 2]
    assert "--date-order" in found.refused[0].hint


@pytest.mark.parametrize(
    "files", [["Scores.csv"], ["001 Read/Scores.csv"], ["Scores.csv", "001 Read/Scores.csv"]]
)
def test_scores_alone_are_refused_and_what_to_give_is_said(tmp_path, files):
    texts = {
        name: scores("2026-01-01,0.5") if "/" in name else "Date,A,\n2026-01-01,0.5,\n" for name in files
    }
    with pytest.raises(ImportFormatUnknown, match=r"Checkmarks\.csv"):
        read_file(folder(tmp_path, texts))


def test_scores_with_decimal_commas_and_no_quotes(tmp_path):
    files = {
        "Habits.csv": habits_csv(READ, WATER),
        "001 Read/Scores.csv": "Date,Score\n2026-01-01,0,2557\n",
        "Scores.csv": "Date,Read,Water,\n2026-01-01,0,2557,0,5000,\n",
    }
    found = read_file(folder(tmp_path, files))
    assert [habit.scores for habit in found.habits] == [
        {date(2026, 1, 1): 0.2557}, {date(2026, 1, 1): 0.5},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ("45292", "45293"), ("45292.5", '"45293,75"'), ("1-Jan-24", "2-Jan-24"), ("Jan 1 2024", "Jan 2 2024"),
        ('"January 1, 2024"', '"January 2, 2024"'), ('"Monday, 1 January 2024"', '"Tuesday, 2 January 2024"'),
        ("24/01/01", "24/01/02", "24/01/03"), ("1. 1. 2024", "2. 1. 2024", "13. 1. 2024"),
        ("2024-01-01 00:00", "2024-01-02 00:00"), ("01/01/24 12:00:00 AM", "01/02/24 0:00", "01/13/24"),
    ],
)  # fmt: skip
def test_dates_that_a_spreadsheet_wrote(tmp_path, texts):
    rows = one_habit(*(f"{text},2," for text in texts))
    found = read_file(folder(tmp_path, {"Read.csv": rows}))
    days = [entry.day for entry in found.habits[0].entries]
    assert (days[:2], found.refused) == ([date(2024, 1, 1), date(2024, 1, 2)], ())


def test_numbers_in_two_columns_are_no_days_without_a_header(tmp_path):
    files = {"Read.csv": one_habit("2026-01-01,2,"), "numbers.csv": "45292,2\n45293,2\n"}
    found = read_file(folder(tmp_path, files))
    assert len(found.habits) == 1
    assert "numbers.csv is no part" in found.warnings[0]
