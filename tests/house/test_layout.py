"""The rules of the house that import-linter cannot see."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "habitus"
MODULES = sorted(SOURCE.rglob("*.py"))
# Homes of this machine and hosts of registries; the brackets keep the patterns from finding themselves.
ELSEWHERE = [re.compile(word) for word in (r"/r[o]ot/", r"registry\.npm[j]s", r"pythonhos[t]ed")]


def name_of(module: Path) -> str:
    return str(module.relative_to(SOURCE))


def imported(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def speaks_sql(module: Path) -> bool:
    return any(name.partition(".")[0] == "sqlalchemy" for name in imported(module))


def may_speak_sql(module: Path) -> bool:
    first, *rest = module.relative_to(SOURCE).with_suffix("").parts
    if first == "kernel":
        return rest[0] == "db" or rest[1:] in (["queries"], ["models"])
    return bool(rest) and rest[0] in {"queries", "models"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_sql_is_only_in_queries(module):
    assert may_speak_sql(module) or not speaks_sql(module), "statements belong into queries.py"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_nobody_commits_but_the_database(module):
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    inside = module.is_relative_to(SOURCE / "kernel" / "db")
    assert inside or not calls & {"commit", "rollback"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_are_short(module):
    assert len(module.read_text().splitlines()) <= 400, "split it by use case"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_import_hides_in_a_function(module):
    hidden = [
        node.lineno
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_the_repository_speaks_of_habitus_alone():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    suspicious = []
    for name in tracked.stdout.splitlines():
        file = ROOT / name
        if not file.is_file() or file.suffix in {".png", ".woff2", ".ico"}:
            continue
        text = file.read_text(errors="ignore")
        suspicious += [f"{name}: {word.pattern}" for word in ELSEWHERE if word.search(text)]
    assert not suspicious
