"""What the server writes down for people to read, the screens have words for, in every language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from habitus import wiring
from habitus.accounts import auditing
from habitus.kernel.settings import Settings

UI = Path(__file__).parents[2] / "ui" / "src"
LANGUAGES = ("en", "de")

KINDS = set(get_args(auditing.Kind))
ABOUT_NOBODY = {"invite_made", "invite_revoked", "instance_changed"}
"""Only admins read of these."""

JOBS = {
    kind.replace(".", "_")
    for kind in (
        *(reaction.kind for reaction in wiring.REACTIONS),
        *(job.kind for job in wiring.JOBS),
        *(job.kind for job in wiring.long_jobs(Settings())),
    )
}


def words(language: str) -> Any:
    return json.loads((UI / "i18n" / f"{language}.json").read_text())


def listed(file: str, name: str) -> set[str]:
    """The texts of `const NAME = ['…', …] as const` in a file of the screens."""
    found = re.search(rf"const {name} = \[([^\]]*)\]", (UI / file).read_text())
    assert found, f"{name} is not in {file} any more"
    return set(re.findall(r"'([\w-]+)'", found[1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_the_audit_log_has_words(language: str) -> None:
    assert set(words(language)["audit"]["kinds"]) == KINDS
    told = words(language)["privacy"]["log"]
    assert set(told["kinds"]) | {"role_changed"} == KINDS - ABOUT_NOBODY
    assert {"madeAdmin", "madeMember"} <= set(told)


def test_the_screens_know_every_kind_of_the_audit_log() -> None:
    assert listed("i18n/audit-words.ts", "AUDIT_KINDS") == KINDS
    assert listed("features/privacy/log-words.ts", "KINDS") == KINDS - ABOUT_NOBODY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_job_has_words(language: str) -> None:
    assert set(words(language)["admin"]["jobs"]["kinds"]) == JOBS


def test_the_screens_know_every_job() -> None:
    assert listed("features/admin/admin-words.ts", "JOBS") == JOBS
