"""The real server, killed in the middle of an import: the next one goes on, and counts nothing twice."""

from __future__ import annotations

import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from bench.harness import habitus
from bench.harness.books import audit
from bench.harness.server import HOST, Server
from tests.factories.exports import habits_csv, one_habit, zipped

pytestmark = pytest.mark.crash

FIRST, DAYS = date(2010, 1, 1), 4_000
FILES = {
    "Habits.csv": habits_csv(
        "001,Read,YES_NO,,,3,7,#00897B,,,,false", "002,Coffee,NUMERICAL,,,1,1,#757575,cups,AT_MOST,2.0,false"
    ),
    "001 Read/Checkmarks.csv": one_habit(
        *(f"{FIRST + timedelta(days=at)},{'YES_MANUAL' if at % 3 else 'NO'}," for at in range(DAYS))
    ),
    "002 Coffee/Checkmarks.csv": one_habit(
        *(f"{FIRST + timedelta(days=at)},{at % 5}000," for at in range(DAYS))
    ),
}


class App:
    """Somebody's client of a server."""

    def __init__(self, server: Server, email: str) -> None:
        [token] = habitus.sign_in(server, [email])
        self._base = f"http://{HOST}:{server.port}/api/v1"
        self._headers = {"Authorization": f"Bearer {token}"}

    def _ask(self, method: str, path: str, **options: Any) -> Any:
        return httpx2.request(method, self._base + path, headers=self._headers, timeout=30, **options)

    def upload(self, file: Path) -> str:
        answer = self._ask("POST", "/imports", files={"file": (file.name, file.read_bytes())})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    def confirm(self, import_id: str) -> None:
        assert self._ask("POST", f"/imports/{import_id}/confirm").status_code == 202

    def until(self, import_id: str, state: str) -> Any:
        """Wait until it is so; gives the import."""
        give_up = time.monotonic() + 120
        while time.monotonic() < give_up:
            found = self._ask("GET", f"/imports/{import_id}").json()
            if found["state"] == state:
                return found
            time.sleep(0.05)
        raise AssertionError(f"not {state} within two minutes: {found}")


def entries(folder: Path) -> int:
    with closing(sqlite3.connect(habitus.database_file(folder), timeout=10)) as db:
        return int(db.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_an_import_that_is_killed_twice_is_whole_and_its_report_too(tmp_path: Path) -> None:
    email, twin = habitus.add_people(tmp_path, 2)
    file = zipped(tmp_path / "loop.zip", FILES)
    with habitus.serving(tmp_path, pinned=False) as server:
        app = App(server, email)
        import_id = app.upload(file)
        app.until(import_id, "ready")
        app.confirm(import_id)
        kill_at(server, tmp_path, 1_000)
    with habitus.serving(tmp_path, pinned=False) as server:
        kill_at(server, tmp_path, 4_500)
    assert 4_500 <= entries(tmp_path) < 2 * DAYS, "it was killed half way"
    with habitus.serving(tmp_path, pinned=False) as server:
        report = App(server, email).until(import_id, "done")["report"]
        assert "Traceback" not in server.log_tail()
    assert not list((tmp_path / "imports").iterdir())
    assert audit(habitus.database_file(tmp_path)).drifted == []
    whole = habitus.command(tmp_path, "import", str(file), "--person", twin)
    assert report == whole | {"person": email}


def kill_at(server: Server, folder: Path, count: int) -> None:
    give_up = time.monotonic() + 120
    while entries(folder) < count:
        assert time.monotonic() < give_up, server.log_tail()
        time.sleep(0.002)
    server.kill()


def test_a_server_that_is_told_to_stop_does_not_wait_for_the_import(tmp_path: Path) -> None:
    [email] = habitus.add_people(tmp_path, 1)
    file = zipped(tmp_path / "loop.zip", FILES)
    with habitus.serving(tmp_path, pinned=False) as server:
        app = App(server, email)
        import_id = app.upload(file)
        app.until(import_id, "ready")
        app.confirm(import_id)
        while entries(tmp_path) < 500:
            time.sleep(0.002)
        server.stop()
        assert server.process.returncode != -9, server.log_tail()
    assert entries(tmp_path) < 2 * DAYS
    with habitus.serving(tmp_path, pinned=False) as server:
        report = App(server, email).until(import_id, "done")["report"]
    assert report["entries"]["added"] == 2 * DAYS == entries(tmp_path)


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    [email] = habitus.add_people(tmp_path, 1)
    with habitus.serving(tmp_path, pinned=False) as server:
        [token] = habitus.sign_in(server, [email])
        head = (
            f"POST /api/v1/imports HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000000\r\n\r\n"
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        )
        with socket.create_connection((HOST, server.port), timeout=10) as client:
            client.sendall(head.encode() + b"x" * 2_000_000)
            until(lambda: len(left(tmp_path)) == 1)
        until(lambda: left(tmp_path) == [])
        App(server, email).upload(zipped(tmp_path / "loop.zip", FILES))


def left(folder: Path) -> list[Path]:
    imports = folder / "imports"
    return list(imports.iterdir()) if imports.exists() else []


def until(what: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60
    while not what():
        assert time.monotonic() < give_up, "nothing happened for a minute"
        time.sleep(0.02)
