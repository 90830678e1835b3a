"""Settings, the key file, ids, paging, column types and logs."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.schema import CreateTable, DropTable

from habitus.kernel.crypto import KeyFileUnusable, load_or_create
from habitus.kernel.db.types import EpochDay, UtcDateTime
from habitus.kernel.errors import CursorInvalid
from habitus.kernel.ids import new_id
from habitus.kernel.logs import hide_details, hide_secrets
from habitus.kernel.paging import cursor_of, position_of
from habitus.kernel.settings import Settings


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("HABITUS_PORT", "9000")
    monkeypatch.setenv("HABITUS_DATA_DIR", "/srv/habitus")
    monkeypatch.setenv("HABITUS_DOCS", "off")
    settings = Settings()
    assert (settings.port, settings.docs) == (9000, False)
    assert settings.sqlite_file == Path("/srv/habitus/habitus.db")
    assert settings.secrets_file == Path("/srv/habitus/keys/habitus.key")
    assert settings.public_url == "http://localhost:9000"


def test_the_public_address_is_the_base_url_when_there_is_one():
    settings = Settings(base_url="https://habits.example/")
    assert settings.public_url == "https://habits.example"
    assert settings.https


def test_a_database_we_do_not_speak_is_refused():
    with pytest.raises(ValueError, match="postgresql"):
        Settings(database_url="mysql://somewhere")


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path):
    file = tmp_path / "keys" / "habitus.key"
    first = load_or_create(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    again = load_or_create(file)
    assert (again.kid, again.key("x")) == (first.kid, first.key("x"))
    assert list(file.parent.iterdir()) == [file]


def test_purposes_and_instances_never_share_a_key(tmp_path):
    one, two = load_or_create(tmp_path / "1" / "k"), load_or_create(tmp_path / "2" / "k")
    assert len({one.key("a"), one.key("b"), two.key("a"), two.key("b")}) == 4


def test_a_key_others_can_read_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "keys" / "habitus.key"
    load_or_create(file)
    file.chmod(0o644)
    with pytest.raises(KeyFileUnusable, match="chmod 600"):
        load_or_create(file)


@pytest.mark.parametrize(
    "content", ["", "{}", '{"kid": "x", "secret": "zz"}', '{"kid": "x", "secret": "00"}']
)
def test_a_damaged_key_is_never_replaced(tmp_path, content):
    file = tmp_path / "habitus.key"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(KeyFileUnusable):
        load_or_create(file)
    assert file.read_text() == content


def test_ids_are_version_7_and_ascend():
    ids = [new_id() for _ in range(100)]
    assert {one.version for one in ids} == {7}
    assert ids == sorted(ids)


@given(
    st.integers(-(2**62), 2**62), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
)
def test_a_cursor_is_read_back(number, text):
    assert position_of(cursor_of(number, text), int, str) == (number, text)


@pytest.mark.parametrize(
    "cursor", ["", "x", "!!!!", cursor_of("a"), cursor_of(1, 2), cursor_of(True), "e30", "bnVsbA"]
)
def test_a_cursor_of_another_shape_is_refused(cursor):
    with pytest.raises(CursorInvalid):
        position_of(cursor, int)


def test_logs_hide_what_is_secret():
    event = {"event": "x", "password": "p", "refresh_token": "t", "Authorization": "b", "path": "/"}
    assert hide_secrets(None, "info", event) == {
        "event": "x",
        "password": "[hidden]",
        "refresh_token": "[hidden]",
        "Authorization": "[hidden]",
        "path": "/",
    }
    assert json.dumps(event)


def test_days_and_instants_are_the_same_on_both_databases(db):
    table = Table(
        "types", MetaData(), Column("day", EpochDay), Column("at", UtcDateTime), prefixes=["TEMPORARY"]
    )
    days = [date(1900, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2026, 11, 20)]
    instant = datetime(2026, 11, 20, 6, 7, 8, 910_111, UTC)

    def there_and_back(tx):
        tx.execute(CreateTable(table))
        tx.execute(insert(table), [{"day": day, "at": instant} for day in days])
        rows = tx.execute(select(table).order_by(table.c.day)).all()
        tx.execute(DropTable(table))
        return [tuple(row) for row in rows]

    assert db.run_write(there_and_back) == [(day, instant) for day in days]


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor,shape",
    [
        (packed(b"[" * 100_000), int),
        (packed(b"[1" + b"0" * 30 + b"]"), int),
        (packed(b"[-9223372036854775809]"), int),
        (packed(b'["a\\u0000b"]'), str),
    ],
    ids=["deep", "huge", "below", "NUL"],
)
def test_a_cursor_no_database_can_compare_with_is_refused(cursor, shape):
    with pytest.raises(CursorInvalid):
        position_of(cursor, shape)


def test_logs_hide_what_postgresql_quotes_of_a_row():
    event = {
        "exception": "UniqueViolation: …\nDETAIL:  Key (email)=(mira@home.example.com) already exists.\nx"
    }
    assert hide_details(None, "error", event) == {"exception": "UniqueViolation: …\nDETAIL:  [hidden]\nx"}
