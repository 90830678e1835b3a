"""What can be set, refused or run is written down; a setting nobody can find does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from habitus import wiring  # noqa: F401 - importing it loads every refusal there is
from habitus.cli.app import app
from habitus.cli.output import CODES
from habitus.kernel.errors import every_error
from habitus.kernel.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def test_every_setting_is_described():
    page = (DOCS / "operations" / "settings.md").read_text()
    missing = [name for name in Settings.model_fields if f"`HABITUS_{name.upper()}`" not in page]
    assert not missing, f"describe in docs/operations/settings.md: {missing}"


def test_no_setting_is_described_that_does_not_exist():
    page = (DOCS / "operations" / "settings.md").read_text()
    known = {f"HABITUS_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"^\| `(HABITUS_\w+)`", page, re.MULTILINE)) == known


@pytest.mark.parametrize("code", [*CODES, *(error.code for error in every_error())])
def test_every_refusal_has_a_page(code):
    page = DOCS / "problems" / f"{code}.md"
    assert page.exists(), f"write docs/problems/{code}.md: what it means and what to do"
    assert len(page.read_text().split()) >= 12


def test_no_page_for_a_refusal_that_does_not_exist():
    codes = {error.code for error in every_error()}
    pages = {page.stem for page in (DOCS / "problems").glob("*.md")} - {"README"}
    assert pages <= codes | set(CODES)


def test_codes_are_unique_and_complete():
    errors = every_error()
    codes = [error.code for error in errors]
    assert len(set(codes)) == len(codes)
    assert all(error.title and 400 <= error.status <= 599 for error in errors)


def test_every_command_is_described():
    page = (DOCS / "operations" / "commands.md").read_text()
    names = [command.name for command in app.registered_commands]
    for group in app.registered_groups:
        names += [f"{group.name} {command.name}" for command in group.typer_instance.registered_commands]
    missing = [name for name in names if f"habitus {name}" not in page]
    assert not missing, f"describe in docs/operations/commands.md: {missing}"


def test_links_between_pages_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    broken = []
    for page in pages:
        targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
        broken += [
            f"{page.relative_to(ROOT)} → {target}"
            for target in targets
            if "://" not in target and not (page.parent / target).exists()
        ]
    assert not broken
