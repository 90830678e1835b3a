"""`habitus people …`."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from pydantic import EmailStr, TypeAdapter, ValidationError

from habitus.accounts import service
from habitus.accounts.passwords import hash_password
from habitus.accounts.pausing import Reason
from habitus.admin import people as looking_after
from habitus.cli.output import UsageRefused, read_settings, say
from habitus.cli.storage import open_database
from habitus.kernel.errors import PayloadInvalid

app = typer.Typer()

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Their address; what they sign in with.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


class KindName(StrEnum):
    on_request = "on_request"
    security = "security"
    rules = "rules"
    other = "other"


class RoleName(StrEnum):
    member = "member"
    admin = "admin"


_AN = {RoleName.member: "a member", RoleName.admin: "an admin"}


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
    address = address_of(email)
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


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """Everybody here, when they were last seen, and who is paused."""
    with open_database(read_settings()) as database:
        everybody = database.run_read(looking_after.everybody)
    found = [person.model_dump(mode="json") for person in everybody]
    say(
        "\n".join(_line(person) for person in found) or "Nobody yet. See: habitus people create --help",
        {"people": found},
        as_json=as_json,
    )


@app.command("pause")
def pause(
    *,
    email: Email,
    reason: Annotated[str, typer.Option(help="Why; they are told it when they sign in.")],
    kind: Annotated[KindName, typer.Option(help="What kind of reason that is.")] = KindName.other,
    as_json: AsJson = False,
) -> None:
    """Let somebody in no more, at once and everywhere. Nothing is deleted."""
    why = Reason(kind.value, reason.strip())
    with open_database(read_settings()) as database:
        person = database.run_write(looking_after.pause_by_command, email, why)
    say(
        f"{person.email} is paused: signed out everywhere, and told why when they sign in.\n"
        f"Undo it: habitus people resume {person.email}",
        person.model_dump(mode="json"),
        as_json=as_json,
    )


@app.command("resume")
def resume(*, email: Email, as_json: AsJson = False) -> None:
    """Let somebody in again, at once. No streak of theirs breaks on the days between."""
    with open_database(read_settings()) as database:
        person = database.run_write(looking_after.resume_by_command, email)
    say(f"{person.email} can sign in.", person.model_dump(mode="json"), as_json=as_json)


@app.command("role")
def role(
    *,
    email: Email,
    new: Annotated[RoleName, typer.Argument(metavar="ROLE", help="member or admin.")],
    as_json: AsJson = False,
) -> None:
    """Make somebody a member or an admin."""
    with open_database(read_settings()) as database:
        person = database.run_write(looking_after.change_role_by_command, email, new.value)
    say(f"{person.email} is {_AN[new]} now.", person.model_dump(mode="json"), as_json=as_json)


@app.command("sign-out")
def sign_out(*, email: Email, as_json: AsJson = False) -> None:
    """End all sessions of somebody; they may sign in again. Their tokens stay."""
    with open_database(read_settings()) as database:
        ended = database.run_write(looking_after.sign_out_by_command, email)
    say(f"Ended sessions: {ended}.", {"ended": ended}, as_json=as_json)


def _line(person: dict[str, Any]) -> str:
    seen = f"last seen {person['last_seen_at'][:10]}" if person["last_seen_at"] else "not seen yet"
    words = [f"{person['name']} <{person['email']}>", person["role"], seen]
    if pause := person["pause"]:
        words.append(f"paused since {pause['since'][:10]}: {pause['reason']}")
    return ", ".join(words)


def address_of(email: str) -> str:
    """An e-mail address as it is kept. Raises PayloadInvalid (pointer /email)."""
    try:
        return TypeAdapter(EmailStr).validate_python(email.strip()).lower()
    except ValidationError as error:
        raise PayloadInvalid(f"{email} is not an e-mail address.", pointer="/email") from error


def _secret(password: str, *, from_stdin: bool) -> str:
    if bool(password) == from_stdin:
        raise UsageRefused("give --password or --password-stdin, one of the two")
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else password
