"""Every router, model and reaction of the house, on one explicit page."""

from __future__ import annotations

from fastapi import APIRouter

from habitus.accounts import models as accounts_models
from habitus.accounts import router as accounts_router
from habitus.accounts.gate import PersonGate
from habitus.accounts.models import Actor, Me
from habitus.habits import models as habits_models
from habitus.habits import router as habits_router
from habitus.kernel.clock import Clock
from habitus.kernel.db import Database
from habitus.kernel.db.engine import Engine
from habitus.kernel.db.migrate import migrate_postgres, migrate_sqlite
from habitus.kernel.db.postgres import PostgresEngine
from habitus.kernel.db.sqlite import SqliteEngine
from habitus.kernel.settings import Settings
from habitus.today import router as today_router

MODELS = (accounts_models, habits_models)

ROUTERS: tuple[APIRouter, ...] = (
    today_router.router,
    accounts_router.auth,
    accounts_router.me,
    habits_router.habits,
    habits_router.calendar,
)

FORM_PATHS = accounts_router.FORM_PATHS


def open_database(settings: Settings, clock: Clock) -> Database[Actor, Me]:
    """Migrate, then open the database the settings name."""
    migrate(settings)
    return Database(_engine(settings, clock), PersonGate())


def migrate(settings: Settings) -> None:
    """Bring the schema up to date; does nothing where it is. Raises SchemaUnknown."""
    if settings.database_url:
        migrate_postgres(settings.database_url)
    else:
        migrate_sqlite(settings.sqlite_file)


def _engine(settings: Settings, clock: Clock) -> Engine:
    if settings.database_url:
        return PostgresEngine(settings.database_url, clock, settings.database_threads)
    return SqliteEngine(settings.sqlite_file, clock, settings.database_threads)
