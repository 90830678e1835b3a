"""The backup and the CSV export of one phone: the same habits, whichever comes first."""

from datetime import date, timedelta

import pytest
from tests.factories.backups import backup, done
from tests.factories.exports import folder, habits_csv, one_habit
from tests.factories.habits import change
from tests.factories.people import create_person, me_again

from habitus.habits import lifecycle
from habitus.habits import service as habits
from habitus.habits.queries import entries as entry_queries
from habitus.habits.queries import habits as habit_queries
from habitus.habits.queries import sources
from habitus.habits.rules.log import State
from habitus.interchange.service import OTHER_HABIT, Options, import_file

READ = {"id": 1, "uuid": "a1", "name": "Read", "position": 0, "question": "Did you?", "description": "Books",
        "reminder_hour": 21, "reminder_min": 30, "reminder_days": 127}  # fmt: skip
COFFEE = {"id": 2, "uuid": "b2", "name": "Coffee", "position": 1, "type": 1, "target_type": 1,
          "target_value": 2.0, "unit": "cups"}  # fmt: skip
COLUMNS = {
    "Habits.csv": habits_csv(
        "001,Read,YES_NO,,,1,1,#00897B,,,,false",
        "002,Coffee,NUMERICAL,,,1,1,#757575,cups,AT_MOST,2.0,false",
    ),
    "001 Read/Checkmarks.csv": one_habit("2026-10-02,YES_MANUAL,", "2026-10-01,SKIP,ill"),
    "002 Coffee/Checkmarks.csv": one_habit("2026-10-02,3000,", "2026-10-01,1000,"),
}
DAYS = (
    done(1, "2026-10-02"),
    done(1, "2026-10-01", 3, "ill"),
    done(2, "2026-10-02", 3000),
    done(2, "2026-10-01", 1000),
)


@pytest.fixture
def person(db):
    return create_person(db, "Mira")


@pytest.fixture
def csv(tmp_path):
    return folder(tmp_path / "csv", COLUMNS)


@pytest.fixture
def phone(tmp_path):
    return backup(tmp_path / "phone" / "loop.db", habits=(READ, COFFEE), days=DAYS)


def here(db, me):
    """The habits in use by name."""
    return {habit.name: habit for habit in db.run_read(habits.list_habits, me, None, 100, "active").items}


def stored(db, me):
    """All that is stored of a person's habits: name → day → (state, amount, note)."""

    def read(tx):
        return {
            row.name: {
                day: (entry.state, entry.amount, entry.note)
                for day, entry in entry_queries.entries(
                    tx, me.key, row.key, date(2000, 1, 1), date(2100, 1, 1)
                ).items()
            }
            for row in habit_queries.habits(tx, me.key)
        }

    return db.run_read(read)


def keys(db, me):
    found = db.run_read(sources.keys, me.key)
    return sorted(key for of_one in found.values() for key in of_one)


def both(db, path, email):
    """The report of an import, which a dry run must have said before."""
    dry = import_file(db, path, email, Options(dry_run=True))
    real = import_file(db, path, email)
    assert dry.model_dump(exclude={"dry_run"}) == real.model_dump(exclude={"dry_run"})
    return real


ALL_KEYS = [("loop_csv", "Coffee"), ("loop_csv", "Read"), ("loop_db", "a1"), ("loop_db", "b2")]


def test_the_export_and_then_the_backup(db, person, csv, phone):
    both(db, csv, person.email)
    before = {name: habit.id for name, habit in here(db, person).items()}
    days = stored(db, person)
    report = both(db, phone, person.email)
    assert (report.habits.new, report.habits.merged, report.habits.unchanged) == (0, 1, 1)
    assert (report.entries.added, report.entries.unchanged) == (0, 4)
    assert {name: habit.id for name, habit in here(db, person).items()} == before
    assert stored(db, person) == days
    assert keys(db, person) == ALL_KEYS


def test_the_backup_and_then_the_export(db, person, csv, phone):
    both(db, phone, person.email)
    days = stored(db, person)
    assert keys(db, person) == ALL_KEYS
    report = both(db, csv, person.email)
    assert (report.habits.new, report.habits.merged, report.habits.unchanged) == (0, 0, 2)
    assert (report.entries.added, report.entries.unchanged) == (0, 4)
    assert stored(db, person) == days


def test_a_backup_brings_description_and_reminders(db, person, phone):
    both(db, phone, person.email)
    read = here(db, person)["Read"]
    assert (read.question, read.description) == ("Did you?", "Books")
    assert [(one.time, one.weekdays) for one in read.reminders] == [("21:30", [1, 2, 3, 4, 5, 6, 7])]


def test_a_backup_fills_in_once_what_the_export_did_not_have(db, person, csv, phone):
    both(db, csv, person.email)
    report = both(db, phone, person.email)
    assert report.warnings == [
        "“Read” takes from the file what it had none of: question, description, reminders."
    ]
    read = here(db, person)["Read"]
    assert (read.question, read.description, len(read.reminders)) == ("Did you?", "Books", 1)

    db.run_write(lambda tx: habit_queries.change(tx, person.key, _key(tx, person, "Read"), {"question": ""}))
    again = both(db, phone, person.email)
    assert (again.habits.merged, again.warnings) == (0, [])
    assert here(db, person)["Read"].question == ""


