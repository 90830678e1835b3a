"""All commands, and what the exit codes mean: 0 done, 1 refused, 2 usage, 3 internal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from habitus import __version__
from habitus.cli import backups, doctor, imports, invites, jobs, messages, people, server, settings, worker
from habitus.cli.output import run

app = typer.Typer(
    name="habitus",
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve")(server.serve)
app.command("settings")(settings.settings)
app.command("messages")(messages.messages)
app.command("import")(imports.import_)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("doctor")(doctor.doctor)
app.command("worker")(worker.worker)
app.add_typer(people.app, name="people")
app.add_typer(invites.app, name="invites")
app.add_typer(jobs.app, name="jobs")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        print(f"habitus {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit."),
    ] = False,
) -> None:
    """Habits and health, on your own machine."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def main() -> None:
    """The entry point; never returns."""
    sys.exit(run(app))
