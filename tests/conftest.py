"""Both databases for every test that asks for one, a clock that the test moves, and the real app."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import hypothesis
import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from habitus.accounts.deps import doorkeeper_of
from habitus.accounts.gate import PersonGate
from habitus.accounts.models import Actor, Me
from habitus.cli.app import app as commands
from habitus.cli.output import run
from habitus.kernel.crypto import load_or_create
from habitus.kernel.db import Database, Model
from habitus.kernel.db.migrate import migrate_postgres, migrate_sqlite
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.settings import Settings
from habitus.web import attach, create_app
from habitus.wiring import import_desk, outlet
from tests.by_database import pytest_configure  # noqa: F401 - a hook is one by its name
from tests.factories.people import SignedIn, sign_in_person
from tests.factories.postgres import postgres_server

# A busy machine is no failure: nothing here is a timed test.
hypothesis.settings.register_profile("habitus", deadline=None, print_blob=True)
hypothesis.settings.load_profile("habitus")

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until the test moves it; Friday 20 November 2026, noon UTC."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file; copied for each test."""
    file = tmp_path_factory.mktemp("template") / "habitus.db"
    migrate_sqlite(file)
    return file


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL of this run's own, migrated once; what it holds need not outlive the machine."""
    with postgres_server() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        migrate_postgres(url)
        yield url


@pytest.fixture(scope="session")
def empty_postgres(postgres_url: str) -> Iterator[Callable[[], None]]:
    """Takes away all rows of before. Deleting few rows costs a fiftieth of truncating thirty tables."""
    engine = create_engine(postgres_url, pool_pre_ping=True)  # tests of outages end all connections
    tables = [f'DELETE FROM "{table.name}"' for table in reversed(Model.metadata.sorted_tables)]
    keys = "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences"

    def empty() -> None:
        with engine.begin() as connection:
            for statement in (*tables, keys):
                connection.execute(text(statement))

    yield empty
    engine.dispose()


@pytest.fixture
def sqlite_database(
    sqlite_template: Path, tmp_path: Path, clock: MovableClock
) -> Iterator[Database[Actor, Me]]:
    file = tmp_path / "habitus.db"
    shutil.copyfile(sqlite_template, file)
    database = Database(SqliteEngine(file, clock, readers=2, outlet=outlet()), PersonGate())
    yield database
    database.close()


@pytest.fixture
def postgres_database(
    postgres_url: str, empty_postgres: Callable[[], None], clock: MovableClock
) -> Iterator[Database[Actor, Me]]:
    empty_postgres()
    database = Database(PostgresEngine(postgres_url, clock, threads=2, outlet=outlet()), PersonGate())
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Database[Actor, Me]:
    """Every test that asks for it runs once on each database."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    database: Database[Actor, Me] = request.getfixturevalue(name)
    return database


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The real application, once: its routes cost more to build than most tests to run."""
    folder = tmp_path_factory.mktemp("application")
    return create_app(Settings(data_dir=folder), static=folder / "no-screens")


@pytest.fixture
def client(
    application: FastAPI, db: Database[Actor, Me], clock: MovableClock, tmp_path: Path
) -> Iterator[TestClient]:
    """The real application on both databases; anonymous until a test signs somebody in."""
    settings = Settings(data_dir=tmp_path)
    doorkeeper = doorkeeper_of(load_or_create(settings.secrets_file), clock, https=False)
    application.state.imports = import_desk(settings)
    attach(application, db, doorkeeper)
    with TestClient(application, base_url="http://localhost") as client:
        yield client


SignIn = Callable[[str], SignedIn]


@pytest.fixture
def sign_in(client: TestClient, db: Database[Actor, Me]) -> SignIn:
    """Makes a person of that name and gives them signed in."""
    return lambda name: sign_in_person(client, db, name)


@pytest.fixture
def mira(sign_in: SignIn) -> SignedIn:
    """The person most tests are about."""
    return sign_in("Mira")


@pytest.fixture
def stranger(sign_in: SignIn) -> SignedIn:
    """Somebody else on the same instance."""
    return sign_in("Tomasz")


@pytest.fixture
def habitus(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on a data folder of its own, `data`; gives (exit code, stdout, stderr)."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(sqlite_template, data / "habitus.db")
    monkeypatch.setenv("HABITUS_DATA_DIR", str(data))

    def command(*words: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["habitus", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with patch.dict(os.environ):  # `serve` hands its options on in the environment
            exit_code = run(commands)
        out, err = capsys.readouterr()
        return exit_code, out, err

    command.data = data  # type: ignore[attr-defined] # where tests look at what was written
    return command