def _key(tx, me, name):
    return next(row.key for row in habit_queries.habits(tx, me.key) if row.name == name)


def test_a_habit_renamed_on_the_phone_is_found_by_its_id(db, person, phone, tmp_path):
    import_file(db, phone, person.email)
    renamed = backup(
        tmp_path / "new" / "loop.db", habits=(READ | {"name": "Books"}, READ | {"id": 3, "uuid": "c3"}),
        days=(*DAYS[:2], done(3, "2026-10-05")),
    )  # fmt: skip
    report = both(db, renamed, person.email)
    assert (report.habits.new, report.habits.unchanged, report.entries.added) == (1, 1, 1)
    csv = folder(
        tmp_path / "later",
        {
            "Habits.csv": habits_csv("001,Books,YES_NO,,,1,1,,,,,false", "002,Read,YES_NO,,,1,1,,,,,false"),
            "001 Books/Checkmarks.csv": one_habit("2026-10-02,YES_MANUAL,"),
            "002 Read/Checkmarks.csv": one_habit("2026-10-05,YES_MANUAL,"),
        },
    )
    after = both(db, csv, person.email)
    assert (after.habits.new, after.entries.added, after.entries.unchanged) == (0, 0, 2)


def test_a_habit_renamed_on_the_phone_is_another_one_for_an_export_without_ids(db, person, csv, tmp_path):
    import_file(db, csv, person.email)
    renamed = {name.replace("Read", "Books"): text.replace("Read", "Books") for name, text in COLUMNS.items()}
    report = both(db, folder(tmp_path / "renamed", renamed), person.email)
    assert (report.habits.new, report.habits.unchanged) == (1, 1)


def test_a_habit_renamed_here_is_found(db, person, csv):
    import_file(db, csv, person.email)
    db.run_write(lambda tx: habit_queries.change(tx, person.key, _key(tx, person, "Read"), {"name": "Books"}))
    report = both(db, csv, person.email)
    assert (report.habits.new, report.habits.unchanged) == (0, 2)


@pytest.mark.parametrize("again", ["csv", "phone"])
def test_a_deleted_habit_comes_back_with_the_next_import(db, person, csv, phone, again):
    import_file(db, phone, person.email)
    read = here(db, person)["Read"]
    mine = change(date(2026, 10, 2), State.NONE)
    db.run_write(lambda tx: habits.apply(tx, person, read.id, [mine]))
    days = stored(db, person)
    db.run_write(lambda tx: lifecycle.delete(tx, person, read.id))
    report = both(db, {"csv": csv, "phone": phone}[again], person.email)
    assert (report.habits.new, report.habits.merged, report.habits.unchanged) == (0, 1, 1)
    assert (report.entries.added, report.entries.unchanged) == (0, 4)
    assert "“Read” had been deleted here; it is back, with all its days." in report.warnings
    assert here(db, person)["Read"].model_dump(include={"id", "reminders"}) == read.model_dump(
        include={"id", "reminders"}
    )
    assert stored(db, person) == days


def test_a_habit_of_another_kind_stays_out_until_it_is_deleted(db, person, csv, tmp_path):
    build = {"Coffee.csv": one_habit("2026-10-02,3000,", "2026-10-01,1000,")}
    import_file(db, folder(tmp_path / "loose", build), person.email)
    report = both(db, csv, person.email)
    assert [(item.what, item.count, item.reason) for item in report.not_carried] == [
        ("habits", 1, OTHER_HABIT), ("entries", 2, OTHER_HABIT),
    ]  # fmt: skip
    old = here(db, person)["Coffee"]
    db.run_write(lambda tx: lifecycle.delete(tx, person, old.id))
    report = both(db, csv, person.email)
    assert (report.habits.new, report.entries.added, report.not_carried) == (1, 2, [])
    new = here(db, person)["Coffee"]
    assert (new.kind, new.id == old.id) == ("quit", False)


def test_amounts_without_a_goal_go_into_a_limit(db, person, csv, tmp_path):
    import_file(db, csv, person.email)
    build = {"Coffee.csv": one_habit("2026-10-03,3000,", "2026-10-02,3000,")}
    report = both(db, folder(tmp_path / "loose", build), person.email)
    assert (report.habits.merged, report.entries.added, report.entries.unchanged) == (1, 1, 1)
    assert here(db, person)["Coffee"].kind == "quit"


def test_an_erased_habit_is_new_again(db, person, csv, clock):
    import_file(db, csv, person.email)
    db.run_write(lambda tx: lifecycle.delete(tx, person, here(db, person)["Read"].id))
    db.run_write(lambda tx: habit_queries.erase_one(tx, person.key, clock.now + timedelta(days=1)))
    assert keys(db, person) == [("loop_csv", "Coffee")]
    report = both(db, csv, me_again(db, person.key).email)
    assert (report.habits.new, report.entries.added) == (1, 2)


def test_two_people_have_their_own_keys(db, person, csv, phone):
    other = create_person(db, "Tomasz")
    import_file(db, csv, person.email)
    report = both(db, phone, other.email)
    assert (report.habits.new, report.entries.added) == (2, 4)
    assert (len(keys(db, person)), len(keys(db, other))) == (2, 4)
