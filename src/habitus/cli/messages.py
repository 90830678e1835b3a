"""`habitus messages`."""

from __future__ import annotations

from typing import Annotated

import typer

from habitus.cli.output import read_settings, say
from habitus.cli.storage import open_database
from habitus.kernel.post import service as post

SHOWN = 100


def messages(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False
) -> None:
    """Messages that wait to be handed over, the newest first."""
    with open_database(read_settings()) as database:
        found = database.run_read(post.kept, None, SHOWN)
    say(
        "\n\n".join(
            f"To {one.recipient}, {one.at:%Y-%m-%d %H:%M} UTC: {one.subject}\n{one.text}" for one in found
        )
        or "No messages wait.",
        {
            "messages": [
                {
                    "id": str(one.id),
                    "at": one.at.isoformat().replace("+00:00", "Z"),
                    "kind": one.kind,
                    "recipient": one.recipient,
                    "subject": one.subject,
                    "text": one.text,
                }
                for one in found
            ]
        },
        as_json=as_json,
    )
