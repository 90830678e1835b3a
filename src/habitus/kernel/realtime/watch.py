"""Noticing what no one tells this process: other processes write, sessions end, accounts are paused."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog

from habitus.kernel.db import Database
from habitus.kernel.realtime.frames import Code
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.seats import Seat, Seats
from habitus.kernel.realtime.standing import Look, Standing

log = structlog.get_logger(__name__)


class Watch:
    """Runs while a socket is open: one statement a look for all, and none while nobody commits (SQLite)."""

    def __init__(self, database: Database[Any, Any], look: Look, seats: Seats, limits: Limits) -> None:
        self._database = database
        self._look = look
        self._seats = seats
        self._limits = limits
        self._task: asyncio.Task[None] | None = None
        self._is_failing = False

    def begin(self) -> None:
        """Have it run, if it does not."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        clock = asyncio.get_running_loop().time
        seen: int | None = None
        seen_at = clock()
        while not self._seats.is_empty:
            await asyncio.sleep(self._limits.look_seconds)
            # Before the look: what is committed meanwhile makes the next one look again.
            stamp, now = self._database.stamp(), clock()
            is_quiet = stamp is not None and stamp == seen
            if is_quiet and now - seen_at < self._limits.recheck_seconds:
                continue
            if await self._could_look():
                seen, seen_at = stamp, now

    async def _could_look(self) -> bool:
        """Outlive an outage of the database; logged when it begins and when it is over."""
        try:
            await self._look_at_all()
        except Exception as error:  # noqa: BLE001 - the edge: the next look comes at once
            if not self._is_failing:
                log.warning("sockets_unwatched", reason=str(error))
            self._is_failing = True
            return False
        if self._is_failing:
            log.warning("sockets_watched_again")
        self._is_failing = False
        return True

    async def _look_at_all(self) -> None:
        seats = list(self._seats)
        keys = {seat.standing.session_key for seat in seats}
        found = await self._database.public.read(self._look, keys)
        standings = {standing.session_key: standing for standing in found}
        for seat in seats:
            _settle(seat, standings.get(seat.standing.session_key))


def _settle(seat: Seat, standing: Standing | None) -> None:
    code = refusal(standing)
    if code is not None:
        seat.line.close(code)
    elif standing is not None:
        seat.feed.hear(standing.seq)


def refusal(standing: Standing | None) -> Code | None:
    """Why who stands so may have no socket; None when they may."""
    if standing is not None and standing.state == "paused":
        return Code.PAUSED
    if standing is None or standing.state == "over":
        return Code.SIGNED_OUT
    return None
