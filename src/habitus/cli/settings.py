"""`habitus settings`."""

from __future__ import annotations

import difflib
import os
import re
from typing import Annotated, Any

import typer

from habitus.cli.output import read_settings, say
from habitus.kernel.settings import Settings

PREFIX = "HABITUS_"
_PASSWORD = re.compile(r"(?<=password=)[^&]*")


def settings(
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each setting does, with an example.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Every setting, its value, and where that comes from.

    As this process has them; passwords are hidden.
    """
    used = read_settings()
    listed = [_told(used, name, explain=explain) for name in Settings.model_fields]
    unknown = [{"name": name, "meant": _meant(name)} for name in _unknown()]
    say(_page(listed, unknown), {"settings": listed, "unknown": unknown}, as_json=as_json)


def _told(used: Settings, name: str, *, explain: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": _variable(name),
        "value": _shown(used, name),
        "source": "environment" if name in used.model_fields_set else "default",
    }
    if explain:
        field = Settings.model_fields[name]
        told |= {
            "description": field.description,
            "example": f"{_variable(name)}={(field.examples or [''])[0]}",
        }
    return told


def _shown(used: Settings, name: str) -> str | int | bool | None:
    """As text or number, with what follows from other settings where nothing was given."""
    value = {"base_url": used.public_url, "key_file": used.secrets_file}.get(name, getattr(used, name))
    if value is None or isinstance(value, bool | int):
        return value
    return _without_password(str(value))


def _without_password(text: str) -> str:
    """A URL with *** where its password is, before the host or among the parameters."""
    scheme, separator, rest = text.partition("://")
    if not separator:
        return text
    login, at, place = rest.rpartition("@")
    user, colon, _ = login.partition(":")
    return f"{scheme}://{user}{':***' if colon else ''}{at}{_PASSWORD.sub('***', place)}"


def _unknown() -> list[str]:
    """Variables that look like ours and set nothing: most are typing mistakes."""
    known = {_variable(name) for name in Settings.model_fields}
    return sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def _meant(name: str) -> str | None:
    close = difflib.get_close_matches(
        name.upper(), [_variable(known) for known in Settings.model_fields], 1, 0.8
    )
    return close[0] if close else None


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _page(listed: list[dict[str, Any]], unknown: list[dict[str, Any]]) -> str:
    width = max(len(one["name"]) for one in listed)
    lines = []
    for one in listed:
        lines.append(f"{one['name']:<{width}}  {_word(one['value'])}  ({one['source']})")
        if "description" in one:
            lines += [f"  {one['description']}", f"  For example: {one['example']}", ""]
    for one in unknown:
        hint = f" Did you mean {one['meant']}?" if one["meant"] else ""
        lines.append(f"Warning: {one['name']} is no setting of Habitus and does nothing.{hint}")
    return "\n".join(lines).rstrip()


def _word(value: object) -> str:
    match value:
        case None | "":
            return "-"
        case bool():
            return "on" if value else "off"
        case _:
            return str(value)
