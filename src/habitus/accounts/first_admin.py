"""The first admin of an instance that nobody sits in front of, made from its settings at the first start."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import structlog

from habitus.accounts import rules, service
from habitus.accounts.auditing import record
from habitus.accounts.errors import EmailTaken
from habitus.accounts.models import Actor, Me
from habitus.accounts.passwords import hash_password
from habitus.accounts.queries import people
from habitus.kernel.db import Database, Tx
from habitus.kernel.settings import Settings

log = structlog.get_logger(__name__)


class FirstAdminRefused(Exception):
    """The settings of the first admin will not do; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """Who is to be made while nobody exists."""

    email: str
    password_file: Path
    zone: str

    @property
    def name(self) -> str:
        """Until they choose another: the part before the @."""
        return self.email.partition("@")[0][: rules.NAME_MAX]

    def password(self) -> str:
        """What is in the file, without a line end. Raises FirstAdminRefused when it will not do."""
        try:
            password = self.password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise FirstAdminRefused(
                f"HABITUS_ADMIN_PASSWORD_FILE: {self.password_file} cannot be read ({error.strerror})."
            ) from error
        except UnicodeDecodeError as error:
            raise FirstAdminRefused(
                f"HABITUS_ADMIN_PASSWORD_FILE: {self.password_file} is not a text in UTF-8."
            ) from error
        fault = rules.password_fault(password, self.email, self.name)
        if fault is not None:
            raise FirstAdminRefused(f"HABITUS_ADMIN_PASSWORD_FILE: {fault}")
        return password


def wanted(settings: Settings) -> FirstAdmin | None:
    """Who the settings name; None when they name nobody."""
    if settings.admin_email is None or settings.admin_password_file is None:
        return None
    return FirstAdmin(rules.normal_email(settings.admin_email), settings.admin_password_file, settings.zone)


async def make(database: Database[Actor, Me], admin: FirstAdmin | None) -> None:
    """While nobody exists, make them; of processes that start at once, one does.

    Once somebody exists nothing is read or done, and the log says so. Raises FirstAdminRefused.
    """
    if admin is None:
        return
    if await database.public.read(service.is_set_up):
        log.info("first_admin_ignored", reason="somebody has an account here", setting="HABITUS_ADMIN_EMAIL")
        return
    password_hash = await asyncio.to_thread(hash_password, admin.password())
    new = service.NewPerson(admin.email, admin.name, password_hash, "admin", admin.zone)
    if await database.public.write(_add, new):
        log.info("first_admin_made", told="sign in with HABITUS_ADMIN_EMAIL and the password in the file")


def _add(tx: Tx, new: service.NewPerson) -> bool:
    """Whether it was this process that made them."""
    if people.anybody(tx):
        return False
    try:
        key = service.create_person(tx, new)
    except EmailTaken:  # by another process that starts in this moment (PostgreSQL)
        return False
    record(tx, "set_up", actor=key, subject=key)
    return True
