"""The one place that asks the machine for the time."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime

# Days are resolved by the pinned tzdata wheel, not by whatever the machine has installed.
zoneinfo.reset_tzpath(to=())

Clock = Callable[[], datetime]
"""Returns the present instant, UTC-aware; tests pass one they move themselves."""


def system_clock() -> datetime:
    return datetime.now(UTC)
