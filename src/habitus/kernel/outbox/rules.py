"""When a failed job is tried again, and when a schedule is due: pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

ATTEMPTS = 8
ERROR_LENGTH = 500
_JITTER = 0.2


def back_off(attempts: int, chance: float) -> timedelta:
    """How long to wait after the n-th failed attempt (n ≥ 1): 2, 4, 8, … s, ±20 %.

    `chance` in [0, 1) picks the place in that range, so that jobs that failed together do not
    come back together.
    """
    return timedelta(seconds=2**attempts * (1 - _JITTER + 2 * _JITTER * chance))


def error_text(error: BaseException) -> str:
    """What an operator is told of a failure: the class and the first line.

    Later lines of a database's error quote rows, which hold what people wrote.
    """
    lines = str(error).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}".rstrip(": ")[:ERROR_LENGTH]


def newest_slot(cron: str, zone: str, now: datetime) -> datetime:
    """The latest slot that is not after `now`, in UTC."""
    # cronsim looks strictly before what it is given.
    return _first(CronSim(cron, _whole(now + timedelta(seconds=1), zone), reverse=True))


def next_slot(cron: str, zone: str, now: datetime) -> datetime:
    """The first slot after `now`, in UTC."""
    return _first(CronSim(cron, _whole(now, zone)))


def _whole(now: datetime, zone: str) -> datetime:
    return now.replace(microsecond=0).astimezone(ZoneInfo(zone))


def _first(slots: Iterator[datetime]) -> datetime:
    return next(slots).astimezone(UTC)
