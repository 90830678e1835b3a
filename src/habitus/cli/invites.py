"""`habitus invites …`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from habitus.accounts import inviting, rules
from habitus.cli.output import read_settings, say
from habitus.cli.people import RoleName, address_of
from habitus.cli.storage import open_database

app = typer.Typer()

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_NEAR = (
    "Does it not open elsewhere? Set HABITUS_BASE_URL to the address that people type; links begin with it."
)


@app.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    """Links that make one account each."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("create")
def create(
    *,
    email: Annotated[str, typer.Option(help="Only an account for this address can be made with it.")] = "",
    role: Annotated[RoleName, typer.Option(help="What the account may do.")] = RoleName.member,
    days: Annotated[
        int, typer.Option(min=1, max=rules.INVITE_DAYS_MAX, help="How long it can be used.")
    ] = rules.INVITE_DAYS,
    as_json: AsJson = False,
) -> None:
    """Make an invite and print its link, which is shown this once."""
    settings = read_settings()
    new = inviting.NewInvite(role.value, address_of(email) if email else None, days)
    with open_database(settings, may_create=True) as database:
        made = database.run_write(inviting.invite_by_command, new, settings.public_url)
    until = f"{made.invite.ends_at:%Y-%m-%d %H:%M} UTC"
    near = "" if settings.base_url else f"\n{_NEAR}"
    say(
        f"{made.link}\n\nIt makes one account ({_for(made.invite.model_dump())}) until {until}.{near}",
        made.model_dump(mode="json"),
        as_json=as_json,
    )


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """The invites of the last months, open ones first."""
    with open_database(read_settings()) as database:
        found = database.run_read(inviting.all_invites)
    listed = [one.model_dump(mode="json") for one in found]
    text = "\n".join(_line(one) for one in listed) or "There are no invites."
    say(text, {"invites": listed}, as_json=as_json)


@app.command("revoke")
def revoke(
    *,
    invite_id: Annotated[UUID, typer.Argument(metavar="ID", help="The invite to take back.")],
    as_json: AsJson = False,
) -> None:
    """Take an open invite back: its link stops working at once."""
    with open_database(read_settings()) as database:
        database.run_write(inviting.revoke_by_command, invite_id)
    say(f"Revoked {invite_id}.", {"revoked": str(invite_id)}, as_json=as_json)


def _line(one: dict[str, Any]) -> str:
    used = f" by {one['used_by']}" if one["used_by"] else ""
    return (
        f"{one['id']}  {one['state']}{used}  {_for(one)}  until {one['ends_at'][:16].replace('T', ' ')} UTC"
    )


def _for(one: dict[str, Any]) -> str:
    return f"{one['role']}, {one['email'] or 'any address'}"
