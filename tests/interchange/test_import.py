"""Importing into both databases: what is written, what is left alone, and that the report adds up."""

from datetime import date, timedelta

import pytest
from tests.factories.exports import folder, habits_csv, one_habit, scores, zipped
from tests.factories.habits import change, create_habit
from tests.factories.jobs import drain
from tests.factories.people import create_person, me_again

from habitus.accounts.queries import people
from habitus.formats.errors import ArchiveUnsafe, DateOrderAmbiguous
from habitus.habits import service as habits
from habitus.habits.models import SourceKey
from habitus.habits.queries import entries as entry_queries
from habitus.habits.queries import habits as habit_queries
from habitus.habits.queries import sources
from habitus.habits.rules import strength
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Source
from habitus.interchange import service, storing
from habitus.interchange.service import Options, import_file
from habitus.kernel.errors import StorageUnavailable

READ = "001,Read,YES_NO,Did you read?,,1,1,#00897B,,,,false"
RUN = "002,Run,YES_NO,,,2,7,#D81B60,,,,true"
WATER = "003,Water,NUMERICAL,How much?,,1,7,#1976D2,glasses,AT_LEAST,8.0,false"
COFFEE = "004,Coffee,NUMERICAL,,,1,1,#757575,cups,AT_MOST,2.0,false"
FIRST = date(2026, 10, 1)
IN_A_ROW = {3: 0.147820, 8: 0.347244, 13: 0.5, 20: 0.655747}
"""Loop's own test vectors: so many checks in a row of a daily habit give this score."""


@pytest.fixture
def person(db):
    return create_person(db, "Mira")


def day(number):
    return FIRST + timedelta(days=number - 1)


def export(**changed):
    """Twenty days of reading, some runs, some water, and coffee, which has a limit."""
    files = {
        "Habits.csv": habits_csv(READ, RUN, WATER, COFFEE),
        "001 Read/Checkmarks.csv": one_habit(*(f"{day(n)},YES_MANUAL," for n in range(20, 0, -1))),
        "001 Read/Scores.csv": scores(*(f"{day(n)},{score:.4f}" for n, score in IN_A_ROW.items())),
        "002 Run/Checkmarks.csv": one_habit(
            f"{day(9)},YES_AUTO,rested", f"{day(8)},YES_AUTO,", f"{day(7)},SKIP,ill", f"{day(6)},NO,late",
            f"{day(5)},YES_MANUAL,", f"{day(4)},UNKNOWN,rain", f"{day(3)},YES_MANUAL,", f"{day(2)},HM,",
        ),
        "003 Water/Checkmarks.csv": one_habit(f"{day(3)},7500,", f"{day(2)},0,", f"{day(1)},1000,small"),
        "004 Coffee/Checkmarks.csv": one_habit(f"{day(2)},1000,", f"{day(1)},2000,"),
    }  # fmt: skip
    return files | changed


def stored(db, me, name):
    """The entries of a habit by day of the month."""

    def read(tx):
        row = next(row for row in habit_queries.habits(tx, me.key) if row.name == name)
        return entry_queries.entries(tx, me.key, row.key, date(2000, 1, 1), date(2100, 1, 1))

    return {on.day: entry for on, entry in db.run_read(read).items()}


def habit_named(db, me, name):
    for which in ("active", "archived"):
        for habit in db.run_read(habits.list_habits, me, None, 100, which).items:
            if habit.name == name:
                return habit
    return None


def adds_up(report):
    entries = report.entries
    parts = (entries.added, entries.updated, entries.unchanged, entries.automatic_dropped, entries.refused)
    return entries.read == sum(parts)


def test_a_first_import_and_its_report(db, person, tmp_path):
    report = import_file(db, zipped(tmp_path / "loop.zip", export()), person.email)
    assert report.model_dump(exclude={"score_check"}) == {
        "format": "loop_csv",
        "person": person.email,
        "dry_run": False,
        "habits": {"new": 4, "merged": 0, "unchanged": 0},
        "entries": {
            "read": 33,
            "added": 30,
            "updated": 0,
            "unchanged": 0,
            "automatic_dropped": 2,
            "refused": 1,
        },
        "notes": {"read": 5, "added": 5},
        "skips": {"read": 1, "added": 1},
        "measurements": {"read": 0, "added": 0, "merged": 0, "zeros_dropped": 0},
        "refused": [
            {
                "file": "002 Run/Checkmarks.csv",
                "line": 9,
                "code": "value_unreadable",
                "reason": "The value is neither a word nor a number that the export uses. "
                "Correct the row in the file, or enter the day by hand.",
            }
        ],
        "not_carried": [],
        "warnings": [],
    }
    assert adds_up(report)


