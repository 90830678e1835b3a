"""The slow model is a second opinion: it may not ask the first one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

MODEL = Path(__file__).parents[1] / "model"
MODULES = sorted(MODEL.rglob("*.py"))
ITS_OWN = {"tests.model"}


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert not node.level, "name the package"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_model_imports_nothing_from_habitus(module: Path) -> None:
    foreign = {name for name in imported(module) if name.split(".")[0] == "habitus"}
    assert not foreign


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_model_imports_no_test_that_does(module: Path) -> None:
    tests = {name for name in imported(module) if name.split(".")[0] == "tests"}
    assert {".".join(name.split(".")[:2]) for name in tests} <= ITS_OWN


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_the_model_finds_no_way_around(module: Path) -> None:
    words = module.read_text()
    assert "importlib" not in words
    assert "__import__" not in words


def test_there_is_a_model() -> None:
    assert {"habit.py", "person.py", "things.py"} <= {module.name for module in MODULES}
