"""A worker process for the kill test: `python -m tests.kernel.worker_process DATABASE_URL VALKEY_URL`."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta

from sqlalchemy import text

from habitus.accounts.gate import PersonGate
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database, Tx
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.outbox import Crew, Job, Payload
from habitus.kernel.outbox.engine import JobEngine
from habitus.kernel.outbox.schedules import Timetable
from habitus.kernel.outbox.valkey import Valkey


def take_effect(tx: Tx, payload: Payload) -> None:
    """Slow enough to be killed in the middle; a second effect of one job would be a second row."""
    tx.execute(text("INSERT INTO effect VALUES (:number)"), {"number": payload["number"]})
    tx.execute(text("SELECT pg_sleep(0.02)"))


CREW = Crew(PersonGate(), [Job("effect", take_effect)])


async def work(database_url: str, valkey_url: str) -> None:
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    database = Database(PostgresEngine(database_url, system_clock, threads=2), PersonGate())
    jobs = JobEngine(
        database,
        CREW,
        Timetable(database, (), "UTC", system_clock),
        Valkey(valkey_url, 2, listens=True),
        system_clock,
        lost_after=timedelta(seconds=1),
    )
    await jobs.start()
    print("ready", flush=True)
    await told.wait()
    await jobs.stop()
    database.close()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
