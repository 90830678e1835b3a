"""`habitus backup` and `habitus restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from habitus.cli.output import read_settings, say
from habitus.kernel import backup as copies
from habitus.kernel.clock import system_clock


def backup(
    *,
    to: Annotated[Path | None, typer.Option(help="The file to write; else data/backups/….")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write a checked copy of the database; Habitus may be running."""
    settings = read_settings()
    copy = copies.backup(settings, system_clock(), to)
    say(
        f"Wrote {copy} ({copy.stat().st_size} bytes, checked).\n"
        f"The key file {settings.secrets_file} is not in it: keep a copy of that somewhere else.",
        {"file": str(copy), "bytes": copy.stat().st_size, "key_file": str(settings.secrets_file)},
        as_json=as_json,
    )


def restore(
    *,
    file: Annotated[Path, typer.Argument(help="A file that `habitus backup` wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Put a copy in the database's place; Habitus must not be running."""
    settings = read_settings()
    kept = copies.restore(settings, system_clock(), file)
    before = f"\nThe database before is kept as {kept}." if kept else ""
    say(
        f"Restored {file}.{before}\n"
        f"The key file {settings.secrets_file} was left as it is. A copy from another machine needs its own.",
        {"file": str(file), "kept": str(kept) if kept else None, "key_file": str(settings.secrets_file)},
        as_json=as_json,
    )
