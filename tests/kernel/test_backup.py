"""Copies that can be trusted, and the way back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.jobs import drain

from habitus.kernel.backup import BackupRefused, alone, backup, nightly, restore
from habitus.kernel.db.sqlite import connect
from habitus.kernel.outbox import record
from habitus.kernel.outbox.service import overview, retry_all
from habitus.kernel.settings import Settings

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(sqlite_template, tmp_path):
    shutil.copyfile(sqlite_template, tmp_path / "habitus.db")
    return Settings(data_dir=tmp_path)


def mark(file, text):
    raw = connect(file)
    raw.execute("DELETE FROM setup_token")
    raw.execute("INSERT INTO setup_token VALUES (?, '2026-11-20 00:00:00')", (text,))
    raw.close()


def marks(file):
    raw = connect(file)
    found = [row[0] for row in raw.execute("SELECT digest FROM setup_token")]
    raw.close()
    return found


def test_a_copy_holds_what_was_written_and_only_its_owner_reads_it(settings):
    mark(settings.sqlite_file, "then")
    copy = backup(settings, NOW)
    assert copy.name == "habitus-20261120T120000Z.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert marks(copy) == ["then"]


def test_a_restored_copy_replaces_the_database_and_the_old_one_is_kept(settings):
    mark(settings.sqlite_file, "then")
    copy = backup(settings, NOW)
    mark(settings.sqlite_file, "later")
    kept = restore(settings, NOW, copy)
    assert marks(settings.sqlite_file) == ["then"]
    assert marks(kept) == ["later"]


def test_restoring_twice_keeps_both_databases_before(settings):
    mark(settings.sqlite_file, "then")
    copy = backup(settings, NOW)
    mark(settings.sqlite_file, "later")
    first = restore(settings, NOW, copy)
    second = restore(settings, NOW + timedelta(microseconds=1), copy)
    assert marks(first) == ["later"]
    assert marks(second) == ["then"]


def test_a_folder_with_a_typo_is_not_made(settings, tmp_path):
    with pytest.raises(BackupRefused, match="no folder"):
        backup(settings, NOW, tmp_path / "bakcups" / "copy.db")
    assert not (tmp_path / "bakcups").exists()


def test_restoring_into_an_empty_folder_needs_nothing(settings, tmp_path):
    copy = backup(settings, NOW)
    elsewhere = Settings(data_dir=tmp_path / "new")
    assert restore(elsewhere, NOW, copy) is None
    assert elsewhere.sqlite_file.exists()


def test_nothing_is_overwritten_and_nothing_is_invented(settings, tmp_path):
    copy = backup(settings, NOW)
    with pytest.raises(BackupRefused, match="exists already"):
        backup(settings, NOW, copy)
    with pytest.raises(BackupRefused, match="no database"):
        backup(Settings(data_dir=tmp_path / "empty"), NOW)
    with pytest.raises(BackupRefused, match="no file"):
        restore(settings, NOW, tmp_path / "nowhere.db")


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_sound_database_is_not_restored(settings, tmp_path, content):
    mark(settings.sqlite_file, "mine")
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    with pytest.raises(BackupRefused):
        restore(settings, NOW, bad)
    assert marks(settings.sqlite_file) == ["mine"]


def test_a_damaged_copy_is_not_restored(settings):
    copy = backup(settings, NOW)
    content = bytearray(copy.read_bytes())
    content[5000:9000] = b"\x5a" * 4000
    copy.write_bytes(content)
    with pytest.raises(BackupRefused):
        restore(settings, NOW, copy)


def test_a_running_habitus_is_not_replaced_under_its_feet(settings):
    copy = backup(settings, NOW)
    with alone(settings), pytest.raises(BackupRefused, match="running"):
        restore(settings, NOW, copy)


def test_postgresql_has_its_own_tools(tmp_path):
    settings = Settings(data_dir=tmp_path, database_url="postgresql+psycopg://localhost/x")
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup(settings, NOW)


def test_a_damaged_database_is_replaced_too_and_kept_as_it_is(settings):
    mark(settings.sqlite_file, "then")
    copy = backup(settings, NOW)
    settings.sqlite_file.write_bytes(b"\xff" * 20_000)
    kept = restore(settings, NOW, copy)
    assert marks(settings.sqlite_file) == ["then"]
    assert kept.read_bytes() == b"\xff" * 20_000


def test_a_folder_may_have_any_name(sqlite_template, tmp_path):
    folder = tmp_path / "50% of what? #1"
    folder.mkdir()
    shutil.copyfile(sqlite_template, folder / "habitus.db")
    assert backup(Settings(data_dir=folder), NOW).exists()


def test_of_the_nightly_copies_the_newest_seven_are_kept_and_no_other_file_is_touched(settings):
    by_hand = backup(settings, NOW)
    beside = [by_hand.with_name("nightly-before-the-move.db"), by_hand.with_name("nightly-notes.txt")]
    for file in beside:
        file.write_text("mine")
    copies = [nightly(settings, NOW + timedelta(days=night)) for night in range(9)]
    kept = {file.name for file in by_hand.parent.iterdir()}
    assert kept == {file.name for file in [by_hand, *beside, *copies[2:]]}
    assert copies[-1].name == "nightly-20261128T120000Z.db"


def test_what_a_night_left_torn_is_cleared_away_by_the_next(settings):
    torn = backup(settings, NOW).with_name(".nightly-20261119T033000Z.db.part")
    torn.write_text("half")
    nightly(settings, NOW)
    assert not torn.exists()


def test_on_postgresql_the_night_is_left_to_its_own_tools(tmp_path):
    assert nightly(Settings(data_dir=tmp_path, database_url="postgresql+psycopg://nowhere/x"), NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_a_nightly_copy_that_fails_is_a_failed_job(sqlite_database, settings):
    sqlite_database.run_write(lambda tx: record(tx, "backup.nightly", {}))
    (settings.data_dir / "backups").write_text("in the way")
    drain(sqlite_database, settings)
    (failed,) = sqlite_database.run_read(overview).failed
    assert (failed.kind, failed.attempts) == ("backup.nightly", 1)
    assert "FileExistsError" in failed.error
    (settings.data_dir / "backups").unlink()
    sqlite_database.run_write(retry_all)
    drain(sqlite_database, settings)
    assert len(list((settings.data_dir / "backups").glob("nightly-*.db"))) == 1
