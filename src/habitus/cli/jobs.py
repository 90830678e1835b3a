"""`habitus jobs …`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from habitus.accounts.queries import people
from habitus.cli.output import UsageRefused, read_settings, say
from habitus.cli.storage import open_database
from habitus.kernel.db import Tx
from habitus.kernel.outbox import service

app = typer.Typer()

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.callback(invoke_without_command=True)
def _list(context: typer.Context, *, as_json: AsJson = False) -> None:
    """What waits to be done, and what failed."""
    if context.invoked_subcommand is not None:
        return
    with open_database(read_settings()) as database:
        found = database.run_read(_overview)
    say(_told(found), found, as_json=as_json)


@app.command("retry")
def retry(
    *,
    job_id: Annotated[UUID | None, typer.Argument(metavar="ID", help="The job to try again.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Try failed jobs again at once, dead ones too."""
    if everything == (job_id is not None):
        raise UsageRefused("give the id of a job or --all, one of the two")
    with open_database(read_settings()) as database:
        if job_id is None:
            count = database.run_write(service.retry_all)
        else:
            database.run_write(service.retry, job_id)
            count = 1
    say(f"{_jobs(count)} will be tried again.", {"retried": count}, as_json=as_json)


@app.command("drop")
def drop(
    *,
    job_id: Annotated[UUID, typer.Argument(metavar="ID", help="The job to forget.")],
    as_json: AsJson = False,
) -> None:
    """Forget a job. What it was to do is not done."""
    with open_database(read_settings()) as database:
        database.run_write(service.drop, job_id)
    say(f"Dropped {job_id}.", {"dropped": str(job_id)}, as_json=as_json)


def _overview(tx: Tx) -> dict[str, Any]:
    found = service.overview(tx)
    emails = people.emails_of(tx, {job.person_key for job in found.failed if job.person_key is not None})
    return {
        **found.counts._asdict(),
        "jobs": [
            {
                "id": str(job.id),
                "kind": job.kind,
                "person": None if job.person_key is None else emails.get(job.person_key),
                "attempts": job.attempts,
                "error": job.error,
                "next_try": None if job.dead else job.due.isoformat(),
            }
            for job in found.failed
        ],
    }


def _told(found: dict[str, Any]) -> str:
    lines = [f"{found['pending']} pending, {found['failed']} failed and tried again, {found['dead']} dead"]
    for job in found["jobs"]:
        about = f" of {job['person']}" if job["person"] else ""
        when = f"next try {job['next_try']}" if job["next_try"] else "dead"
        lines += [
            "",
            f"{job['id']}  {job['kind']}{about}",
            f"  {job['attempts']} attempts, {when}",
            f"  {job['error']}",
        ]
    if found["dead"]:
        lines += ["", "Dead jobs wait for you: habitus jobs retry ID (or --all), habitus jobs drop ID"]
    return "\n".join(lines)


def _jobs(count: int) -> str:
    return "1 job" if count == 1 else f"{count} jobs"