def test_what_is_stored_of_an_import(db, person, tmp_path):
    import_file(db, folder(tmp_path, export()), person.email)
    run = {on: (entry.state, entry.note, entry.source) for on, entry in stored(db, person, "Run").items()}
    assert run == {
        3: (State.DONE, None, Source.IMPORT),
        4: (State.NONE, "rain", Source.IMPORT),
        5: (State.DONE, None, Source.IMPORT),
        6: (State.NONE, "late", Source.IMPORT),
        7: (State.SKIPPED, "ill", Source.IMPORT),
        9: (State.NONE, "rested", Source.IMPORT),
    }
    water = {on: (entry.state, entry.amount) for on, entry in stored(db, person, "Water").items()}
    assert water == {1: (State.DONE, 1_000_000), 2: (State.DONE, 0), 3: (State.DONE, 7_500_000)}
    read, run, water = (habit_named(db, person, name) for name in ("Read", "Run", "Water"))
    assert (read.question, read.color, read.start, read.longest_streak) == (
        "Did you read?",
        "sage",
        FIRST,
        20,
    )
    assert (run.goal.times, run.goal.days, run.archived_at is None) == (2, 7, False)
    assert (water.unit, water.goal.target, water.goal.days) == ("glasses", 8.0, 7)
    assert (run.kind, water.kind) == ("build", "build")


def test_a_limit_becomes_something_to_quit(db, person, tmp_path):
    rows = (
        COFFEE,
        "005,Sugar,NUMERICAL,,,1,1,,spoons,AT_MOST,0.0,false",
        "006,Beer,NUMERICAL,,,3,7,,,AT_MOST,5,false",
    )
    days = one_habit(f"{day(4)},NO,", f"{day(3)},SKIP,", f"{day(2)},3000,", f"{day(1)},2000,")
    files = {f"{at:03} {name}/Checkmarks.csv": days for at, name in enumerate(("Coffee", "Sugar", "Beer"), 4)}
    import_file(db, folder(tmp_path, files | {"Habits.csv": habits_csv(*rows)}), person.email)
    coffee, sugar, beer = (habit_named(db, person, name) for name in ("Coffee", "Sugar", "Beer"))
    assert {(habit.kind, habit.measure, habit.goal.direction) for habit in (coffee, sugar, beer)} == {
        ("quit", "amount", "at_most")
    }
    assert (coffee.goal.target, sugar.goal.target, beer.goal.target) == (2.0, 0.0, 5.0)
    assert (coffee.goal.days, sugar.goal.days, beer.goal.days, beer.goal.per_day) == (1, 1, 7, False)
    entries = {on: (entry.state, entry.amount) for on, entry in stored(db, person, "Coffee").items()}
    assert entries == {
        1: (State.DONE, 2_000_000),
        2: (State.DONE, 3_000_000),
        3: (State.SKIPPED, None),
        4: (State.DONE, 0),
    }
    drain(db)
    totals = db.run_read(habits.month, me_again(db, person.key), "2026-10").days[:5]
    assert [(one.due, one.done) for one in totals] == [(3, 2), (3, 1), (0, 0), (3, 3), (3, 3)]


def test_an_archived_habit_asks_for_nothing_after_its_last_entry(db, person, tmp_path):
    import_file(db, folder(tmp_path, export()), person.email)
    names = {on: [item.name for item in db.run_read(habits.agenda, person, day(on)).items] for on in (9, 10)}
    assert "Run" in names[9]
    assert "Run" not in names[10]


def test_the_month_shows_an_import(db, person, tmp_path):
    import_file(db, folder(tmp_path, {"Habits.csv": habits_csv(READ)} | only_reading(export())), person.email)
    month = db.run_read(habits.month, me_again(db, person.key), "2026-10")
    assert [(totals.due, totals.done) for totals in month.days[:21]] == [(1, 1)] * 20 + [(1, 0)]


