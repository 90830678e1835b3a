"""Room on the volume of the database: how much is left, and telling the log when it ends and is back."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from habitus.kernel.files import FULL_ERRNOS

RESERVE_BYTES = 8 * 1024 * 1024
"""Twice what the WAL may hold: with less, moving it into the database could already be too much."""
PROBE_BYTES = 256 * 1024
QUIET_SECONDS = 2.0

log = structlog.get_logger(__name__)


def is_short(folder: Path) -> bool:
    """Whether so little room is left that none may be lent to a WAL."""
    volume = os.statvfs(folder)
    return volume.f_bavail * volume.f_frsize < RESERVE_BYTES


def has_some(folder: Path) -> bool:
    """Whether a file may grow here. It is tried: quotas and limits are in no count of free blocks.

    Raises OSError for what has nothing to do with room.
    """
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as probe:
            os.posix_fallocate(probe.fileno(), 0, PROBE_BYTES)
    except OSError as error:
        if error.errno in FULL_ERRNOS:
            return False
        raise
    return True


class Fullness:
    """Whether writes are refused for want of room; a line in the log for each change, not for each write.

    It is over when something was stored, nothing was refused for a while, and a file may grow again.
    """

    def __init__(self, may_grow: Callable[[], bool] = lambda: True) -> None:
        self.full = False
        self._may_grow = may_grow
        self._since = self._refused_at = 0.0
        self._lock = threading.Lock()

    def refused(self, reason: str) -> None:
        """A write has found no room."""
        with self._lock:
            self._refused_at = time.monotonic()
            if self.full:
                return
            self.full = True
            self._since = self._refused_at
        log.error("storage_full", reason=reason, told="writes are answered 507, reads go on")

    def stored(self) -> None:
        """A write has found room."""
        if not self.full or time.monotonic() - self._refused_at < QUIET_SECONDS or not self._may_grow():
            return
        with self._lock:
            over, self.full = self.full, False
        if over:
            log.warning("storage_back", seconds=round(time.monotonic() - self._since, 1))
