"""The carrier of a city: ids go through a Valkey stream to worker processes.

Imported only where `HABITUS_VALKEY_URL` is set; needs the extra `scale`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog
from taskiq.acks import AcknowledgeType
from taskiq.decor import AsyncTaskiqDecoratedTask
from taskiq.receiver import Receiver
from taskiq_redis import RedisStreamBroker

from habitus.kernel.outbox.carrier import TASK, Run

STREAM = "habitus:jobs"
GROUP = "habitus"
STREAM_LENGTH = 100_000
AGAIN_SECONDS = 1.0
SEND_SECONDS = 5.0
START_SECONDS = 10.0

RunOne = Callable[[str], Awaitable[None]]

log = structlog.get_logger(__name__)


class Valkey:
    """See `carrier.Carrier`. A web process only sends; a worker listens too."""

    alone = False
    room = 1000

    def __init__(self, url: str, at_once: int, *, listens: bool) -> None:
        self._url = url
        self._at_once = at_once
        self._listens = listens
        self._finish = asyncio.Event()
        self._listener: asyncio.Task[None] | None = None
        self._sender = _broker(url)
        self._task: AsyncTaskiqDecoratedTask[[str], object] | None = None

    async def start(self, run: Run) -> None:
        async def run_one(job: str) -> None:
            await run(UUID(job))

        self._task = self._sender.register_task(run_one, task_name=TASK)
        if self._listens:
            self._listener = asyncio.create_task(self._listen_until_told(run_one))

    async def carry(self, job_id: UUID) -> None:
        if self._task is not None:
            async with asyncio.timeout(SEND_SECONDS):
                await self._task.kiq(str(job_id))

    async def stop(self) -> None:
        self._finish.set()
        if self._listener is not None:
            await self._listener
        await self._sender.shutdown()

    async def _listen_until_told(self, run_one: RunOne) -> None:
        """Listen, and begin anew when Valkey went away or lost everything, its group of readers too.

        Each time with a broker of its own: whatever state an outage left in the old one is gone with it.
        It is awaited as a task, for a listener that falls over may cancel the task that it runs in.
        """
        while not self._finish.is_set():
            listening = asyncio.create_task(self._listen(run_one))
            await asyncio.wait({listening})
            error = None if listening.cancelled() else listening.exception()
            if not self._finish.is_set():
                log.warning("valkey_lost", reason=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self, run_one: RunOne) -> None:
        broker = _broker(self._url)
        broker.is_worker_process = True
        broker.register_task(run_one, task_name=TASK)
        try:
            async with asyncio.timeout(START_SECONDS):
                await broker.startup()
            # Acknowledged when received: whether it was done is said by the table, not by the stream.
            receiver = Receiver(
                broker,
                validate_params=False,
                max_async_tasks=self._at_once,
                run_startup=False,
                ack_type=AcknowledgeType.WHEN_RECEIVED,
            )
            await receiver.listen(self._finish)
        finally:
            await broker.shutdown()


def _broker(url: str) -> RedisStreamBroker:
    return RedisStreamBroker(
        url,
        queue_name=STREAM,
        consumer_group_name=GROUP,
        consumer_id="0",
        maxlen=STREAM_LENGTH,
        max_connection_pool_size=20,
        idle_timeout=60_000,
        unacknowledged_lock_timeout=10.0,
        socket_connect_timeout=2,
        socket_timeout=10,
    )


def carrier(url: str, at_once: int, *, listens: bool) -> Valkey:
    return Valkey(url, at_once, listens=listens)
