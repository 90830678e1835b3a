"""The scripts make exactly what the models say, on both databases, and lose nothing on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from habitus.kernel.db import Model, migrate
from habitus.kernel.db.migrate import SchemaUnknown, head_revision, migrate_sqlite, scripts_folder
from habitus.kernel.db.sqlite import connect


def differences(url: str) -> list[object]:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, Model.metadata)
    engine.dispose()
    return found


def test_models_and_scripts_agree_on_sqlite(sqlite_template):
    assert differences(f"sqlite:///{sqlite_template}") == []


def test_models_and_scripts_agree_on_postgresql(postgres_url):
    assert differences(postgres_url) == []


def test_history_is_one_line():
    script = ScriptDirectory(str(scripts_folder()))
    assert len(script.get_heads()) == 1
    assert next(script.walk_revisions()).revision == head_revision()


def test_migrating_twice_changes_nothing(tmp_path):
    file = tmp_path / "habitus.db"
    migrate_sqlite(file)
    before = file.read_bytes()
    migrate_sqlite(file)
    assert file.read_bytes() == before


def test_entries_are_kept_without_a_row_id(sqlite_template):
    raw = connect(sqlite_template)
    kept = {
        name
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if "WITHOUT ROWID" in sql
    }
    raw.close()
    assert {"entry", "habit_month", "person_day"} <= kept


KEPT_WITHOUT_NAME = {
    ("audit", "actor_key"),
    ("audit", "subject_key"),
    ("invite", "invited_by"),
    ("invite", "used_by"),
    ("outbound_call", "person_key"),
    ("person", "disabled_by"),
}
"""What outlives a person, and then no longer says who it was."""


def test_everything_of_a_person_goes_with_them(sqlite_template):
    """Foreign keys that point to a person or a habit cascade; one that does not would block erasing."""
    engine = create_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        for table in Model.metadata.sorted_tables:
            for row in connection.execute(text(f"PRAGMA foreign_key_list('{table.name}')")).mappings():
                kept = (table.name, row["from"]) in KEPT_WITHOUT_NAME
                assert row["on_delete"] == ("SET NULL" if kept else "CASCADE"), table.name
    engine.dispose()


def test_a_database_that_holds_something_is_copied_before_it_is_changed(tmp_path, monkeypatch):
    file = tmp_path / "habitus.db"
    migrate_sqlite(file)

    def fail(_connection: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(migrate, "head_revision", lambda: "next")
    monkeypatch.setattr(migrate, "upgrade", fail)
    with pytest.raises(ZeroDivisionError):
        migrate_sqlite(file)
    assert list(tmp_path.glob("before-*.db")), "the copy is there although the migration failed"


def test_a_database_of_a_newer_release_is_left_alone(tmp_path):
    file = tmp_path / "habitus.db"
    migrate_sqlite(file)
    raw = connect(file)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(SchemaUnknown, match="newer Habitus"):
        migrate_sqlite(file)
    assert not list(tmp_path.glob("before-*.db")), "an older copy of that name is worth more"


def test_the_scripts_are_found_beside_the_code():
    assert (scripts_folder() / "env.py").exists()
    assert Path(scripts_folder()).name == "migrations"
