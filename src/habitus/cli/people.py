"""`habitus people …`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from pydantic import EmailStr, TypeAdapter, ValidationError

from habitus.accounts import service
from habitus.accounts.passwords import hash_password
from habitus.cli.output import UsageRefused, read_settings, say
from habitus.cli.storage import open_database
from habitus.kernel.errors import PayloadInvalid

app = typer.Typer()


@app.callback(invoke_without_command=True)
def _group(context: typer.Context) -> None:
    """The people of this instance."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command("create")
def create(
    *,
    email: Annotated[str, typer.Option(help="Their address; what they sign in with.")],
    name: Annotated[str, typer.Option(help="What Habitus calls them; else the part before the @.")] = "",
    password: Annotated[str, typer.Option(help="Seen by other users of this machine; prefer stdin.")] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    admin: Annotated[bool, typer.Option("--admin", help="They may administer this instance.")] = False,
    zone: Annotated[str, typer.Option(help="Their time zone, such as Europe/Berlin.")] = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Add a person."""
    settings = read_settings()
    address = _address(email)
    called = name.strip() or address.partition("@")[0]
    secret = _secret(password, from_stdin=password_stdin)
    service.check_name(called)
    service.check_zone(zone)
    service.check_password(secret, address, called)
    new = service.NewPerson(address, called, hash_password(secret), "admin" if admin else "member", zone)
    with open_database(settings, may_create=True) as database:
        database.run_write(service.create_person, new)
    say(
        f"Created {called} <{new.email}>. They can sign in now.",
        {"email": new.email, "name": called, "role": new.role, "zone": zone},
        as_json=as_json,
    )


def _address(email: str) -> str:
    try:
        return TypeAdapter(EmailStr).validate_python(email.strip()).lower()
    except ValidationError as error:
        raise PayloadInvalid(f"{email} is not an e-mail address.", pointer="/email") from error


def _secret(password: str, *, from_stdin: bool) -> str:
    if bool(password) == from_stdin:
        raise UsageRefused("give --password or --password-stdin, one of the two")
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else password
