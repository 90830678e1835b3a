"""A first start that nobody sits in front of: the admin comes from the settings."""

from __future__ import annotations

import sqlite3
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from bench.harness import habitus as server_of
from bench.harness.server import free_port, running

from habitus.accounts.first_admin import FirstAdmin
from habitus.kernel.settings import Settings

EMAIL = "ada@home.example.com"
PASSWORD = "three grey stones by the lake"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")
    return password


@pytest.fixture
def serve(habitus, monkeypatch):
    """`habitus serve` that is expected to refuse before it listens; gives (exit code, stderr)."""

    def begin(file, email=EMAIL):
        monkeypatch.setenv("HABITUS_ADMIN_EMAIL", email)
        monkeypatch.setenv("HABITUS_ADMIN_PASSWORD_FILE", str(file))
        code, _, err = habitus("serve", "--port", "1")
        return code, err

    return begin


def started(folder: Path, file: Path, log: Path):
    port = free_port()
    env = {
        "HABITUS_DATA_DIR": str(folder),
        "HABITUS_PORT": str(port),
        "HABITUS_ZONE": "Europe/Berlin",
        "HABITUS_ADMIN_EMAIL": EMAIL.upper(),
        "HABITUS_ADMIN_PASSWORD_FILE": str(file),
    }
    words = server_of._command("serve")
    return running(words, port=port, env=env, log=log, ready="/readyz", pinned=False)


def sign_in(port: int) -> int:
    form = urllib.parse.urlencode({"username": EMAIL, "password": PASSWORD}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/auth/token", form, 30) as answer:
        return answer.status


def test_the_first_start_makes_the_admin_and_later_ones_do_not_care(tmp_path, file):
    data, log = tmp_path / "data", tmp_path / "serve.log"
    with started(data, file, log) as server:
        assert sign_in(server.port) == 200
    told = log.read_text()
    assert "/setup#" not in told, "there is nothing to set up"
    assert ("first_admin_made" in told, PASSWORD in told) == (True, False)
    with closing(sqlite3.connect(data / "habitus.db")) as raw:
        people = raw.execute("SELECT email, name, role, zone FROM person").fetchall()
        audits = raw.execute("SELECT kind, actor_key FROM audit WHERE kind = 'set_up'").fetchall()
    assert people == [(EMAIL, "ada", "admin", "Europe/Berlin")]
    assert audits == [("set_up", 1)]
    file.unlink()
    with started(data, file, log) as server:
        assert sign_in(server.port) == 200
    assert "first_admin_ignored" in log.read_text()


def test_a_file_that_is_not_there_is_named(serve, tmp_path):
    code, err = serve(tmp_path / "nowhere")
    assert code == 1
    assert f"HABITUS_ADMIN_PASSWORD_FILE: {tmp_path / 'nowhere'} cannot be read (No such file" in err


@pytest.mark.parametrize(
    "content,why",
    [
        (b"short\n", "at least 12 characters"),
        (b"\n", "at least 12 characters"),
        (b"aaaaaaaaaaaaaaaa", "first that would be guessed"),
        (b"\xff\xfe three grey stones", "UTF-8"),
    ],
)
def test_the_password_has_to_do_for_everybody(serve, file, content, why):
    file.write_bytes(content)
    code, err = serve(file)
    assert (code, why in err) == (1, True)


def test_only_the_line_end_is_not_part_of_it(file):
    file.write_bytes(b"  three grey stones \r\n")
    assert FirstAdmin(EMAIL, file, "UTC").password() == "  three grey stones "


@pytest.mark.parametrize("name", ["ADMIN_EMAIL", "ADMIN_PASSWORD_FILE"])
def test_the_two_come_together(habitus, monkeypatch, name):
    monkeypatch.setenv(f"HABITUS_{name}", EMAIL)
    code, _, err = habitus("settings")
    assert (code, "give HABITUS_ADMIN_EMAIL and HABITUS_ADMIN_PASSWORD_FILE together" in err) == (2, True)


def test_empty_is_as_not_set():
    nothing = Settings(admin_email="", admin_password_file="", base_url="")
    assert (nothing.admin_email, nothing.base_url) == (None, None)
