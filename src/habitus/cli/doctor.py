"""`habitus doctor`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me
from habitus.cli.output import REFUSED, read_settings, say
from habitus.cli.storage import open_database
from habitus.habits.checkup import Checkup, Report
from habitus.kernel.db import Database
from habitus.kernel.db.soundness import Soundness, soundness
from habitus.kernel.settings import Settings

SHOWN = 50
DAMAGE = "database"


def doctor(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Rewrite what is wrong.")] = False,
    person: Annotated[str | None, typer.Option(metavar="EMAIL", help="Look at this person only.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare all sums with a recount of the entries; Habitus may be running."""
    settings = read_settings()
    with open_database(settings) as database:
        checkup = Checkup(database, repair=repair, tell=_progress if sys.stderr.isatty() else None)
        sound = _soundness(settings, person)
        if not sound.damage:  # what is read from a damaged file says nothing, and writing makes it worse
            _examine(database, checkup, person)
        if sys.stderr.isatty():
            print(file=sys.stderr)
    found = _found(checkup.report, sound)
    say(_told(found, repair=repair), found, as_json=as_json)
    if found["repaired"] < len(found["faults"]):
        raise typer.Exit(REFUSED)


def _soundness(settings: Settings, email: str | None) -> Soundness:
    """PostgreSQL looks after itself, and one person is not the whole file."""
    if settings.database_url or email is not None:
        return Soundness((), ())
    return soundness(settings.sqlite_file)


def _examine(database: Database[Actor, Me], checkup: Checkup, email: str | None) -> None:
    if email is None:
        checkup.everybody()
    else:
        checkup.person(database.run_read(accounts.person_by_email, email).key)


def _found(report: Report, sound: Soundness) -> dict[str, Any]:
    return {
        "people": report.people,
        "habits": report.habits,
        "days": report.days,
        "faults": [
            *(_unsound(DAMAGE, words) for words in sound.damage),
            *(_unsound("reference", words) for words in sound.dangling),
            *(
                {"person": finding.person, "habit": finding.habit, **finding.fault._asdict()}
                for finding in report.findings
            ),
        ],
        "repaired": report.repaired,
        "waiting": report.waiting,
    }


def _unsound(what: str, words: str) -> dict[str, Any]:
    return {"person": None, "habit": None, "what": what, "stored": words, "expected": "ok"}


def _told(found: dict[str, Any], *, repair: bool) -> str:
    faults = found["faults"]
    lines = [f"Compared {found['habits']} habits and {found['days']} days of {found['people']} people."]
    if found["waiting"]:
        lines.append(f"Waiting: {found['waiting']} (they are recomputed by themselves; look again later).")
    lines += [_line(fault) for fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(f"… and {len(faults) - SHOWN} more; --json lists them all.")
    if not faults:
        lines.append("Everything is true.")
    else:
        lines.append(f"Faults: {len(faults)}, repaired: {found['repaired']}.{_advice(found, repair=repair)}")
    return "\n".join(lines)


def _advice(found: dict[str, Any], *, repair: bool) -> str:
    faults = found["faults"]
    if any(fault["what"] == DAMAGE for fault in faults):
        return " The file is damaged, and nothing else was looked at: bring a backup back (habitus restore)."
    if found["repaired"] == len(faults):
        return ""
    return " The doctor cannot repair the rest." if repair else " Run: habitus doctor --repair"


def _line(fault: dict[str, Any]) -> str:
    whose = ", ".join(word for word in (fault["person"], fault["habit"]) if word)
    stored = "nothing" if fault["stored"] is None else fault["stored"]
    expected = "nothing" if fault["expected"] is None else fault["expected"]
    return f"{f'{whose}: ' if whose else ''}{fault['what']}: stored {stored}, expected {expected}"


def _progress(report: Report) -> None:
    words = f"{report.people} people, {report.habits} habits, {len(report.findings)} faults"
    print(f"\r{words}", end="", file=sys.stderr, flush=True)
