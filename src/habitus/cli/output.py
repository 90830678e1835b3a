"""How commands speak: results on stdout, logs on stderr, refusals as a problem and exit 1."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from typing import Any

import pydantic
import structlog
import typer

from habitus.accounts.first_admin import FirstAdminRefused
from habitus.cli.outages import understood, words_of
from habitus.kernel.backup import BackupRefused
from habitus.kernel.crypto import KeyFileUnusable
from habitus.kernel.db.migrate import SchemaUnknown
from habitus.kernel.errors import DomainError
from habitus.kernel.logs import configure_logs
from habitus.kernel.settings import Settings
from habitus.kernel.tls import TlsUnusable
from habitus.wiring import ScaleMissing

DONE, REFUSED, USAGE, INTERNAL = 0, 1, 2, 3

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys and does not show: people choose their names, and a command prints them."""

log = structlog.get_logger(__name__)


CODES = ("usage", "refused", "file_unusable")
"""What a command says beside the refusals of the domain; they have pages in docs/problems too."""


class NoHabitusHere(Exception):
    """The command was run beside another folder than the one that holds a Habitus; exit 1."""


class PortTaken(Exception):
    """Another program listens there; exit 1."""


class WorkerRefused(Exception):
    """There is nothing for a worker to do with these settings; exit 1."""


class UsageRefused(Exception):
    """The command's words do not fit together; exit 2."""


def read_settings() -> Settings:
    """The settings of this process, and the logs set up by them."""
    try:
        settings = Settings()
    except pydantic.ValidationError as error:
        faults = "; ".join(
            f"HABITUS_{'_'.join(map(str, item['loc'])).upper()}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        )
        raise UsageRefused(faults) from error
    configure_logs(level=settings.log_level, as_json=settings.log_format == "json")
    return settings


@dataclass(frozen=True, slots=True)
class Failure:
    """How a command that did not succeed is told."""

    code: str
    title: str
    detail: str
    exit_code: int
    status: int = 400


def run(app: typer.Typer) -> int:
    """Run the command line; gives the exit code."""
    try:
        ended = app(standalone_mode=False)  # the code of a `typer.Exit`, which it catches itself
    except typer.Abort:
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the edge: every end of a command has an exit code
        return _tell(_failure_of(understood(error)), as_json="--json" in sys.argv)
    return ended if isinstance(ended, int) else DONE


def _failure_of(error: Exception) -> Failure:
    match error:
        case typer.TyperException():
            words = error.format_message().replace(": Value error, ", ": ")
            return Failure("usage", "This command is not understood", words, USAGE)
        case UsageRefused():
            return Failure("usage", "This command is not understood", str(error), USAGE)
        case DomainError():
            return Failure(error.code, error.title, error.detail, REFUSED, error.status)
        case (
            BackupRefused()
            | FirstAdminRefused()
            | KeyFileUnusable()
            | NoHabitusHere()
            | PortTaken()
            | ScaleMissing()
            | SchemaUnknown()
            | TlsUnusable()
            | WorkerRefused()
        ):
            return Failure("refused", "Refused", str(error), REFUSED)
        case OSError():
            return Failure("file_unusable", "A file cannot be used", words_of(error), REFUSED)
        case _:
            log.error("command_failed", exc_info=error)
            return Failure("unexpected", "Something went wrong", "See the log above.", INTERNAL, 500)


def _tell(failure: Failure, *, as_json: bool) -> int:
    if as_json:
        problem = {
            "type": f"/docs/problems/{failure.code}",
            "title": failure.title,
            "status": failure.status,
            "detail": failure.detail,
            "code": failure.code,
        }
        print(json.dumps({"error": problem}, ensure_ascii=False))
    else:
        print(failure.detail, file=sys.stderr)
    return failure.exit_code


def say(text: str, data: dict[str, Any], *, as_json: bool) -> None:
    """Print a result: one JSON object, or the sentence for people."""
    print(json.dumps(data, ensure_ascii=False) if as_json else _seen(text))


def _seen(text: str) -> str:
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)
