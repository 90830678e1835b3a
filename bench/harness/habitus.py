"""Habitus itself under test: `habitus serve` with default settings on a data folder, and people in it."""

import http.client
import json
import sqlite3
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.harness.load import Outcome, fire
from bench.harness.plan import LANES, Clock, Habit, Mark, Tick, put_entry, request
from bench.harness.server import HOST, Server, begun, clean, free_port, running
from habitus import wiring
from habitus.accounts import service
from habitus.accounts.models import Actor, Me
from habitus.accounts.passwords import hash_password
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database
from habitus.kernel.logs import configure_logs
from habitus.kernel.settings import Settings

API = "/api/v1"
PASSWORD = "sixteen drums in an empty hall"
DAILY: Mapping[str, object] = {"measure": "check", "goal": {"times": 1, "days": 1}}
THRICE_A_WEEK: Mapping[str, object] = {"measure": "check", "goal": {"times": 3, "days": 7}}
LITRES: Mapping[str, object] = {
    "measure": "amount",
    "unit": "l",
    "goal": {"times": 1, "days": 1, "target": 1.5},
}


def settings_of(folder: Path) -> Settings:
    return Settings(data_dir=folder, database_url=None)


def database_file(folder: Path) -> Path:
    return settings_of(folder).sqlite_file


def pay_for_writes(folder: Path) -> None:
    """Let people write as if they had not lately: a run of rounds is more than anybody does in a minute.

    Only while no server runs.
    """
    with closing(sqlite3.connect(database_file(folder))) as connection, connection:
        connection.execute("UPDATE person SET writes_until = NULL")


def add_people(folder: Path, count: int) -> list[str]:
    """Make `count` people as `habitus people create` does, in one process and with one hashing.

    Gives their addresses. The server must not run yet.
    """
    with opened(folder) as database:
        return people_in(database, count)[0]


@contextmanager
def opened(folder: Path) -> Iterator[Database[Actor, Me]]:
    """The database of a data folder, in this process. The server must not run yet."""
    configure_logs(level="warning", as_json=False)
    database = wiring.open_database(Settings(data_dir=folder, database_url=None), system_clock)
    try:
        yield database
    finally:
        database.close()


def people_in(
    database: Database[Actor, Me], count: int, *, name: str = "member"
) -> tuple[list[str], list[int]]:
    """The people of `add_people` in an open database; gives addresses and keys."""
    emails = [f"{name}{number}@bench.example" for number in range(count)]
    hashed = hash_password(PASSWORD)
    keys = [
        database.run_write(service.create_person, service.NewPerson(email, f"{name} {number}", hashed))
        for number, email in enumerate(emails)
    ]
    return emails, keys


@contextmanager
def serving(folder: Path, *, pinned: bool) -> Iterator[Server]:
    """`habitus serve` on the data folder, ready, until the block ends."""
    port = free_port()
    log, env = folder / "server.log", _environment(folder, port)
    with running(_command("serve"), port=port, env=env, log=log, ready="/readyz", pinned=pinned) as server:
        yield server


@contextmanager
def beginning(folder: Path, *words: str) -> Iterator[Server]:
    """`habitus …` on the data folder, begun and not waited for; ended with the block."""
    port = free_port()
    log, env = folder / "server.log", _environment(folder, port)
    with begun(_command(*words), port=port, env=env, log=log, pinned=False) as server:
        yield server


def command(folder: Path, *words: str) -> dict[str, Any]:
    """Run `habitus … --json` to its end; gives the object it printed."""
    done = subprocess.run(
        [*_command(*words), "--json"],
        env=clean({"HABITUS_DATA_DIR": str(folder)}),
        capture_output=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr.decode()[-2_000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _command(*words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("habitus")), *words]


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {"HABITUS_DATA_DIR": str(folder), "HABITUS_PORT": str(port)}


def database_facts(server: Server) -> Mapping[str, object]:
    """What the server says of its database; `synchronous` is read back from the writer's connection."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    try:
        connection.request("GET", "/readyz")
        facts: Mapping[str, object] = json.load(connection.getresponse())["database"]
    finally:
        connection.close()
    return facts


def sign_in(server: Server, emails: Sequence[str]) -> list[str]:
    """The access tokens of these people, in their order; each is good for ten minutes."""
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    try:
        return [_token(connection, email) for email in emails]
    finally:
        connection.close()


def _token(connection: http.client.HTTPConnection, email: str) -> str:
    form = urllib.parse.urlencode({"grant_type": "password", "username": email, "password": PASSWORD})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{API}/auth/token", form, kind)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{email} cannot sign in: {answer.status} {content.decode()}")
    token: str = json.loads(content)["access_token"]
    return token


def make_habits(server: Server, tokens: Sequence[str], kinds: Sequence[Mapping[str, object]]) -> list[Habit]:
    """For each person one habit of each kind."""
    habits = [Habit(number, uuid4(), number // len(kinds)) for number in range(len(tokens) * len(kinds))]
    posts = [
        request(
            "POST",
            f"{API}/habits",
            token=tokens[habit.person],
            body=_habit_create(habit, kinds[habit.number % len(kinds)]),
        )
        for habit in habits
    ]
    _all_done(fire(server.port, [posts[lane::LANES] for lane in range(LANES)]))
    return habits


def _habit_create(habit: Habit, kind: Mapping[str, object]) -> Mapping[str, object]:
    looks = {"color": "sage", "icon": "leaf", "section": "anytime"}
    return {"id": str(habit.id), "name": f"Habit {habit.number}", **looks, **kind}


def begin_on(server: Server, tokens: Sequence[str], habits: Sequence[Habit], day: date) -> None:
    """Check every habit off on one day, which is the day its history begins."""
    clock = Clock()
    wire = put_entry(API, tokens)
    puts = [wire(Tick(habit, day, Mark("done", clock.tap()))) for habit in habits]
    _all_done(fire(server.port, [puts[lane::LANES] for lane in range(LANES)]))


def _all_done(outcome: Outcome) -> None:
    if outcome.errors:
        raise RuntimeError(f"{outcome.errors} requests failed, the first with: {outcome.failure}")
