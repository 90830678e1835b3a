"""Loop's backups of every version, and files that only look like one."""

import sqlite3
import tempfile
from contextlib import closing

import pytest
from tests.factories.backups import VERSIONS, backup, done
from tests.factories.exports import folder, habits_csv, one_habit

from habitus.formats import findings, tables
from habitus.formats.detect import read_file
from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown, ImportTooLarge
from habitus.formats.loop_db import database, reader
from habitus.formats.records import ImportedReminder

UUID = "5e9c1b2f00000000000000000000000a31"
MONDAY, SATURDAY, SUNDAY = 1, 32, 64


def kinds(habit):
    return [(entry.day.isoformat(), entry.kind, entry.amount, entry.note) for entry in habit.entries]


def refusals(found):
    return [(row.file, row.line, row.code) for row in found.refused]


def one(tmp_path, habit=None, days=(), version=25):
    (read,) = read_file(backup(tmp_path / "a.db", version, [habit or {}], days)).habits
    return read


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_is_read(tmp_path, version):
    habits = [
        {
            "name": "Run", "position": 1, "id": 7, "color": -2937041 if version < 14 else 0,
            "description": "Did you run?" if version < 23 else "For the heart", "question": "Did you run?",
            "freq_num": 3, "freq_den": 7, "reminder_hour": 18, "reminder_min": 30, "reminder_days": 4,
            "archived": 1, "uuid": UUID,
        },
        {"name": "Read", "position": 0, "id": 9},
    ]  # fmt: skip
    days = [done(7, "2016-02-29"), done(7, "2016-03-01", 3, "knee"), done(9, "1970-01-02")]
    found = read_file(backup(tmp_path / "Loop Habits Backup.db", version, habits, days))
    read, run = found.habits
    assert (found.format, found.warnings, found.refused, found.not_carried) == ("loop_db", (), (), ())
    assert (read.name, read.times, read.days, read.reminders, read.archived) == ("Read", 1, 1, (), False)
    assert (run.measure, run.times, run.days, run.question, run.color) == (
        "check", 3, 7, "Did you run?", "rose",
    )  # fmt: skip
    assert run.description == ("" if version < 23 else "For the heart")
    assert run.archived
    assert run.goal_known
    assert run.source_id == (UUID if version >= 24 else "Run")
    assert run.other_keys == (("loop_csv", "Run"),)
    assert run.reminders == (ImportedReminder(18 * 60 + 30, 127 if version < 11 else MONDAY),)
    assert kinds(run) == [
        ("2016-02-29", "done", None, ""),
        ("2016-03-01", "skip" if version >= 16 else "done", None, "knee" if version >= 25 else ""),
    ]
    assert kinds(read) == [("1970-01-02", "done", None, "")]


def test_amounts(tmp_path):
    habit = {"type": 1, "target_value": 8.5, "unit": "glasses", "freq_num": 5, "freq_den": 7}
    days = [done(1, "2026-01-01", 7500), done(1, "2026-01-02", 0), done(1, "2026-01-03", 3, "ill"),
            done(1, "2026-01-04", -1), done(1, "2026-01-05", -1, "?"), done(1, "2026-01-06", 2)]  # fmt: skip
    water = one(tmp_path, habit, days)
    assert (water.measure, water.unit, water.times, water.days, water.target, water.direction) == (
        "amount", "glasses", 1, 7, 8.5, "at_least",
    )  # fmt: skip
    assert kinds(water) == [
        ("2026-01-01", "done", 7.5, ""), ("2026-01-02", "no", 0.0, ""), ("2026-01-03", "skip", None, "ill"),
        ("2026-01-05", "unknown", None, "?"), ("2026-01-06", "done", 0.002, ""),
    ]  # fmt: skip


@pytest.mark.parametrize("target", [0.0, 2.0])
def test_limits_are_carried_also_a_limit_of_nothing(tmp_path, target):
    habit = {"type": 1, "target_type": 1, "target_value": target}
    coffee = one(tmp_path, habit, [done(1, "2026-01-01", 3000), done(1, "2026-01-02", 0)])
    assert (coffee.direction, coffee.target, coffee.goal_known) == ("at_most", target, True)
    assert kinds(coffee) == [("2026-01-01", "done", 3.0, ""), ("2026-01-02", "no", 0.0, "")]


def test_a_target_of_nothing_at_least_is_guessed(tmp_path):
    found = one(tmp_path, {"type": 1, "target_value": 0}, [done(1, "2026-01-01", 3000)])
    assert (found.target, found.goal_known) == (3.0, False)


