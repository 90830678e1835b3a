"""Counting the errors that nobody foresaw, beside the requests that met them."""

from __future__ import annotations

import asyncio
import hashlib
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

import habitus
from habitus.admin import queries
from habitus.kernel.db import Database, Tx
from habitus.kernel.ids import new_id
from habitus.kernel.unhandled import Unhandled

EVERY_SECONDS = 1.0
KINDS_MAX = 500
"""Kinds that wait to be written at once; more than that say nothing more."""
_PACKAGE = Path(habitus.__file__).parent
_LENGTH = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes two errors the same: neither what was sent nor what was said."""

    route: str
    exception: str
    place: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.route}\n{self.exception}\n{self.place}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a kind came since it was last written, and the request that met it last."""

    count: int
    request_id: str


class ErrorBook:
    """Adds up what it is told, and writes it at most once a second, in transactions of its own.

    What cannot be written is dropped: the log has it, and a database in trouble is left in peace.
    """

    def __init__(self) -> None:
        self._database: Database[Any, Any] | None = None
        self._waiting: dict[Kind, Seen] = {}
        self._writing: asyncio.Task[None] | None = None

    def open(self, database: Database[Any, Any]) -> None:
        """Write into this database from now on."""
        self._database = database
        self._waiting.clear()

    def note(self, unhandled: Unhandled) -> None:
        """Count an error; on the event loop, and without waiting."""
        kind = kind_of(unhandled)
        before = self._waiting.get(kind)
        if before is None and len(self._waiting) >= KINDS_MAX:
            return
        self._waiting[kind] = Seen(1 if before is None else before.count + 1, unhandled.request_id)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_on())

    async def close(self) -> None:
        """Write what waits; before the database is closed."""
        if self._writing is not None:
            self._writing.cancel()
            with suppress(asyncio.CancelledError):
                await self._writing
        await self._write()

    async def _write_on(self) -> None:
        while self._waiting:
            await self._write()
            await asyncio.sleep(EVERY_SECONDS)

    async def _write(self) -> None:
        found, self._waiting = self._waiting, {}
        if not found or self._database is None:
            return
        try:
            await self._database.public.write(count, found)
        except Exception as error:  # noqa: BLE001 - the edge: an error about errors helps nobody
            log.debug("errors_not_counted", reason=str(error))


def count(tx: Tx, found: Mapping[Kind, Seen]) -> None:
    """Add these to the groups of errors that admins see."""
    queries.count_errors(
        tx,
        [
            {
                "id": new_id(),
                "fingerprint": kind.fingerprint,
                "route": kind.route,
                "exception": kind.exception,
                "place": kind.place,
                "count": seen.count,
                "first_at": tx.now,
                "last_at": tx.now,
                "last_request_id": seen.request_id,
            }
            for kind, seen in sorted(found.items(), key=lambda item: item[0].fingerprint)
        ],
    )


def kind_of(unhandled: Unhandled) -> Kind:
    """The route, the exception's class, and the line of ours that it came from."""
    route = f"{unhandled.method} {unhandled.route or '(no route)'}"
    exception, place = _name_of(type(unhandled.error)), _place_of(unhandled.error)
    return Kind(route[:_LENGTH], exception[:_LENGTH], place[-_LENGTH:])


def _name_of(error: type[Exception]) -> str:
    module = "" if error.__module__ == "builtins" else f"{error.__module__}."
    return f"{module}{error.__qualname__}"


def _place_of(error: BaseException) -> str:
    """File and line of our innermost frame; one of the kernel, which only carries, if there is no other."""
    ours = [
        (Path(frame.f_code.co_filename).relative_to(_PACKAGE), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if Path(frame.f_code.co_filename).is_relative_to(_PACKAGE)
    ]
    theirs = [place for place in ours if place[0].parts[0] != "kernel"]
    for file, line in reversed(theirs or ours):
        return f"habitus/{file.as_posix()}:{line}"
    return "(not ours)"
