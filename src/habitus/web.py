"""The web application: routers, screens, health, and the layers around them."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.types import Lifespan

from habitus import __version__, wiring
from habitus.accounts import first_admin
from habitus.accounts import instance as accounts_instance
from habitus.accounts.deps import (
    ANYBODY,
    SESSION_SCHEME,
    TOKEN_SCHEME,
    Db,
    Doorkeeper,
    doorkeeper_of,
    version_of,
)
from habitus.accounts.models import Actor, Me, Registration
from habitus.accounts.service import is_set_up, offer_set_up
from habitus.admin.recording import ErrorBook
from habitus.kernel.backup import alone
from habitus.kernel.clock import Clock, system_clock
from habitus.kernel.crypto import load_or_create
from habitus.kernel.db import Database, Tx
from habitus.kernel.errors import RateLimited, StorageUnavailable, problems
from habitus.kernel.http.conditional import Unchanged
from habitus.kernel.http.guard import Guard
from habitus.kernel.http.hosts import Hosts
from habitus.kernel.http.observe import Observe
from habitus.kernel.http.openapi import describe
from habitus.kernel.http.problems import add_problem_handlers
from habitus.kernel.http.proxies import Proxies
from habitus.kernel.http.screens import add_docs, add_problem_pages, add_screens
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.realtime.socket import live_route
from habitus.kernel.schemas import Output
from habitus.kernel.settings import Settings

STATIC = Path(__file__).parent / "static"

health = APIRouter(tags=["health"], route_class=StrictRoute)
instance = APIRouter(tags=["instance"], route_class=StrictRoute)


class Health(Output):
    status: str


class InstanceRead(Output):
    name: str
    """What admins call it."""
    version: str
    set_up: bool
    """Whether anybody exists; before, only the set-up link makes a person."""
    sign_up: Registration
    """Who may make an account: who has an invite, anybody, or nobody."""


class Readiness(Output):
    status: str
    database: dict[str, str | int]
    """What the database says of itself: engine, version, and how it writes."""


@health.get("/healthz", operation_id="healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@health.get("/readyz", operation_id="readyz", responses=problems(StorageUnavailable))
async def readyz(db: Db) -> Readiness:
    """The database can be read; tells how it writes."""
    await db.public.read(is_set_up)
    return Readiness(status="ready", database=dict(db.facts()))


@instance.get(
    "/instance", operation_id="getInstance", dependencies=[ANYBODY], responses=problems(RateLimited)
)
async def get_instance(db: Db) -> InstanceRead:
    """What somebody who is not signed in may know."""
    return await db.public.read(_instance)


def _instance(tx: Tx) -> InstanceRead:
    settings = accounts_instance.read(tx)
    return InstanceRead(
        name=settings.name, version=__version__, set_up=is_set_up(tx), sign_up=settings.registration
    )


def create_app(
    settings: Settings, *, lifespan: Lifespan[FastAPI] | None = None, static: Path = STATIC
) -> FastAPI:
    """The application, without a database: `attach` gives it one before the first request."""
    errors = ErrorBook()
    app = FastAPI(
        title="Habitus",
        version=__version__,
        summary="Habits and health, on your own machine.",
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        openapi_url="/openapi.json" if settings.docs else None,
        lifespan=lifespan,
        # A redirect would repeat the Host header that somebody sent, and http behind a proxy with TLS.
        redirect_slashes=False,
        middleware=[
            Middleware(Observe, https=settings.https, sink=errors.note),
            Middleware(Proxies, trusted=settings.proxies),
            Middleware(Hosts, names=settings.hosts),
            Middleware(Unchanged, version_of=version_of),
            Middleware(Guard, form_paths=wiring.FORM_PATHS, upload_paths=wiring.UPLOAD_PATHS),
        ],
    )
    app.state.public_url = settings.public_url
    app.state.imports = wiring.import_desk(settings)
    app.state.data_dir = settings.data_dir
    app.state.errors = errors
    app.state.agreements = wiring.consent_desk(settings)
    add_problem_handlers(app)
    for router in (*wiring.ROUTERS, instance):
        app.include_router(router, prefix="/api/v1")
    app.router.routes.append(live_route("/api/v1/realtime", settings.base_origin))
    app.include_router(health)
    describe(app, also={TOKEN_SCHEME: SESSION_SCHEME})
    add_problem_pages(app)
    if settings.docs:
        add_docs(app, static)
    add_screens(app, static)
    return app


def attach(app: FastAPI, database: Database[Actor, Me], doorkeeper: Doorkeeper) -> None:
    app.state.database = database
    app.state.doorkeeper = doorkeeper
    app.state.live = wiring.live_hub(database)
    app.state.started_at = doorkeeper.clock()
    app.state.errors.open(database)


def application() -> FastAPI:
    """What a server runs (`uvicorn --factory habitus.web:application`): settings from the environment."""
    return whole(Settings())


def whole(settings: Settings, *, clock: Clock = system_clock, static: Path = STATIC) -> FastAPI:
    """The application that opens its database and runs its jobs itself, for as long as it is served."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with _only_process(settings):
            keyring = load_or_create(settings.secrets_file)
            database = wiring.open_database(settings, clock)
            jobs = wiring.job_engine(settings, database, clock, works=False)
            attach(app, database, doorkeeper_of(keyring, clock, https=settings.https))
            await first_admin.make(database, first_admin.wanted(settings))
            _greet(settings, await database.public.write(offer_set_up))
            _settle_memory()
            try:
                await jobs.start()
                yield
            finally:
                await app.state.live.stop()
                await jobs.stop()
                await app.state.errors.close()
                database.close()

    return create_app(settings, lifespan=lifespan, static=static)


def _settle_memory() -> None:
    """What is loaded now stays: the collector need not walk it again and again (8 % of a check-off)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _only_process(settings: Settings) -> AbstractContextManager[None]:
    """SQLite has one writer, so a second web process is refused; PostgreSQL takes as many as you like."""
    return nullcontext() if settings.database_url else alone(settings)


def _greet(settings: Settings, setup_token: str | None) -> None:
    """Tell where it runs; while nobody exists, the link that makes the first person."""
    print(f"Habitus runs on {settings.public_url} (data in {settings.data_dir.resolve()})")
    if setup_token is not None:
        print(f"\nOpen this link once to make your account:\n\n  {settings.public_url}/setup#{setup_token}\n")
    print("Stop it with Ctrl-C.", flush=True)


def openapi_document() -> str:
    """The OpenAPI document of this release as JSON; the screens' client is generated from it."""
    document = create_app(Settings(docs=True)).openapi()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(openapi_document())