def test_a_check_has_no_target_whatever_the_columns_say(tmp_path):
    found = one(tmp_path, {"type": 0, "target_type": 1, "target_value": 100.0, "unit": "x"})
    assert (found.measure, found.target, found.direction, found.unit) == ("check", None, "at_least", "")


@pytest.mark.parametrize(
    "loops, ours",
    [
        (127, 127),
        (0b1, SATURDAY),
        (0b10, SUNDAY),
        (0b100, MONDAY),
        (0b1000000, 16),
        (0b1111100, 31),
        (255, 127),
    ],
)
def test_weekdays_begin_with_saturday_there_and_with_monday_here(tmp_path, loops, ours):
    found = one(tmp_path, {"reminder_hour": 0, "reminder_min": 5, "reminder_days": loops})
    assert found.reminders == (ImportedReminder(5, ours),)


def test_reminders_that_cannot_ring_are_counted(tmp_path):
    habits = [
        {"id": 1, "reminder_hour": 8, "reminder_min": 0, "reminder_days": 0},
        {"id": 2, "reminder_hour": 8, "reminder_min": 0, "reminder_days": 128},
        {"id": 3, "reminder_hour": 24, "reminder_min": 0},
        {"id": 4, "reminder_hour": 8, "reminder_min": None},
        {"id": 5, "reminder_hour": None, "reminder_min": None, "reminder_days": 0, "highlight": 1},
    ]
    found = read_file(backup(tmp_path / "a.db", habits=habits))
    assert not any(habit.reminders for habit in found.habits)
    assert [(left.what, left.count) for left in found.not_carried] == [
        ("reminders", 2), ("reminders", 1), ("highlights", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "version, color, pigment",
    [
        (13, -16742021, "sage"), (20, 5, "sage"), (20, 12, "dusk"), (20, 13, None), (21, 8, "sage"),
        (25, 3, "honey"), (25, 19, "dusk"), (25, 20, None), (25, None, None),
        (25, "8", "sage"), (25, b"x", None),
    ],
)  # fmt: skip
def test_colours_of_three_ages(tmp_path, version, color, pigment):
    assert one(tmp_path, {"color": color}, version=version).color == pigment


def test_keys_are_unique_and_those_of_the_csv_export(tmp_path):
    habits = [
        {"id": 1, "position": 2, "name": "Read", "uuid": "a"},
        {"id": 2, "position": 1, "name": " Read ", "uuid": "a"},
        {"id": 3, "position": 3, "name": "Run", "uuid": ""},
        {"id": 4, "position": None, "name": "Swim", "uuid": "x" * 500},
    ]
    found = read_file(backup(tmp_path / "a.db", habits=habits)).habits
    assert [(habit.source_id, habit.other_keys[0][1]) for habit in found] == [
        ("a", "Read"), ("Read #2", "Read #2"), ("Run", "Run"), ("Swim", "Swim"),
    ]  # fmt: skip


def test_the_csv_export_of_the_same_habits_has_the_same_keys(tmp_path):
    names = ["Read", "Read", "Wörter, und mehr"]
    habits = [{"id": 9 - place, "position": place, "name": name} for place, name in enumerate(names)]
    rows = [f'00{place},"{name}",YES_NO,,,1,1,,,,,false' for place, name in enumerate(names, start=1)]
    stored = read_file(backup(tmp_path / "a.db", habits=habits)).habits
    written = read_file(folder(tmp_path / "csv", {"Habits.csv": habits_csv(*rows)})).habits
    assert [habit.other_keys[0] for habit in stored] == [("loop_csv", habit.source_id) for habit in written]


def test_bad_rows_are_refused_one_by_one(tmp_path):
    days = [
        {"id": 11, **done(1, "2026-01-01")}, {"id": 12, **done(5, "2026-01-01")},
        {"id": 13, **done(1, "2026-01-01", 0)}, {"id": 14, **done(1, "2026-01-02", 5000)},
        {"id": 15, "habit": 1, "timestamp": -1}, {"id": 16, "habit": 1, "timestamp": "soon"},
        {"id": 17, "habit": 1, "timestamp": 2**62}, {"id": 18, **done(1, "2026-01-03", -7)},
        {"id": 19, **done(1, "2026-01-04", "much")}, {"id": 20, **done(2, "2026-01-05")},
        {"id": 21, **done(1, "2026-01-06", 2, "x" * (tables.MAX_CELL + 1))},
    ]  # fmt: skip
    found = read_file(backup(tmp_path / "a.db", 21, [{}, {"id": 2, "name": " "}], days[:10]))
    repetitions, habits = "a.db, table Repetitions", "a.db, table Habits"
    assert sorted(refusals(found)) == [
        (habits, 2, "name_missing"), (repetitions, 12, "habit_unknown"), (repetitions, 13, "day_twice"),
        (repetitions, 14, "value_unreadable"), (repetitions, 15, "date_unreadable"),
        (repetitions, 16, "date_unreadable"), (repetitions, 17, "date_unreadable"),
        (repetitions, 18, "value_unreadable"), (repetitions, 19, "value_unreadable"),
        (repetitions, 20, "habit_unknown"),
    ]  # fmt: skip
    assert found.refused_entries == 9
    assert all(row.reason and row.hint for row in found.refused)
    assert kinds(found.habits[0]) == [("2026-01-01", "done", None, "")]
    assert found.habits[0].entries[0].line == 11
    longer = read_file(backup(tmp_path / "b.db", 25, [{}], days[10:]))
    assert [row.code for row in longer.refused] == ["cell_too_long"]


def test_days_that_are_not_at_midnight_are_taken_by_their_utc_date(tmp_path):
    days = [{"habit": 1, "timestamp": done(1, "2026-01-02")["timestamp"] + shift, "value": 2}
            for shift in (3_600_000, -1, 86_400_000)]  # fmt: skip
    found = read_file(backup(tmp_path / "a.db", 25, [{}], days))
    assert [entry.day.day for entry in found.habits[0].entries] == [1, 2, 3]
    assert "in UTC: 2." in found.warnings[0]


def test_values_of_other_kinds_than_the_column_are_read(tmp_path):
    habit = {"freq_num": "3", "freq_den": 7.0, "target_value": "2,5", "type": "1", "name": 12, "unit": None}
    read_ = one(tmp_path, habit, [done("1", "2026-01-01", "1000")], version=16)
    assert (read_.name, read_.days, read_.measure, read_.entries[0].amount) == ("12", 7, "amount", 1.0)


def test_a_frequency_that_cannot_be_is_daily_with_a_word(tmp_path):
    found = read_file(
        backup(tmp_path / "a.db", habits=[{"freq_num": None}, {"id": 2, "freq_num": 9, "freq_den": 7}])
    )
    assert [(habit.times, habit.days) for habit in found.habits] == [(1, 1), (1, 1)]
    assert len(found.warnings) == 1


def test_a_newer_version_and_columns_we_do_not_know_are_named(tmp_path):
    more = ["ALTER TABLE Habits ADD COLUMN group_id integer"]
    found = read_file(backup(tmp_path / "a.db", 25, [{}], more=[*more, "PRAGMA user_version = 31"]))
    assert found.warnings == ("a.db has columns we do not know, which were not read: group_id.",)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("PRAGMA user_version = 31")
    assert "version 31" in read_file(tmp_path / "a.db").warnings[0]


@pytest.mark.parametrize(
    "more",
    [
        ["DROP TABLE Repetitions"],
        ["ALTER TABLE Habits RENAME TO Other", "CREATE VIEW Habits AS SELECT * FROM Other"],
        ["ALTER TABLE Repetitions RENAME TO Other", "CREATE VIEW Repetitions AS SELECT * FROM Other"],
        ["DROP TABLE Habits", "CREATE VIRTUAL TABLE Habits USING fts5(id, name)"],
        ["ALTER TABLE Habits RENAME COLUMN name TO title"],
        ["DROP TABLE Habits", "CREATE TABLE Habits (id integer, x text, name text AS (upper(x)))"],
    ],
)
def test_a_database_that_is_no_backup_is_refused(tmp_path, more):
    with pytest.raises(ImportFormatUnknown):
        read_file(backup(tmp_path / "a.db", 21, [{}], [], more))


def test_triggers_and_views_beside_the_tables_are_left_alone(tmp_path):
    more = [
        "CREATE TRIGGER t AFTER UPDATE ON Habits BEGIN DELETE FROM Habits; END",
        "CREATE VIEW bad AS SELECT load_extension('x')",
        'CREATE TABLE "Habits; --" (a)',
        'CREATE TABLE "select" (a)',
    ]
    assert len(read_file(backup(tmp_path / "a.db", 25, [{}], more=more)).habits) == 1


def test_only_reading_of_tables_is_allowed_once_it_is_open(tmp_path):
    path = backup(tmp_path / "a.db", 25, [{}])
    with database_of(path) as opened:
        assert len(list(opened.rows("SELECT id FROM Habits"))) == 1
        for statement in ("DELETE FROM Habits", "PRAGMA query_only = OFF", "SELECT upper(name) FROM Habits",
                          "ATTACH 'x.db' AS x", "CREATE TEMP TABLE x (a)"):  # fmt: skip
            with pytest.raises(ImportFileUnreadable):
                list(opened.rows(statement))


def database_of(path):
    source = reader.Source("a", {"a.db": lambda: iter([path.read_bytes()])}, ("a.db",))
    return database.open_database(source, "a.db")


def test_the_copy_is_private_and_goes_away(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    path = backup(tmp_path / "a.db", 25, [{}])
    before = path.read_bytes()
    with database_of(path):
        (made,) = (tmp_path / "temp").iterdir()
        assert made.stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "temp").iterdir()) == []
    read_file(path)
    assert list((tmp_path / "temp").iterdir()) == []
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.db", "temp"]


