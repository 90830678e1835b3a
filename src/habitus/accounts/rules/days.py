"""When a person's days begin and end, and which days they never lived."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class PersonClock:
    """By what clock a person's days begin; before `changes_at` the previous one still counts."""

    zone: str
    day_start: int
    previous_zone: str | None = None
    previous_day_start: int | None = None
    changes_at: datetime | None = None

    def at(self, now: datetime) -> tuple[str, int]:
        """The (zone, day start in minutes) in force at an instant."""
        if self.changes_at is None or now >= self.changes_at:
            return self.zone, self.day_start
        return self.previous

    @property
    def previous(self) -> tuple[str, int]:
        """What counts, or counted, before the change; what has not changed is as it is."""
        return (
            self.zone if self.previous_zone is None else self.previous_zone,
            self.day_start if self.previous_day_start is None else self.previous_day_start,
        )


def civil_day(now: datetime, zone: str, day_start: int) -> date:
    """The day an instant belongs to: `(now in zone − day_start minutes).date()`, by the wall clock.

    A day that has begun does not end again when the clock is put back over its beginning.
    """
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = (wall - timedelta(minutes=day_start)).date()
    while day_begins(day + _DAY, zone, day_start) <= now:
        day += _DAY
    return day


def today(now: datetime, clock: PersonClock, last_day: date | None) -> date:
    """The person's civil day; it never goes back behind the last day they wrote on."""
    day = civil_day(now, *clock.at(now))
    return day if last_day is None else max(day, last_day)


@lru_cache(maxsize=4096)
def day_begins(day: date, zone: str, day_start: int) -> datetime:
    """The first instant (UTC) of a civil day: when the wall clock first shows its beginning.

    Where a clock change jumps over that, the day begins with the jump. A day that the zone skipped
    begins when the next one does: it has no instant.
    """
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=day_start)
    begins = wall.replace(tzinfo=tz).astimezone(UTC)
    if _wall(begins, tz) == wall:
        return begins
    # In a gap, fold 1 is before the jump and fold 0 after it (PEP 495).
    before = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    span = range(int((begins - before).total_seconds()))
    jump = bisect_left(span, True, key=lambda second: _wall(before + timedelta(seconds=second), tz) >= wall)
    return before + timedelta(seconds=jump)


def _wall(instant: datetime, tz: ZoneInfo) -> datetime:
    return instant.astimezone(tz).replace(tzinfo=None)


def next_boundary(now: datetime, zone: str, day_start: int) -> datetime:
    """The instant (UTC) at which the civil day ends by this clock and a later one begins."""
    return day_begins(civil_day(now, zone, day_start) + _DAY, zone, day_start)


def changed_clock(now: datetime, clock: PersonClock, zone: str, day_start: int) -> PersonClock:
    """The clock after somebody sets zone and day start: in force from the next day boundary on."""
    old_zone, old_day_start = clock.at(now)
    if (zone, day_start) == (old_zone, old_day_start):
        return PersonClock(zone, day_start)
    return PersonClock(zone, day_start, old_zone, old_day_start, next_boundary(now, old_zone, old_day_start))


def unlived(last_day: date | None, today: date, clock: PersonClock) -> tuple[int, ...]:
    """The ordinals of the days strictly between that had no instant for this person, in order.

    Their zone skipped the day, or a change of clock jumped over it. `last_day` is the last day they
    wrote on, and they write when they change the clock. Costs a few steps, whatever the distance.
    """
    if last_day is None or today - last_day <= _DAY:
        return ()
    first, last = last_day + _DAY, today - _DAY
    current = (clock.zone, clock.day_start)
    if clock.changes_at is None:
        return _empty_days(first, last, *current)
    ended = civil_day(clock.changes_at - _INSTANT, *clock.previous)
    began = max(civil_day(clock.changes_at, *current), ended + _DAY)
    jumped = range(max(first, ended + _DAY).toordinal(), min(last + _DAY, began).toordinal())
    return (
        *_empty_days(first, min(last, ended), *clock.previous),
        *jumped,
        *_empty_days(max(first, began), last, *current),
    )


def _empty_days(first: date, last: date, zone: str, day_start: int) -> tuple[int, ...]:
    """Days from `first` to `last` without an instant by this clock.

    Only a jump of 24 hours over the date line makes one, so a stretch that lasts about as long as
    its days has none; one that does not is looked for by halves.
    """
    days = (last - first).days + 1
    if days < 1:
        return ()
    lasts = day_begins(last + _DAY, zone, day_start) - day_begins(first, zone, day_start)
    if lasts > days * _DAY - _HALF_DAY:
        return ()
    if days == 1:
        return () if lasts else (first.toordinal(),)
    middle = first + days // 2 * _DAY
    return (
        *_empty_days(first, middle - _DAY, zone, day_start),
        *_empty_days(middle, last, zone, day_start),
    )


def is_zone(name: str) -> bool:
    """Whether the IANA time zone database (the pinned tzdata) knows the name."""
    return name in _zones()


def known_zone(name: str) -> str:
    """The name itself; raises ValueError for one that the time zone database does not know."""
    if not is_zone(name):
        raise ValueError("is not a time zone name such as Europe/Berlin")
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
