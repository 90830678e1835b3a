"""When somebody may do something again: the generic cell rate algorithm (ITU-T I.371, as a leaky bucket).

One instant is all that is kept: until when what was done so far is paid for. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times a period in the long run, and `burst` of them at once."""

    name: str
    times: int
    period: timedelta
    burst: int

    @property
    def interval(self) -> timedelta:
        """What one use costs."""
        return self.period / self.times


@dataclass(frozen=True, slots=True)
class Wait:
    """Too often: nothing was counted, and the next try can succeed after so many whole seconds (≥ 1)."""

    seconds: int


def use(limit: Limit, used_until: datetime | None, now: datetime) -> datetime | Wait:
    """The new `used_until` after one more use at `now`, or how long to wait for it."""
    begins = now if used_until is None else max(used_until, now)
    after = begins + limit.interval
    too_far = after - (now + limit.interval * limit.burst)
    if too_far > timedelta(0):
        return Wait(max(1, -(-too_far // timedelta(seconds=1))))
    return after