def test_no_room_for_the_copy_is_said(tmp_path, monkeypatch):
    path = backup(tmp_path / "a.db", 25, [{}])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(ImportFileUnreadable, match="no room"):
        read_file(path)


@pytest.mark.parametrize("damage", ["page", "short", "header", "empty"])
def test_a_damaged_backup_is_refused(tmp_path, damage):
    path = backup(tmp_path / "a.db", 25, [{}], [done(1, f"2026-01-{day:02}") for day in range(1, 29)])
    raw = bytearray(path.read_bytes())
    if damage == "page":
        raw[4096 + 8 : 4096 + 500] = b"\xff" * 492
    elif damage == "short":
        del raw[len(raw) // 2 :]
    elif damage == "header":
        raw[16:40] = bytes(24)
    else:
        del raw[100:]
    path.write_bytes(raw)
    with pytest.raises(ImportFileUnreadable, match="damaged"):
        read_file(path)


def test_broken_letters_in_its_own_words_are_a_damage_too(tmp_path):
    """SQLite complains in the words of the file, which Python then cannot decode."""
    path = backup(tmp_path / "a.db", 25, [{}])
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE Events", b"CREATE T\xffBLE Events"))
    with pytest.raises(ImportFileUnreadable, match="damaged"):
        read_file(path)


def test_a_backup_in_the_mode_of_newer_phones_is_read(tmp_path):
    path = backup(tmp_path / "a.db", 25, [{}], [done(1, "2026-01-01")])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    assert len(read_file(path).habits[0].entries) == 1


def test_a_backup_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "SECONDS", -1)
    monkeypatch.setattr(database, "_STEPS", 1)
    with pytest.raises(ImportFileUnreadable, match="seconds"):
        read_file(backup(tmp_path / "a.db", 25, [{}]))


