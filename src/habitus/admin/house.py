"""The instance itself: what it is called, how large it is, and when it was last copied."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from habitus import __version__
from habitus.accounts import instance
from habitus.accounts.models import Me
from habitus.accounts.roles import require_admin
from habitus.admin import queries
from habitus.admin.schemas import InstanceDetails, InstanceWrite
from habitus.kernel.db import Tx


@dataclass(frozen=True, slots=True)
class House:
    """What this process knows of where it lives, and what its database says of itself."""

    data_dir: Path
    started_at: datetime
    database: Mapping[str, str | int]


def look(tx: Tx, me: Me, house: House) -> InstanceDetails:
    """What an admin wants to know at a glance. Raises AdminsOnly."""
    require_admin(tx, me)
    settings = instance.read(tx)
    return InstanceDetails(
        name=settings.name,
        registration=settings.registration,
        people=queries.count_people(tx),
        version=__version__,
        database=dict(house.database),
        database_bytes=_database_bytes(tx, house.database),
        free_bytes=_free_bytes(house.data_dir),
        last_backup_at=_last_backup_at(house.data_dir / "backups"),
        started_at=house.started_at,
    )


def change(tx: Tx, me: Me, house: House, new: InstanceWrite, address: str | None) -> InstanceDetails:
    """Give the instance another name, or let others make an account. Raises AdminsOnly."""
    instance.change(tx, me, name=new.name, registration=new.registration, address=address)
    tx.tell("instance")
    return look(tx, me, house)


def _database_bytes(tx: Tx, database: Mapping[str, str | int]) -> int:
    """With SQLite's journal: it may be larger than the file."""
    if database["engine"] == "sqlite":
        return queries.sqlite_bytes(tx) + int(database["wal_bytes"])
    return queries.postgres_bytes(tx)


def _free_bytes(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _last_backup_at(folder: Path) -> datetime | None:
    """By the newest copy in the data folder; there is none where PostgreSQL's own tools make them."""
    try:
        written = [copy.stat().st_mtime for copy in folder.glob("*.db")]
    except OSError:  # one was deleted meanwhile
        return None
    return datetime.fromtimestamp(max(written), UTC) if written else None
