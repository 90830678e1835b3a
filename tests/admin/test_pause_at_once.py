"""On a real server under load: from the moment an admin pauses an account, nothing of it is taken or done.

Everything that somebody holds is used all the time: two sessions, a chain of refresh tokens, their password,
a personal token, tickets, an open socket, waiting jobs and long work. Nothing that begins after the pause was
answered is accepted, and nothing that was promised before is done after it.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from bench.harness.server import HOST, Server, clean, free_port, running
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from habitus import wiring
from habitus.accounts import service
from habitus.accounts.passwords import hash_password
from habitus.kernel.clock import system_clock
from habitus.kernel.outbox import record
from habitus.kernel.settings import Settings

API = "/api/v1"
PASSWORD = "three grey stones by the lake"
ADMIN, MIRA = "astrid@home.example", "mira@home.example"
REASON = "Asked for it while on a journey"
BEFORE, AFTER = 1.5, 2.5
"""How long everything is used before the pause and after it, in seconds."""
CLOSED_WITHIN = 1.0
ANSWER_SECONDS = 30.0


@dataclass
class Client:
    """Somebody with a credential, or none."""

    port: int
    token: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Any]:
        """The status, the JSON and the headers of the answer."""
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = body if isinstance(body, str) else None if body is None else json.dumps(body)
        if content is not None:
            headers.setdefault("Content-Type", "application/json")
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=ANSWER_SECONDS)) as connection:
            connection.request(method, API + path, content, headers)
            answer = connection.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if said else None, answer.headers

    def sign_in(self, email: str) -> Any:
        form = urlencode({"grant_type": "password", "username": email, "password": PASSWORD})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        status, tokens, _ = self.ask("POST", "/auth/token", form, **kind)
        return tokens if status == 200 else status


def signed_in(port: int, email: str) -> tuple[Client, str]:
    tokens = Client(port).sign_in(email)
    return Client(port, tokens["access_token"]), tokens["refresh_token"]


@dataclass
class Channel:
    """A way in, used again and again."""

    name: str
    use: Callable[[], int]
    """Gives the status of one use."""
    rest: float = 0.03
    """So that nothing is refused for coming too often."""
    used: list[tuple[float, float, int]] = field(default_factory=list)
    """When each use began and was answered, and its status."""

    def hammer(self, told: threading.Event) -> None:
        while not told.is_set():
            begun = time.time()
            status = self.use()
            self.used.append((begun, time.time(), status))
            time.sleep(self.rest)

    def statuses(self, since: float, until: float = float("inf")) -> set[int]:
        """Of what began and was answered in that time."""
        return {status for begun, ended, status in self.used if since <= begun and ended < until}


@dataclass
class Life:
    """Everything that Mira holds."""

    server: Server
    phone: Client
    browser: Client
    refresh: str
    script: Client

    def channels(self) -> list[Channel]:
        tagged = Client(self.server.port, self.phone.token)
        chain = Client(self.server.port)
        door = Client(self.server.port)
        asks = Client(self.server.port, self.browser.token)
        tag = ""

        def with_tag() -> int:
            nonlocal tag
            status, _, headers = tagged.ask("GET", "/today", **({"If-None-Match": tag} if tag else {}))
            tag = headers.get("ETag", tag)
            return status

        def refresh() -> int:
            status, tokens, _ = chain.ask("POST", "/auth/refresh", {"refresh_token": self.refresh})
            if status == 200:
                self.refresh = tokens["refresh_token"]
            return status

        def sign_in() -> int:
            answer = door.sign_in(MIRA)
            return answer if isinstance(answer, int) else 200

        return [
            Channel("read", lambda: self.phone.ask("GET", "/today")[0]),
            Channel("write", lambda: self.browser.ask("PATCH", "/me", {"name": "Mira"})[0], rest=0.05),
            Channel("tag", with_tag),
            Channel("refresh", refresh, rest=0.1),
            Channel("sign-in", sign_in, rest=0.3),
            Channel("token", lambda: self.script.ask("GET", "/today")[0]),
            Channel("ticket", lambda: asks.ask("POST", "/realtime/tickets")[0], rest=0.1),
        ]


@dataclass
class Socket:
    """An open socket, and what came through it."""

    events: list[float] = field(default_factory=list)
    closed_at: float = 0.0
    code: int | None = None

    def listen(self, port: int, ticket: str, ready: threading.Event) -> None:
        with connect(f"ws://{HOST}:{port}{API}/realtime") as socket:
            socket.send(json.dumps({"type": "hello", "ticket": ticket, "cursor": None}))
            try:
                while True:
                    frame = json.loads(socket.recv(timeout=ANSWER_SECONDS))
                    ready.set()
                    if frame["type"] == "event":
                        self.events.append(time.time())
            except ConnectionClosed as closed:
                self.closed_at = time.time()
                self.code = closed.rcvd.code if closed.rcvd else None


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path, database_url=None)
    request.getfixturevalue("empty_postgres")()
    return Settings(data_dir=tmp_path, database_url=request.getfixturevalue("postgres_url"))


@pytest.fixture
def database(settings: Settings) -> Iterator[Any]:
    """A second process at the same database."""
    database = wiring.open_database(settings, system_clock)
    for email, role in ((ADMIN, "admin"), (MIRA, "member")):
        new = service.NewPerson(email, email.partition("@")[0].title(), hash_password(PASSWORD), role)
        database.run_write(service.create_person, new)
    yield database
    database.close()


def environment(settings: Settings, port: int) -> dict[str, str]:
    url = {"HABITUS_DATABASE_URL": settings.database_url} if settings.database_url else {}
    return {"HABITUS_DATA_DIR": str(settings.data_dir), "HABITUS_PORT": str(port), **url}


@pytest.fixture
def server(settings: Settings, database: Any) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.admin.server_process", str(settings.data_dir / "effects")]
    env, log = environment(settings, port), settings.data_dir / "server.log"
    with running(command, port=port, env=env, log=log, ready="/readyz", pinned=False) as server:
        yield server


def mira_of(database: Any) -> Any:
    return database.run_read(service.person_by_email, MIRA)


def live(server: Server) -> Life:
    phone, _ = signed_in(server.port, MIRA)
    browser, refresh = signed_in(server.port, MIRA)
    made = phone.ask("POST", "/me/tokens", {"name": "Watch", "scopes": ["read"], "days": None})
    assert made[0] == 201, made
    return Life(server, phone, browser, refresh, Client(server.port, made[1]["secret"]))


def leave_jobs(database: Any) -> None:
    """One job for each fifth of a second from now on, and one long one."""
    key = mira_of(database).key

    def leave(tx: Any) -> None:
        record(tx, "test.long", {}, person=key)
        for fifths in range(100):
            record(tx, "test.short", {}, person=key, due=tx.now + timedelta(seconds=fifths / 5))

    database.run_write(leave)


def effects(settings: Settings, kind: str) -> list[float]:
    file = settings.data_dir / "effects"
    lines = file.read_text().splitlines() if file.exists() else []
    return [float(line.split()[1]) for line in lines if line.startswith(kind)]


def until(what: Callable[[], object], server: Server) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, server.log_tail()
        time.sleep(0.02)


@contextmanager
def hammering(channels: list[Channel]) -> Iterator[None]:
    told = threading.Event()
    threads = [threading.Thread(target=channel.hammer, args=(told,)) for channel in channels]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        told.set()
        for thread in threads:
            thread.join(ANSWER_SECONDS)


def pause_by_admin(server: Server, settings: Settings, database: Any) -> None:
    admin, _ = signed_in(server.port, ADMIN)
    path = f"/admin/people/{mira_of(database).id}/pause"
    status, found, _ = admin.ask("POST", path, {"kind": "on_request", "reason": REASON})
    assert status == 200, found


def pause_by_command(server: Server, settings: Settings, database: Any) -> None:
    command(settings, "people", "pause", MIRA, "--reason", REASON)


def resume_by_admin(server: Server, settings: Settings, database: Any) -> None:
    admin, _ = signed_in(server.port, ADMIN)
    assert admin.ask("POST", f"/admin/people/{mira_of(database).id}/resume")[0] == 200


def resume_by_command(server: Server, settings: Settings, database: Any) -> None:
    command(settings, "people", "resume", MIRA)


def command(settings: Settings, *words: str) -> None:
    whole = [str(Path(sys.executable).with_name("habitus")), *words]
    env = clean(environment(settings, free_port()))
    done = subprocess.run(whole, env=env, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


WAYS = [
    pytest.param(pause_by_admin, resume_by_admin, id="admin"),
    pytest.param(pause_by_command, resume_by_command, id="command"),
]


@pytest.mark.parametrize("pause,resume", WAYS)
def test_nothing_is_accepted_after_the_pause(server, settings, database, pause, resume):
    life = live(server)
    channels = life.channels()
    socket, ready = Socket(), threading.Event()
    ticket = life.phone.ask("POST", "/realtime/tickets")[1]["ticket"]
    listening = threading.Thread(target=socket.listen, args=(server.port, ticket, ready))
    listening.start()
    assert ready.wait(ANSWER_SECONDS), server.log_tail()
    leave_jobs(database)
    until(lambda: effects(settings, "long") and effects(settings, "short"), server)
    with hammering(channels):
        time.sleep(BEFORE)
        began = time.time()
        pause(server, settings, database)
        paused = time.time()
        time.sleep(AFTER)
    listening.join(ANSWER_SECONDS)

    for channel in channels:
        assert channel.statuses(0, began) <= {200, 201, 304}, channel.name
        assert channel.statuses(0, began), channel.name
        assert channel.statuses(paused), channel.name
        assert min(channel.statuses(paused)) >= 400, channel.name
    told = life.phone.ask("GET", "/today")
    assert (told[0], told[1]["about"]["reason"]) == (403, REASON)
    assert socket.code == 4003
    assert socket.closed_at <= paused + CLOSED_WITHIN
    assert all(at <= paused for kind in ("short", "long") for at in effects(settings, kind))

    before = len(effects(settings, "short"))
    resume(server, settings, database)
    resumed = time.time()
    assert Client(server.port).sign_in(MIRA)["access_token"]
    assert life.script.ask("GET", "/today")[0] == 200
    assert life.phone.ask("GET", "/today")[0] == 401, "sessions of before stay ended"
    until(lambda: len(effects(settings, "short")) > before, server)
    until(lambda: [at for at in effects(settings, "long") if at > resumed - 1], server)
