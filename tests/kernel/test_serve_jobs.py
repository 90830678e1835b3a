"""The real server runs jobs: what a command leaves, and what a killed server left behind."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from bench.harness import habitus
from bench.harness.server import Server

from habitus import wiring
from habitus.kernel.clock import system_clock
from habitus.kernel.outbox import queries, record
from habitus.kernel.settings import Settings


def leave_a_backup(data: Path) -> None:
    database = wiring.open_database(Settings(data_dir=data), system_clock)
    database.run_write(lambda tx: record(tx, "backup.nightly", {}))
    database.close()


def waiting(data: Path) -> int:
    database = wiring.open_database(Settings(data_dir=data), system_clock)
    count = database.run_read(queries.counts).pending
    database.close()
    return count


def copies(data: Path) -> int:
    return len(list((data / "backups").glob("nightly-*.db")))


def until(what, server: Server) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, server.log_tail()
        time.sleep(0.1)


def test_a_job_of_another_process_is_found_and_one_of_before_a_kill_is_done(tmp_path):
    habitus.add_people(tmp_path, 1)
    with habitus.serving(tmp_path, pinned=False) as server:
        leave_a_backup(tmp_path)
        until(lambda: copies(tmp_path) == 1 and not waiting(tmp_path), server)
        leave_a_backup(tmp_path)
        server.kill()
    with habitus.serving(tmp_path, pinned=False) as server:
        until(lambda: copies(tmp_path) == 2 and not waiting(tmp_path), server)
        server.stop()
        assert server.process.returncode == -signal.SIGTERM, "told to stop, it ends by itself"
        assert "Traceback" not in server.log_tail()
