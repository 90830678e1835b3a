"""Each import contract is broken on purpose, on a copy, and must be seen to fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BREAKS = {
    "Calls go down": ("kernel/clock.py", "from habitus.accounts import rules"),
    "Business code does not know HTTP": ("accounts/service.py", "import fastapi"),
    "Routers do not speak SQL": ("accounts/router/people.py", "from habitus.accounts import queries"),
    "Rules are pure": ("accounts/rules/__init__.py", "from habitus.accounts import models"),
    "Routers are private to the wiring": ("web.py", "from habitus.accounts import router"),
    "Accounts keep their schemas to themselves": ("wiring.py", "from habitus.accounts import schemas"),
    "Habits keep their schemas to themselves": ("today/service.py", "from habitus.habits import schemas"),
    "Admin keeps its schemas to itself": ("wiring.py", "from habitus.admin import schemas"),
    "Nothing calls out": ("accounts/service.py", "import httpx2"),
}


def contracts() -> list[str]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in configuration["tool"]["importlinter"]["contracts"]]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "*.egg-info")
    )
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_every_contract_is_broken_here():
    assert set(BREAKS) == set(contracts())


def test_the_house_keeps_its_contracts(copy):
    kept = lint(copy)
    assert kept.returncode == 0, kept.stdout


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_seen(copy, contract):
    file, line = BREAKS[contract]
    module = copy / "src" / "habitus" / file
    module.write_text(module.read_text() + f"\n{line}  # broken on purpose\n")
    broken = lint(copy)
    assert broken.returncode == 1
    assert f"{contract} BROKEN" in broken.stdout


def test_a_new_package_must_take_its_place(copy):
    (copy / "src" / "habitus" / "gossip").mkdir()
    (copy / "src" / "habitus" / "gossip" / "__init__.py").write_text("")
    assert lint(copy).returncode == 1
