"""The report in words."""

from datetime import date

from habitus.interchange.report import render_report
from habitus.interchange.schemas import (
    EntryCounts,
    HabitCounts,
    ImportReport,
    MeasurementCounts,
    NotCarried,
    PartCounts,
    Refused,
    ScoreCheck,
    SkippedHabit,
    WorstScore,
)


def report(**changed):
    values = {
        "format": "loop_csv",
        "person": "mira@home.example",
        "dry_run": False,
        "habits": HabitCounts(new=1, merged=2, unchanged=3),
        "entries": EntryCounts(read=15, added=1, updated=2, unchanged=3, automatic_dropped=4, refused=5),
        "notes": PartCounts(read=6, added=7),
        "skips": PartCounts(read=8, added=9),
        "measurements": MeasurementCounts(read=0, added=0, merged=0, zeros_dropped=0),
        "refused": [],
        "not_carried": [],
        "warnings": [],
        "score_check": None,
    }
    return ImportReport(**(values | changed))


def test_the_counts_add_up_in_words_too():
    text = render_report(report())
    assert "Imported into mira@home.example's Habitus." in text
    assert "Habits   1 new, 2 merged, 3 unchanged" in text
    assert "15 read = 1 added + 2 updated + 3 unchanged + 4 automatic + 5 refused" in text


def test_a_dry_run_says_so():
    assert "nothing was written" in render_report(report(dry_run=True))


def test_many_refusals_become_counts():
    rows = [Refused(file=f"{at % 13}.csv", line=at, code="day_twice", reason="Twice.") for at in range(40)]
    text = render_report(report(refused=rows))
    assert "Refused  9.csv, line 9: Twice. (day_twice)" in text
    assert "Refused  3 more in 10.csv (day_twice)" in text
    assert "Refused  more in 3 other places; --json lists them" in text


def test_scores_what_was_left_out_and_notes():
    worst = WorstScore(habit="Read", day=date(2026, 10, 1), theirs=0.51, ours=0.5)
    check = ScoreCheck(
        compared=4,
        max_abs_diff=0.01,
        worst=worst,
        skipped_habits=[SkippedHabit(habit="Coffee", reason="It has a limit.")],
    )
    left_out = [NotCarried(what="habits", count=1, reason="A limit.")]
    text = render_report(report(score_check=check, not_carried=left_out, warnings=["Look at the goals."]))
    assert "on 4 days; it differs by 0.010000 at most: “Read” on 2026-10-01" in text
    assert "Not compared: “Coffee”. It has a limit." in text
    assert "Left out habits (1): A limit." in text
    assert "Note: Look at the goals." in text


def test_nothing_to_compare():
    check = ScoreCheck(compared=0, max_abs_diff=0.0, worst=None, skipped_habits=[])
    assert "could not be compared" in render_report(report(score_check=check))


def test_a_file_cannot_send_codes_to_the_terminal():
    assert "\x1b" not in render_report(report(warnings=["\x1b[2J gone"]))
