"""What a transaction leaves behind: jobs for later, and whom to tell of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class Outlet:
    """Lent to the database by wiring, and by the database to each transaction."""

    reactions: Mapping[type[Any], tuple[str, ...]] = field(default_factory=dict)
    """The kinds of jobs that a fact of this class leads to; most lead to none."""

    carry: Callable[[UUID], None] | None = None
    """Tells the job engine of this process, from any thread, of a job that is on disk now.

    None while no engine runs here (a command, a test): then a sweep elsewhere finds the job.
    """

    told: Callable[[int, int, datetime, str], None] | None = None
    """Tells the open sockets of this process, from any thread, of a person's event that is on disk now:
    the person's key, their new sequence, when it was, and the topics.

    None while no sockets are served here; other processes look into the table.
    """
