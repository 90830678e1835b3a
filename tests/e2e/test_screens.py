"""The pictures of the screens are taken, and what cannot be reached is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.e2e.conftest import ROOT

pytestmark = pytest.mark.e2e


def shots(*words):
    # In a process of its own: the browser of the other tests is open in this one.
    return subprocess.run(
        [sys.executable, "-m", "demo.shots", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def test_pictures_of_a_screen(tmp_path):
    done = shots("--only", "today", "--devices", "phone", "--themes", "light", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    taken = sorted(file.name[3:] for file in tmp_path.iterdir())
    assert taken == ["today-full-phone-light.png", "today-phone-light.png"]
    assert all(file.stat().st_size > 20_000 for file in tmp_path.iterdir())
