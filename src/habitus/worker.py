"""A worker process: runs jobs that Valkey brings, sweeps and keeps the schedules; serves nobody."""

from __future__ import annotations

import asyncio
import signal

import uvloop

from habitus import wiring
from habitus.kernel.clock import system_clock
from habitus.kernel.settings import Settings


def main() -> None:
    """Run until told to stop (SIGTERM, Ctrl-C); what is begun is finished first."""
    uvloop.run(_work(Settings()))


async def _work(settings: Settings) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    database = wiring.open_database(settings, system_clock)
    jobs = wiring.job_engine(settings, database, system_clock, works=True)
    try:
        await jobs.start()
        print("A worker of Habitus runs. Stop it with Ctrl-C.", flush=True)
        await told.wait()
    finally:
        await jobs.stop()
        database.close()