def only_reading(files):
    return {name: text for name, text in files.items() if name.startswith("001")}


def test_importing_again_adds_nothing(db, person, tmp_path):
    path = folder(tmp_path, export())
    first = import_file(db, path, person.email)
    before = {name: stored(db, person, name) for name in ("Read", "Run", "Water", "Coffee")}
    again = import_file(db, path, person.email)
    assert (again.habits.new, again.habits.merged, again.habits.unchanged) == (0, 0, 4)
    assert (again.entries.added, again.entries.updated, again.entries.unchanged) == (0, 0, 30)
    assert (again.notes.read, again.notes.added, again.skips.read, again.skips.added) == (5, 0, 1, 0)
    assert again.entries.read == first.entries.read
    assert {name: stored(db, person, name) for name in before} == before


def test_importing_again_leaves_the_persons_sequence_alone(db, person, tmp_path):
    path = folder(tmp_path, export())
    import_file(db, path, person.email)
    before = sequence(db)
    import_file(db, path, person.email)
    assert sequence(db) == before


def sequence(db):
    return db.run_read(people.person_by_email, "mira@home.example").seq


def test_a_dry_run_says_the_same_and_writes_nothing(db, person, tmp_path):
    path = folder(tmp_path, export())
    before = sequence(db)
    dry = import_file(db, path, person.email, Options(dry_run=True))
    assert habit_named(db, person, "Read") is None
    assert sequence(db) == before
    real = import_file(db, path, person.email)
    assert dry.model_dump(exclude={"dry_run"}) == real.model_dump(exclude={"dry_run"})
    dry_again = import_file(db, path, person.email, Options(dry_run=True))
    real_again = import_file(db, path, person.email)
    assert dry_again.model_dump(exclude={"dry_run"}) == real_again.model_dump(exclude={"dry_run"})


def test_a_day_the_person_changed_is_never_overwritten(db, person, tmp_path):
    path = folder(tmp_path, export())
    import_file(db, path, person.email)
    read = habit_named(db, person, "Read")
    db.run_write(
        habits.apply, me_again(db, person.key), read.id, [change(day(5), State.SKIPPED, note="mine")]
    )
    again = import_file(db, path, person.email)
    assert (again.entries.added, again.entries.updated) == (0, 0)
    assert (stored(db, person, "Read")[5].state, stored(db, person, "Read")[5].note) == (
        State.SKIPPED,
        "mine",
    )
    assert any("by hand" in warning for warning in again.warnings)


def test_a_day_that_changed_in_the_source_is_updated(db, person, tmp_path):
    import_file(db, folder(tmp_path / "old", export()), person.email)
    rows = f"{day(5)},SKIP,cold", f"{day(3)},YES_AUTO,", f"{day(10)},YES_MANUAL,"
    newer = export(**{"002 Run/Checkmarks.csv": one_habit(*rows)})
    report = import_file(db, folder(tmp_path / "new", newer), person.email)
    assert (report.entries.added, report.entries.updated, report.entries.automatic_dropped) == (1, 1, 1)
    assert (report.notes.added, report.skips.added) == (1, 1)
    assert (report.habits.merged, report.habits.unchanged) == (1, 3)
    run = stored(db, person, "Run")
    assert [run[on].state for on in (3, 5, 10)] == [State.NONE, State.SKIPPED, State.DONE]
    assert adds_up(report)


def test_a_habit_of_the_same_name_is_continued_and_found_again_under_another(db, person, tmp_path):
    mine = create_habit(db, person, "Read")
    path = folder(tmp_path, export())
    dry = import_file(db, path, person.email, Options(dry_run=True))
    report = import_file(db, path, person.email)
    assert (report.habits.new, report.habits.merged) == (dry.habits.new, dry.habits.merged) == (3, 1)
    assert habit_named(db, person, "Read").id == mine
    assert db.run_read(sources.habit_of, person.key, SourceKey("loop_csv", "Read")) == mine