def test_a_large_backup_is_refused_while_it_is_copied(tmp_path, monkeypatch):
    path = backup(tmp_path / "x" / "a.db", 25, [{}])
    monkeypatch.setattr(database, "MAX_UPLOAD", 5000)
    with pytest.raises(ImportTooLarge):
        read_file(path)


def test_limits_of_rows_and_days(tmp_path, monkeypatch):
    path = backup(tmp_path / "a.db", 25, [{}], [done(1, f"2026-01-{day:02}") for day in range(1, 8)])
    monkeypatch.setattr(findings, "MAX_ENTRIES", 6)
    with pytest.raises(ImportTooLarge):
        read_file(path)
    monkeypatch.setattr(findings, "MAX_ROWS", 6)
    with pytest.raises(ImportTooLarge):
        read_file(path)


def test_a_text_that_is_no_utf8_is_read_with_a_mark(tmp_path):
    path = backup(tmp_path / "a.db", 25, [{"name": "Xname"}])
    path.write_bytes(path.read_bytes().replace(b"Xname", b"\xffname"))
    assert read_file(path).habits[0].name == "�name"


def test_unset_days_with_nothing_to_say_are_no_days(tmp_path):
    assert one(tmp_path, {}, [done(1, "2026-01-01", -1), done(1, "2026-01-02", -1, " ")]).entries == ()


def test_a_habit_row_without_its_number_is_refused(tmp_path):
    more = ["DROP TABLE Habits", "CREATE TABLE Habits (id, name)",
            "INSERT INTO Habits VALUES (1, 'a'), (1, 'b'), (NULL, 'c'), ('x', 'd')"]  # fmt: skip
    found = read_file(backup(tmp_path / "a.db", 21, [], [], more))
    assert [habit.name for habit in found.habits] == ["a"]
    assert sorted(row.code for row in found.refused) == ["id_unusable"] * 3


def test_the_days_of_a_csv_beside_it_are_not_mixed_in(tmp_path):
    files = {"Read.csv": one_habit("2026-01-09,YES_MANUAL,")}
    backup(folder(tmp_path / "x", files) / "a.db", 25, [{}], [done(1, "2026-01-01")])
    found = read_file(tmp_path / "x")
    assert found.format == "loop_db"
    assert kinds(found.habits[0]) == [("2026-01-01", "done", None, "")]
    assert found.warnings == ("a.db was read; the CSV files beside it were not: Read.csv.",)
