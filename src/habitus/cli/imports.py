"""`habitus import`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from habitus.cli.output import read_settings, say
from habitus.cli.storage import open_database
from habitus.interchange.report import render_report
from habitus.interchange.service import Options, import_file


class DateOrderName(StrEnum):
    dmy = "dmy"
    mdy = "mdy"


class UnitName(StrEnum):
    kg = "kg"
    lb = "lb"
    st = "st"


def import_(
    *,
    file: Annotated[Path, typer.Argument(help="A backup, a ZIP, a folder or a CSV file of another tool.")],
    person: Annotated[str, typer.Option(metavar="EMAIL", help="Whose Habitus it goes into.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")
    ] = False,
    unit: Annotated[UnitName | None, typer.Option(help="The unit of body weights in the file.")] = None,
    date_order: Annotated[
        DateOrderName | None, typer.Option(help="What comes first in dates that could be read both ways.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Bring a history along from another tool. Importing again adds nothing twice."""
    options = Options(
        dry_run=dry_run,
        date_order=None if date_order is None else date_order.value,
        unit=None if unit is None else unit.value,
    )
    with open_database(read_settings()) as database:
        report = import_file(database, file, person, options)
    say(render_report(report), report.model_dump(mode="json"), as_json=as_json)
