"""The job engine of a process: it hands ids out, sweeps for what was lost, and keeps the schedules."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from habitus.kernel.db import Database, Tx
from habitus.kernel.errors import DomainError
from habitus.kernel.outbox import queries
from habitus.kernel.outbox.carrier import Carrier
from habitus.kernel.outbox.running import run, work_on
from habitus.kernel.outbox.schedules import Timetable
from habitus.kernel.outbox.table import Claim, Crew

AT_ONCE = 8
LONG_AT_ONCE = 2
LOOK_SECONDS = 1.0
SWEEP_EVERY = 3
"""Sweep at each third look; at the next one while there is more than one sweep brings."""
LOST_AFTER = timedelta(seconds=10)
SWEEP_LIMIT = 500
HANDING_LIMIT = 1000
"""Ids on their way at once; while a carrier hangs, the rest is the sweep's to bring."""

log = structlog.get_logger(__name__)


class JobEngine:
    """Started once the database is open and stopped before it is closed."""

    def __init__(
        self,
        database: Database[Any, Any],
        crew: Crew[Any],
        timetable: Timetable,
        carrier: Carrier,
        clock: Callable[[], datetime],
        *,
        lost_after: timedelta = LOST_AFTER,
    ) -> None:
        self._database = database
        self._crew = crew
        self._timetable = timetable
        self._carrier = carrier
        self._clock = clock
        self._lost_after = lost_after
        # taskiq's in-memory broker starts whatever it is given at once, whatever its own limit says.
        self._places = asyncio.Semaphore(AT_ONCE)
        self._long_places = asyncio.Semaphore(LONG_AT_ONCE)
        self._closing = False
        self._began = clock()
        self._is_more = False
        self._failing: set[str] = set()
        self._handing: set[asyncio.Task[None]] = set()
        self._beat: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to run jobs: first of all what an earlier process was given and did not do."""
        loop = asyncio.get_running_loop()
        self._began = self._clock()
        await self._carrier.start(self._run)
        if self._carrier.alone:
            await self._database.public.write(queries.release)
        self._database.outlet.carry = partial(self._hand_soon, loop)
        self._beat = asyncio.create_task(self._beat_on())

    async def stop(self) -> None:
        """Take nothing new, and wait for what runs; what waits stays in the table."""
        self._closing = True
        self._database.outlet.carry = None
        if self._beat is not None:
            self._beat.cancel()
            with suppress(asyncio.CancelledError):
                await self._beat
        await asyncio.gather(*self._handing)
        await self._carrier.stop()

    async def sweep(self) -> int:
        """Hand out what is due and was not handed out, or not since a while; gives how many."""
        before = max(self._began, self._clock() - self._lost_after)
        limit = min(SWEEP_LIMIT, self._carrier.room)
        if limit <= 0 or not await self._database.public.read(queries.any_to_hand, before):
            return 0
        lost = await self._database.public.write(queries.hand_out, before, limit)
        for job_id in lost:
            await self._carrier.carry(job_id)
        self._is_more = len(lost) == limit
        return len(lost)

    async def _beat_on(self) -> None:
        beats = 0
        while True:
            await self._guarded("schedules", self._timetable.look)
            if self._is_more or beats % SWEEP_EVERY == 0:
                await self._guarded("sweep", self.sweep)
            beats += 1
            await asyncio.sleep(LOOK_SECONDS)

    async def _guarded(self, what: str, function: Callable[[], Awaitable[object]]) -> None:
        """Outlive an outage of database or carrier; logged when it begins and when it is over."""
        try:
            await function()
        except Exception as error:  # noqa: BLE001 - the edge: the next look comes in a second
            if what not in self._failing:
                log.warning("jobs_held_up", where=what, reason=str(error))
            self._failing.add(what)
        else:
            if what in self._failing:
                log.warning("jobs_go_on", where=what)
            self._failing.discard(what)

    def _hand_soon(self, loop: asyncio.AbstractEventLoop, job_id: UUID) -> None:
        """From any thread: on a loop that is closed nobody runs jobs, and the sweep of another finds it."""
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._hand, job_id)

    def _hand(self, job_id: UUID) -> None:
        if self._closing or len(self._handing) >= HANDING_LIMIT:
            return
        handing = asyncio.ensure_future(self._guarded("carry", partial(self._carrier.carry, job_id)))
        self._handing.add(handing)
        handing.add_done_callback(self._handing.discard)

    def _is_closing(self) -> bool:
        return self._closing

    async def _run(self, job_id: UUID) -> None:
        """The one task: run a job by its id. Failures are in its row; an outage is the sweep's to mend."""
        try:
            async with self._places:
                if self._closing:
                    return
                may_claim = not self._long_places.locked()
                claim = await self._database.public.write(_run, self._crew, job_id, may_claim)
            if claim is not None:
                async with self._long_places:
                    await asyncio.to_thread(work_on, self._database, claim, self._is_closing)
        except DomainError as error:
            log.debug("job_put_off", job=str(job_id), reason=error.code)  # the database has told why
        except Exception:
            log.exception("job_lost", job=str(job_id))


def _run(tx: Tx, crew: Crew[Any], job_id: UUID, may_claim: bool) -> Claim | None:  # noqa: FBT001 - handed through the database's queue
    return run(tx, crew, job_id, may_claim=may_claim)
