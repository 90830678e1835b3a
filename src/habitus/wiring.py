"""Every router, model, reaction, job and schedule of the house, on one explicit page."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from fastapi import APIRouter

from habitus.accounts import forgetting, tickets
from habitus.accounts import models as accounts_models
from habitus.accounts import router as accounts_router
from habitus.accounts.consents import ConsentDesk, still_agreed
from habitus.accounts.gate import PersonGate
from habitus.accounts.models import Actor, Me
from habitus.admin import jobs as admin_jobs
from habitus.admin import models as admin_models
from habitus.admin import router as admin_router
from habitus.habits import models as habits_models
from habitus.habits import router as habits_router
from habitus.habits.facts import DaysUncounted
from habitus.interchange import jobs as interchange_jobs
from habitus.interchange import models as interchange_models
from habitus.interchange import router as interchange_router
from habitus.interchange import uploads
from habitus.interchange.files import FOLDER, Desk
from habitus.kernel.backup import nightly
from habitus.kernel.clock import Clock
from habitus.kernel.db import Database, Outlet
from habitus.kernel.db.engine import Engine
from habitus.kernel.db.migrate import migrate_postgres, migrate_sqlite
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.outbound import models as outbound_models
from habitus.kernel.outbound.addresses import Allowed
from habitus.kernel.outbound.registry import Destination, Registry
from habitus.kernel.outbox import (
    AnyJob,
    Crew,
    Job,
    LongJob,
    PersonJob,
    Reaction,
    Report,
    kinds_by_data,
    outlet_of,
)
from habitus.kernel.outbox import models as outbox_models
from habitus.kernel.outbox.carrier import Carrier
from habitus.kernel.outbox.engine import JobEngine
from habitus.kernel.outbox.schedules import Schedule, Timetable
from habitus.kernel.post import models as post_models
from habitus.kernel.ratelimit import jobs as ratelimit_jobs
from habitus.kernel.ratelimit import models as ratelimit_models
from habitus.kernel.realtime import jobs as realtime_jobs
from habitus.kernel.realtime import models as realtime_models
from habitus.kernel.realtime.conversation import Command
from habitus.kernel.realtime.hub import Hub
from habitus.kernel.settings import Settings
from habitus.today import jobs as today_jobs
from habitus.today import router as today_router

if TYPE_CHECKING:
    from habitus.kernel.outbound.client import Outbound

MODELS = (
    accounts_models,
    admin_models,
    habits_models,
    interchange_models,
    outbound_models,
    outbox_models,
    post_models,
    ratelimit_models,
    realtime_models,
)

ROUTERS: tuple[APIRouter, ...] = (
    today_router.router,
    accounts_router.auth,
    accounts_router.looking,
    accounts_router.sign_up,
    accounts_router.invites,
    accounts_router.me,
    accounts_router.consents,
    accounts_router.outbound,
    accounts_router.sessions,
    accounts_router.tokens,
    accounts_router.realtime,
    habits_router.habits,
    habits_router.pauses,
    habits_router.calendar,
    interchange_router.router,
    admin_router.admin,
    admin_router.me,
)

FORM_PATHS = accounts_router.FORM_PATHS
UPLOAD_PATHS = interchange_router.UPLOAD_PATHS


REACTIONS: tuple[Reaction[Me], ...] = (Reaction("today.recount", DaysUncounted, today_jobs.recount),)
"""What follows from which fact, each in a transaction of its own."""

JOBS: tuple[Job | PersonJob[Me], ...] = (
    Job(admin_jobs.FORGET, admin_jobs.forget_old),
    Job("today.start_day_closes", today_jobs.start_day_closes),
    PersonJob(today_jobs.CLOSE_DAYS, today_jobs.close_days),
    Job(realtime_jobs.FORGET, realtime_jobs.forget_events),
    Job(tickets.FORGET, tickets.forget),
    Job(forgetting.FORGET, forgetting.forget),
    Job(ratelimit_jobs.FORGET, ratelimit_jobs.forget_unused),
)
"""What schedules and services leave for later."""

SCHEDULES: tuple[Schedule, ...] = (
    Schedule("day_close", "* * * * *", "today.start_day_closes"),
    Schedule("forget_events", "10 4 * * *", realtime_jobs.FORGET),
    Schedule("forget_addresses", "40 * * * *", forgetting.FORGET),
    Schedule("forget_tickets", "20 * * * *", tickets.FORGET),
    Schedule("forget_limits", "25 4 * * *", ratelimit_jobs.FORGET),
    Schedule("nightly_backup", "30 3 * * *", "backup.nightly"),
    Schedule("admin_pages", "50 3 * * *", admin_jobs.FORGET),
    Schedule("import_files", "*/5 * * * *", uploads.CLEAR),
)


COMMANDS: Mapping[str, Command] = {}
"""What clients may ask for over the live socket, by the `type` of their message."""

IMPORT_LEASE = timedelta(minutes=2)
"""Imports say every second how far they are; so long one rests whose process was killed (PostgreSQL)."""


def long_jobs(settings: Settings) -> tuple[LongJob, ...]:
    """Work outside transactions, in threads."""
    files = settings.data_dir / FOLDER
    return (
        LongJob("backup.nightly", partial(_back_up, settings)),
        LongJob(uploads.READ, partial(interchange_jobs.read, files), IMPORT_LEASE),
        LongJob(uploads.BRING_IN, partial(interchange_jobs.bring_in, files), IMPORT_LEASE),
        LongJob(uploads.CLEAR, partial(interchange_jobs.clear, files)),
    )


OUTBOUND: tuple[Destination[Me], ...] = ()
"""Whom this server may call. Nobody: nothing leaves it."""


def outbound(settings: Settings) -> Outbound[Me]:
    """The one way out; for long jobs. What it needs is loaded only where there is somebody to call."""
    client = import_module("habitus.kernel.outbound.client")
    way_out: Outbound[Me] = client.Outbound(
        Registry(OUTBOUND), still_agreed, Allowed.parse(settings.outbound_allow)
    )
    return way_out


def consent_desk(settings: Settings) -> ConsentDesk:
    """What people may be asked to agree to here, and which jobs end when they no longer do."""
    return ConsentDesk(Registry(OUTBOUND), kinds_by_data(long_jobs(settings)))


def import_desk(settings: Settings) -> Desk:
    """Where this process takes uploaded files in."""
    return Desk(settings.data_dir / FOLDER)


def live_hub(database: Database[Actor, Me]) -> Hub:
    """The live sockets of this process."""
    return Hub(database, tickets.take, tickets.standings, COMMANDS)


def _back_up(settings: Settings, report: Report) -> None:
    nightly(settings, report.now)


def crew(settings: Settings) -> Crew[Me]:
    """All jobs there are, and the people they are about."""
    listed: tuple[AnyJob[Me], ...] = (*REACTIONS, *JOBS, *long_jobs(settings))
    return Crew(PersonGate(), listed)


def outlet() -> Outlet:
    """Which facts leave which jobs; each database is opened with one of its own."""
    return outlet_of(REACTIONS)


def job_engine(settings: Settings, database: Database[Actor, Me], clock: Clock, *, works: bool) -> JobEngine:
    """The engine of this process; with `works` it also runs jobs that Valkey brings."""
    timetable = Timetable(database, SCHEDULES, settings.zone, clock)
    return JobEngine(database, crew(settings), timetable, _carrier(settings, works=works), clock)


class ScaleMissing(Exception):
    """Valkey is asked for, and its library is not installed; the message says what to do."""


def carries_by_valkey(settings: Settings) -> bool:
    """SQLite has one process, which runs its jobs itself."""
    return bool(settings.valkey_url and settings.database_url)


def check_scale(settings: Settings) -> None:
    """Raises ScaleMissing when the settings need a library that is an extra, and is not there."""
    if carries_by_valkey(settings) and find_spec("taskiq_redis") is None:
        raise ScaleMissing(
            "HABITUS_VALKEY_URL is set, but what it needs is not installed. Install the extra: habitus[scale]"
        )


def _carrier(settings: Settings, *, works: bool) -> Carrier:
    """Only the one that is used is imported: each brings megabytes along."""
    check_scale(settings)
    if carries_by_valkey(settings):
        valkey = import_module("habitus.kernel.outbox.valkey")
        carrier: Carrier = valkey.carrier(settings.valkey_url, settings.database_threads, listens=works)
    else:
        carrier = import_module("habitus.kernel.outbox.inprocess").carrier(alone=not settings.database_url)
    return carrier


def open_database(settings: Settings, clock: Clock) -> Database[Actor, Me]:
    """Migrate, then open the database the settings name."""
    migrate(settings)
    return Database(_engine(settings, clock), PersonGate(_epoch(settings)))


def _epoch(settings: Settings) -> str:
    """New with each start of the one process on SQLite: a copy that was brought back may count the same
    numbers for other contents. Several processes on PostgreSQL share one.
    """
    return "" if settings.database_url else secrets.token_hex(4)


def migrate(settings: Settings) -> None:
    """Bring the schema up to date; does nothing where it is. Raises SchemaUnknown."""
    if settings.database_url:
        migrate_postgres(settings.database_url)
    else:
        migrate_sqlite(settings.sqlite_file)


def _engine(settings: Settings, clock: Clock) -> Engine:
    if settings.database_url:
        return PostgresEngine(settings.database_url, clock, settings.database_threads, outlet())
    return SqliteEngine(settings.sqlite_file, clock, settings.database_threads, outlet())