def test_what_a_habit_is_stays_and_the_differences_are_told(db, person, tmp_path):
    import_file(db, folder(tmp_path / "old", export()), person.email)
    newer = READ.replace(",1,1,", ",3,7,").replace("false", "true")
    path = folder(tmp_path / "new", export(**{"Habits.csv": habits_csv(newer, RUN, WATER, COFFEE)}))
    report = import_file(db, path, person.email)
    assert [warning for warning in report.warnings if "“Read”" in warning] == [
        "“Read” has another goal in the file; here it keeps its own.",
        "“Read” is archived in the file; here it stays in use.",
    ]
    assert not any("“Run”" in warning or "“Water”" in warning for warning in report.warnings)
    read = habit_named(db, person, "Read")
    assert (read.goal.times, read.goal.days, read.archived_at) == (1, 1, None)


def test_habits_of_one_name_go_into_habits_of_their_own(db, person, tmp_path):
    create_habit(db, person, "Read")
    plain = READ.replace("Did you read?", "")
    rows = plain, plain.replace("001", "002")
    files = {"Habits.csv": habits_csv(*rows), "002 Read/Checkmarks.csv": one_habit(f"{FIRST},YES_MANUAL,")}
    path = folder(tmp_path, files)
    for options in (Options(dry_run=True), Options()):
        report = import_file(db, path, person.email, options)
        assert (report.habits.new, report.habits.unchanged) == (1, 1)


def test_a_habit_that_turned_from_checks_to_amounts_is_left_out(db, person, tmp_path):
    name = "Pages.csv"
    import_file(db, folder(tmp_path / "a", {name: one_habit(f"{day(1)},YES_MANUAL,")}), person.email)
    report = import_file(db, folder(tmp_path / "b", {name: one_habit(f"{day(1)},12000,")}), person.email)
    assert [(item.what, item.count, item.reason) for item in report.not_carried] == [
        ("habits", 1, service.OTHER_HABIT), ("entries", 1, service.OTHER_HABIT),
    ]  # fmt: skip
    assert report.entries.read == 0


def test_another_person_has_their_own(db, person, tmp_path):
    other = create_person(db, "Tomasz")
    path = folder(tmp_path, export())
    import_file(db, path, person.email)
    report = import_file(db, path, other.email)
    assert (report.habits.new, report.entries.added) == (4, 30)


def test_days_of_the_future_are_refused(db, person, tmp_path):
    rows = [f"{person.today + timedelta(days=ahead)},YES_MANUAL," for ahead in range(4)]
    report = import_file(db, folder(tmp_path, {"Read.csv": one_habit(*rows)}), person.email)
    assert (report.entries.added, report.entries.refused) == (2, 2)
    assert [(row.line, row.code) for row in report.refused] == [(4, "day_not_open"), (5, "day_not_open")]
    assert adds_up(report)


def test_slices_and_going_on_after_a_stop(db, person, tmp_path, monkeypatch):
    monkeypatch.setattr(service, "SLICE", 6)
    path = folder(tmp_path, export())
    lay, laid = storing.lay, []

    def stop_at_the_third(*args):
        laid.append(args)
        if len(laid) == 3:
            raise StorageUnavailable
        return lay(*args)

    monkeypatch.setattr(storing, "lay", stop_at_the_third)
    with pytest.raises(StorageUnavailable):
        import_file(db, path, person.email)
    assert len(stored(db, person, "Read")) == 12
    monkeypatch.setattr(storing, "lay", lay)
    report = import_file(db, path, person.email)
    assert (report.habits.new, report.habits.merged) == (3, 1)
    assert (report.entries.added, report.entries.unchanged) == (18, 12)
    assert len(stored(db, person, "Read")) == 20
    assert habit_named(db, person, "Read").longest_streak == 20


def test_a_hostile_zip_writes_nothing(db, person, tmp_path):
    before = sequence(db)
    with pytest.raises(ArchiveUnsafe):
        import_file(db, zipped(tmp_path / "loop.zip", export(**{"../evil.csv": "x"})), person.email)
    assert sequence(db) == before
    assert habit_named(db, person, "Read") is None


def test_dates_that_stay_open_write_nothing_until_they_are_settled(db, person, tmp_path):
    path = folder(tmp_path, {"Read.csv": one_habit("01-02-2026,YES_MANUAL,", "03-04-2026,NO,")})
    with pytest.raises(DateOrderAmbiguous):
        import_file(db, path, person.email)
    assert habit_named(db, person, "Read") is None
    report = import_file(db, path, person.email, Options(date_order="mdy", unit="kg"))
    assert report.entries.added == 2
    assert any("--unit kg" in warning for warning in report.warnings)


