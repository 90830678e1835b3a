"""The carrier where there are no workers: jobs run in the web process, on its own event loop."""

from __future__ import annotations

from uuid import UUID

from taskiq import InMemoryBroker
from taskiq.decor import AsyncTaskiqDecoratedTask

from habitus.kernel.outbox.carrier import TASK, Run

# More wait in the table; the sweep brings them when there is room.
WAITING = 1000


class InProcess:
    """See `carrier.Carrier`."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self._broker = InMemoryBroker(cast_types=False)
        self._task: AsyncTaskiqDecoratedTask[[str], object] | None = None
        self._here: set[UUID] = set()

    @property
    def room(self) -> int:
        return WAITING - len(self._here)

    async def start(self, run: Run) -> None:
        async def run_one(job: str) -> None:
            job_id = UUID(job)
            try:
                await run(job_id)
            finally:
                self._here.discard(job_id)

        self._task = self._broker.register_task(run_one, task_name=TASK)
        await self._broker.startup()

    async def carry(self, job_id: UUID) -> None:
        if self._task is None or job_id in self._here or self.room <= 0:
            return
        self._here.add(job_id)
        try:
            await self._task.kiq(str(job_id))
        except BaseException:
            self._here.discard(job_id)
            raise

    async def stop(self) -> None:
        self._task = None
        await self._broker.wait_all()
        await self._broker.shutdown()


def carrier(*, alone: bool) -> InProcess:
    return InProcess(alone=alone)
