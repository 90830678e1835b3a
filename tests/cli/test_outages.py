"""A disk that is full or read-only is one clear sentence in the terminal, and exit 1."""

from __future__ import annotations

import errno
import json
import resource
import sqlite3
from collections.abc import Iterator

import pytest

from habitus.cli.outages import understood, words_of
from habitus.kernel.db import room
from habitus.kernel.errors import StorageFull, StorageUnavailable

CREATE = ("people", "create", "--email", "mira@home.example.com", "--name", "Mira", "--password-stdin")
PASSWORD = "sixteen drums in an empty hall"


@pytest.fixture
def full_disk(monkeypatch) -> Iterator[None]:
    """No file of this process may grow: what a full disk does, without one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(room, "PROBE_BYTES", 64 * 1024)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("command", [CREATE, ("backup",)])
def test_a_full_disk_is_one_sentence(habitus, full_disk, command):
    exit_code, out, err = habitus(*command, stdin=PASSWORD)
    assert exit_code == 1
    assert "Traceback" not in err
    assert "disk is full" in err.splitlines()[-1]
    assert out == ""
    assert not list(habitus.data.rglob(".*.part")), "half a copy would keep the disk full"


def test_a_full_disk_is_a_problem_for_programs(habitus, full_disk):
    exit_code, out, _ = habitus(*CREATE, "--json", stdin=PASSWORD)
    assert exit_code == 1
    assert json.loads(out)["error"]["code"] == "storage_full"


@pytest.mark.parametrize(
    "code,words",
    [
        (errno.ENOSPC, "The disk is full: data/habitus.key cannot be written."),
        (errno.EDQUOT, "The disk is full: data/habitus.key cannot be written."),
        (errno.EROFS, "The disk is read-only: data/habitus.key cannot be written."),
        (errno.EACCES, "data/habitus.key cannot be used (no)."),
    ],
)
def test_what_is_the_matter_with_a_file(code, words):
    assert words_of(OSError(code, "no", "data/habitus.key")).startswith(words)


def test_a_file_without_a_name_is_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HABITUS_DATA_DIR", str(tmp_path))
    assert str(tmp_path) in words_of(OSError(errno.ENOSPC, "no"))
    assert words_of(OSError("nothing to say")) == "nothing to say"


def test_a_database_that_cannot_be_written_names_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("HABITUS_DATA_DIR", str(tmp_path))
    error = sqlite3.OperationalError("attempt to write a readonly database")
    error.sqlite_errorcode = sqlite3.SQLITE_READONLY
    refusal = understood(error)
    assert type(refusal) is StorageUnavailable
    assert str(tmp_path / "habitus.db") in str(refusal)
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert isinstance(understood(error), StorageFull)
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert understood(error) is error, "a wrong statement is our fault"