def test_long_words_are_cut(db, person, tmp_path):
    row = f"001,Read,NUMERICAL,{'q' * 301},{'d' * 4001},1,1,,{'u' * 41},AT_LEAST,8.0,true"
    report = import_file(db, folder(tmp_path, {"Habits.csv": habits_csv(row)}), person.email)
    habit = habit_named(db, person, "Read")
    assert (len(habit.unit), len(habit.question), len(habit.description)) == (40, 300, 4000)
    assert habit.archived_at is not None
    assert any("question, description or unit of “Read”" in warning for warning in report.warnings)


def test_scores_of_loop_are_ours(db, person, tmp_path):
    path = folder(tmp_path, export())
    for options in (Options(dry_run=True), Options()):
        check = import_file(db, path, person.email, options).score_check
        assert check.compared == len(IN_A_ROW)
        assert check.max_abs_diff <= 0.0001
        assert [(skipped.habit, skipped.reason) for skipped in check.skipped_habits] == [
            ("Run", "The file has no scores of it."),
            ("Water", "The file has no scores of it."),
            ("Coffee", "The file has no scores of it."),
        ]


def test_a_score_that_is_off_is_found(db, person, tmp_path):
    changed = export()
    changed["001 Read/Scores.csv"] = changed["001 Read/Scores.csv"].replace("0.5000", "0.5100")
    check = import_file(db, folder(tmp_path, changed), person.email).score_check
    assert check.max_abs_diff >= 0.0099
    assert (check.worst.habit, check.worst.day, check.worst.theirs) == ("Read", day(13), 0.51)
    assert check.worst.ours == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("score", ["1.0050", "-0.0052"])
def test_a_score_that_cannot_be_is_compared_too(db, person, tmp_path, score):
    changed = export() | {"001 Read/Scores.csv": scores(f"{day(1)},0.0519", f"{day(2)},{score}")}
    check = import_file(db, folder(tmp_path, changed), person.email).score_check
    assert check.compared == 2
    assert (check.worst.day, check.worst.theirs) == (day(2), float(score))


def test_the_check_stands_on_our_own_strength(db, person, tmp_path, monkeypatch):
    monkeypatch.setattr(strength, "HALF_LIFE_DAYS", 12)
    check = import_file(db, folder(tmp_path, export()), person.email).score_check
    assert check.max_abs_diff > 0.005


def test_the_check_reads_what_is_stored(db, person, tmp_path):
    path = folder(tmp_path, export())
    import_file(db, path, person.email)
    read = habit_named(db, person, "Read")
    db.run_write(habits.apply, me_again(db, person.key), read.id, [change(day(2), State.NONE)])
    check = import_file(db, path, person.email).score_check
    assert check.worst.day == day(3)
    assert check.max_abs_diff > 0.04


def test_no_scores_no_check(db, person, tmp_path):
    report = import_file(db, folder(tmp_path, {"Read.csv": one_habit(f"{FIRST},YES_MANUAL,")}), person.email)
    assert report.score_check is None


def test_scores_without_a_goal_are_not_compared(db, person, tmp_path):
    files = only_reading(export())
    check = import_file(db, folder(tmp_path, files), person.email).score_check
    assert (check.compared, check.max_abs_diff, check.worst) == (0, 0.0, None)
    assert check.skipped_habits[0].reason == "The file does not say its goal."


def test_a_habit_without_entries_has_strength_zero(db, person, tmp_path):
    files = {"Habits.csv": habits_csv(READ), "001 Read/Scores.csv": scores(f"{FIRST},0.0000")}
    check = import_file(db, folder(tmp_path, files), person.email).score_check
    assert (check.compared, check.max_abs_diff) == (1, 0.0)


def test_an_imported_mark_has_a_day_but_no_hour(db, person, tmp_path):
    import_file(db, folder(tmp_path, {"Read.csv": one_habit(f"{person.today},YES_MANUAL,")}), person.email)
    (item,) = db.run_read(habits.agenda, person, person.today).items
    assert (item.state, item.tapped_at) == ("done", None)
