"""A run that leaves PostgreSQL out does not pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUITE = """
import pytest

@pytest.mark.parametrize("db", ["sqlite", "postgresql"])
def test_something(db):
    {body}
"""


def run(folder: Path, body: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(SUITE.format(body=body))
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = .\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.by_database", *options]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "workers"])
def test_both_databases_are_counted(tmp_path, options):
    told = run(tmp_path, "pass", *options)
    assert told.returncode == 0, told.stdout
    assert "passed on sqlite: 1, on postgresql: 1" in told.stdout


@pytest.mark.parametrize("options", [[], ["-n", "2"]], ids=["alone", "workers"])
def test_a_skip_on_postgresql_fails_the_run(tmp_path, options):
    told = run(tmp_path, "db == 'sqlite' or pytest.skip('no server')", *options)
    assert told.returncode == 1
    assert "passed on sqlite: 1, on postgresql: 0" in told.stdout
    assert "skipped on postgresql: test_it.py::test_something[postgresql]" in told.stdout


def test_a_full_run_without_postgresql_fails(tmp_path):
    told = run(tmp_path, "pass", "--deselect", "test_it.py::test_something[postgresql]")
    assert told.returncode == 1
    assert "no test ran on postgresql" in told.stdout


def test_some_tests_may_be_asked_for_alone(tmp_path):
    assert run(tmp_path, "pass", "-k", "sqlite").returncode == 0
    assert run(tmp_path, "pass", "test_it.py::test_something[sqlite]").returncode == 0
