"""Pure rules of people: their civil day, their passwords, how long a wrong password waits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

NAME_MAX = 120
PASSWORD_MIN = 12
PASSWORD_MAX = 1024
LONGEST_WAIT = timedelta(seconds=60)
_COMMON_WORDS = ("habitus", "password", "passwort", "qwertz", "qwerty", "letmein", "welcome")


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
        return (
            self.zone if self.previous_zone is None else self.previous_zone,
            self.day_start if self.previous_day_start is None else self.previous_day_start,
        )


def civil_day(now: datetime, zone: str, day_start: int) -> date:
    """The day an instant belongs to: `(now in zone − day_start minutes).date()`, by the wall clock."""
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(minutes=day_start)).date()


def today(now: datetime, clock: PersonClock, last_day: date | None) -> date:
    """The person's civil day; it never goes back behind the last day they wrote on."""
    day = civil_day(now, *clock.at(now))
    return day if last_day is None else max(day, last_day)


def next_boundary(now: datetime, zone: str, day_start: int) -> datetime:
    """The instant (UTC) at which the next civil day begins by this clock.

    A wall time that a clock change skips begins the day when the clock has jumped over it.
    """
    tomorrow = civil_day(now, zone, day_start) + timedelta(days=1)
    wall = datetime.combine(tomorrow, time(), ZoneInfo(zone)) + timedelta(minutes=day_start)
    return wall.astimezone(UTC)


def changed_clock(now: datetime, clock: PersonClock, zone: str, day_start: int) -> PersonClock:
    """The clock after somebody sets zone and day start: in force from the next day boundary on."""
    old_zone, old_day_start = clock.at(now)
    if (zone, day_start) == (old_zone, old_day_start):
        return PersonClock(zone, day_start)
    return PersonClock(zone, day_start, old_zone, old_day_start, next_boundary(now, old_zone, old_day_start))


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


def normal_email(email: str) -> str:
    """How addresses are compared and kept: trimmed and lower-cased.

    A NUL, which PostgreSQL takes in no text, becomes a sign that no address holds.
    """
    return email.strip().lower().replace("\0", "\ufffd")


def password_fault(password: str, email: str, name: str) -> str | None:
    """Why a password is refused, in words for its owner; None when it is fine.

    Length counts code points and nothing is trimmed (SECURITY: 12 to 1 024, no composition rules).
    """
    if len(password) < PASSWORD_MIN:
        return f"Use at least {PASSWORD_MIN} characters. A few unrelated words are easiest to remember."
    if len(password) > PASSWORD_MAX:
        return f"Use at most {PASSWORD_MAX} characters."
    folded = password.casefold()
    if len(set(folded)) <= 3 or _is_pattern(folded):
        return "This password is one of the first that would be guessed. Choose another."
    rest = folded
    for word in (
        "habitus",
        "password",
        "passwort",
        "qwerty",
        email.partition("@")[0].casefold(),
        *name.casefold().split(),
    ):
        if len(word) >= 3:
            rest = rest.replace(word, "")
    if len(re.sub(r"[\d\W_]", "", rest)) < 3 and len(rest) < 8:
        return "This password is made of your name, this app's name or a very common word. Choose another."
    return None


def _is_pattern(text: str) -> bool:
    """Whether each character follows the one before it by one of two steps (abcdef…, 98765 98765…)."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return len(steps) <= 2


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong passwords of a subject are free within a window that each of them renews."""

    free: int
    window: timedelta


PAIR = Patience(5, timedelta(minutes=5))
"""An account from one address."""
ACCOUNT = Patience(30, timedelta(hours=1))
"""An account from all addresses: so many that a stranger elsewhere can hardly make its owner wait."""
_PATIENCE = {"p": PAIR, "a": ACCOUNT}


def pair_subject(digest: str) -> str:
    """The name under which an account from one address is counted (63 characters of a digest)."""
    return f"p{digest[:63]}"


def account_subject(digest: str) -> str:
    """The name under which an account from everywhere is counted."""
    return f"a{digest[:63]}"


def wait_until(subject: str, failures: int, last_at: datetime) -> datetime | None:
    """When a subject with these wrong passwords may try again; None for at once.

    Some are free, then 1, 2, 4 … 60 seconds: a delay, never a lock (SECURITY §4).
    """
    over = failures - _PATIENCE[subject[0]].free
    if over < 0:
        return None
    seconds = min(2.0 ** min(over, 10), LONGEST_WAIT.total_seconds())
    return last_at + timedelta(seconds=seconds)


def failures_after(subject: str, failures: int, last_at: datetime | None, now: datetime) -> int:
    """The count after one more wrong password; a quiet window starts it over."""
    if last_at is None or now - last_at > _PATIENCE[subject[0]].window:
        return 1
    return failures + 1
