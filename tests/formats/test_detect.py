"""Which of the things that lie together is read."""

import pytest
from tests.factories.backups import backup, done
from tests.factories.exports import folder, habits_csv, one_habit, zipped

from habitus.formats.detect import read_file
from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown

CSV = {
    "Habits.csv": habits_csv("001,Read,YES_NO,,,1,1,,,,,false"),
    "001 Read/Checkmarks.csv": one_habit("2026-01-05,2,"),
}


@pytest.fixture
def stored(tmp_path):
    """The bytes of a backup with a habit called Read that was done once."""
    return backup(tmp_path / "made" / "x.db", 25, [{}], [done(1, "2026-01-01")]).read_bytes()


def names_and_days(found):
    return [(habit.name, len(habit.entries)) for habit in found.habits]


@pytest.mark.parametrize(
    "name", ["Loop Habits Backup 2026-01-01 120000.db", "backup", "backup.csv", "x.sqlite3"]
)
def test_a_lone_backup_whatever_it_is_called(tmp_path, stored, name):
    path = folder(tmp_path / "in", {name: stored}) / name
    assert names_and_days(read_file(path)) == [("Read", 1)]


@pytest.mark.parametrize("name", ["x.db", "Backups/Loop/x.db", "001 Read/x.db"])
def test_a_backup_in_a_folder_or_a_zip(tmp_path, stored, name):
    for path in (folder(tmp_path / "in", {name: stored}), zipped(tmp_path / "in.zip", {name: stored})):
        found = read_file(path)
        assert (found.format, names_and_days(found), found.warnings) == ("loop_db", [("Read", 1)], ())


def test_a_backup_wins_over_csv_beside_it(tmp_path, stored):
    found = read_file(zipped(tmp_path / "in.zip", {**CSV, "x.db": stored}))
    assert found.format == "loop_db"
    (warning,) = found.warnings
    assert "x.db was read" in warning
    assert "Habits.csv, 001 Read/Checkmarks.csv" in warning


def test_the_newest_of_several_backups_is_read(tmp_path, stored):
    old = backup(tmp_path / "old.db", 25, [{"name": "Old"}]).read_bytes()
    files = {f"Loop Backup 2026-01-0{day} 120000.db": old if day < 9 else stored for day in range(1, 10)}
    found = read_file(folder(tmp_path / "in", files))
    assert names_and_days(found) == [("Read", 1)]
    assert "and 3 more" in found.warnings[0]


def test_other_databases_are_passed_over_with_a_word(tmp_path, stored):
    other = backup(tmp_path / "made" / "o.db", 9, more=["DROP TABLE Habits"]).read_bytes()
    found = read_file(folder(tmp_path / "in", {"a.db": stored, "b.db": other, "c.db": stored[:5000]}))
    assert names_and_days(found) == [("Read", 1)]
    assert [warning.split()[0] for warning in found.warnings] == ["c.db", "b.db"]


def test_a_file_that_is_no_database_does_not_keep_csv_from_being_read(tmp_path):
    found = read_file(folder(tmp_path, {**CSV, "Thumbs.db": b"\xd0\xcf\x11\xe0"}))
    assert (found.format, names_and_days(found)) == ("loop_csv", [("Read", 1)])
    assert "Thumbs.db was left out" in found.warnings[0]


def test_a_damaged_backup_alone_is_refused(tmp_path, stored):
    with pytest.raises(ImportFileUnreadable):
        read_file(folder(tmp_path / "in", {"a.db": stored[:5000]}))
    with pytest.raises(ImportFileUnreadable):
        read_file(folder(tmp_path / "other", {"a.db": b"nothing"}))


@pytest.mark.parametrize("contents", [b"", b"nothing", b"\0\1\2"])
def test_a_lone_file_called_db_that_is_none(tmp_path, contents):
    with pytest.raises(ImportFormatUnknown, match=r"\.db"):
        read_file(folder(tmp_path, {"a.db": contents}) / "a.db")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ImportFormatUnknown):
        read_file(tmp_path)
