"""Every statement about what admins set for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.models import Registration
from habitus.accounts.queries.tables import instance
from habitus.kernel.db import Tx

_ONLY = 1


class InstanceSettings(NamedTuple):
    """What the instance is called, and who may make an account."""

    name: str
    registration: Registration


def settings_of(tx: Tx) -> InstanceSettings | None:
    """None while nothing was changed."""
    row = tx.execute(select(instance.c.name, instance.c.registration)).one_or_none()
    return None if row is None else InstanceSettings._make(row)


def set_settings(tx: Tx, new: InstanceSettings, changed: Mapping[str, str]) -> None:
    """Store them; of a row that is there only what is `changed`: each of two admins may change another."""
    statement = upsert(instance).values(key=_ONLY, **new._asdict())
    tx.execute(statement.on_conflict_do_update(index_elements=[instance.c.key], set_=changed))
