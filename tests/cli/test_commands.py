"""The command line as people and scripts meet it: what it prints, and how it ends."""

from __future__ import annotations

import json
import socket
import sqlite3

import pytest

PASSWORD = "three grey stones by the lake"


def people(data):
    with sqlite3.connect(data / "habitus.db") as raw:
        rows = raw.execute("SELECT email, name, role, zone, password_hash FROM person").fetchall()
    raw.close()
    return rows


def test_a_person_is_made_with_a_password_from_standard_input(habitus):
    code, out, _ = habitus(
        "people",
        "create",
        "--email",
        "Mira@home.example.com",
        "--password-stdin",
        "--admin",
        stdin=PASSWORD + "\n",
    )
    assert code == 0
    assert "Created Mira" in out or "Created mira" in out
    ((email, _, role, zone, stored),) = people(habitus.data)
    assert (email, role, zone) == ("mira@home.example.com", "admin", "UTC")
    assert stored.startswith("$argon2id$v=19$m=47104,t=2,p=1$")
    assert PASSWORD not in stored


def test_json_is_one_object(habitus):
    code, out, _ = habitus(
        "people",
        "create",
        "--email",
        "mira@home.example.com",
        "--name",
        "Mira",
        "--password",
        PASSWORD,
        "--json",
    )
    assert code == 0
    assert json.loads(out) == {
        "email": "mira@home.example.com",
        "name": "Mira",
        "role": "member",
        "zone": "UTC",
    }


@pytest.mark.parametrize(
    "words,code,problem",
    [
        (["--email", "mira@home.example.com", "--password", "short"], 1, "payload_invalid"),
        (["--email", "nobody", "--password", PASSWORD], 1, "payload_invalid"),
        (["--email", "mira@home.example.com"], 2, "usage"),
        (
            ["--email", "mira@home.example.com", "--password", PASSWORD, "--zone", "Mars"],
            1,
            "payload_invalid",
        ),
        (
            ["--email", "mira@home.example.com", "--password", PASSWORD, "--name", "x" * 121],
            1,
            "payload_invalid",
        ),
        (["--password", PASSWORD], 2, "usage"),
        (["--email", "mira@home.example.com", "--colour", "red"], 2, "usage"),
    ],
)
def test_what_does_not_fit_is_a_problem_and_an_exit_code(habitus, words, code, problem):
    exit_code, out, _ = habitus("people", "create", *words, "--json")
    assert exit_code == code
    assert json.loads(out)["error"]["code"] == problem
    assert people(habitus.data) == []


def test_for_people_a_refusal_is_a_sentence_on_standard_error(habitus):
    code, out, err = habitus("people", "create", "--email", "mira@home.example.com", "--password", "short")
    assert (code, out) == (1, "")
    assert "at least 12 characters" in err


def test_an_address_is_taken_once(habitus):
    words = ["people", "create", "--email", "mira@home.example.com", "--password", PASSWORD]
    assert habitus(*words)[0] == 0
    code, out, _ = habitus(*words, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "email_taken")


def test_a_backup_is_written_told_and_restored(habitus, tmp_path):
    copy = tmp_path / "copy.db"
    code, out, _ = habitus("backup", "--to", str(copy), "--json")
    assert code == 0
    assert json.loads(out)["file"] == str(copy)
    habitus("people", "create", "--email", "mira@home.example.com", "--password", PASSWORD)
    code, out, _ = habitus("restore", str(copy))
    assert code == 0
    assert "key file" in out
    assert people(habitus.data) == []


def test_a_backup_that_cannot_be_is_refused(habitus, tmp_path):
    (tmp_path / "there.db").write_text("mine")
    code, out, _ = habitus("backup", "--to", str(tmp_path / "there.db"), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "refused")
    code, _, err = habitus("restore", str(tmp_path / "there.db"))
    assert code == 1
    assert "not a Habitus database" in err


def test_a_setting_that_does_not_fit_is_told_by_its_name(habitus, monkeypatch):
    monkeypatch.setenv("HABITUS_PORT", "many")
    code, _, err = habitus("backup")
    assert code == 2
    assert "HABITUS_PORT" in err


def test_version_and_help(habitus):
    assert habitus("--version")[1].startswith("habitus ")
    code, out, _ = habitus("--help")
    assert code == 0
    assert "serve" in out


def test_a_folder_without_a_habitus_is_told_and_left_alone(habitus, monkeypatch, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("HABITUS_DATA_DIR", str(elsewhere))
    code, _, err = habitus("import", str(tmp_path), "--person", "mira@home.example.com")
    assert code == 1
    assert str(elsewhere) in err
    assert not elsewhere.exists()


def test_what_holds_somebodys_days_is_only_theirs_to_read(habitus, monkeypatch, tmp_path):
    fresh = tmp_path / "fresh"
    monkeypatch.setenv("HABITUS_DATA_DIR", str(fresh))
    habitus("people", "create", "--email", "mira@home.example.com", "--password", PASSWORD)
    assert fresh.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o077 for file in fresh.glob("habitus.db*")} == {0}


def test_a_taken_port_is_told_before_anything_else(habitus, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, out, err = habitus("serve", "--port", str(port))
    monkeypatch.delenv("HABITUS_PORT", raising=False)
    assert (code, out) == (1, "")
    assert f"HABITUS_PORT={port + 1}" in err


def test_a_server_that_cannot_start_says_why_in_a_sentence(habitus):
    key = habitus.data / "keys" / "habitus.key"
    key.parent.mkdir()
    key.write_text("{}")
    key.chmod(0o644)
    code, _, err = habitus("serve", "--port", "1")
    assert (code, "chmod 600" in err) == (1, True)
    key.unlink()
    with sqlite3.connect(habitus.data / "habitus.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    code, _, err = habitus("serve", "--port", "1")
    assert (code, "newer Habitus" in err) == (1, True)
