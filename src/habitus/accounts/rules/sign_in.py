"""Who signs in: addresses, passwords, and how long a wrong one waits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

NAME_MAX = 120
PASSWORD_MIN = 12
PASSWORD_MAX = 1024
LONGEST_WAIT = timedelta(seconds=60)


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


def begins_to_wait(subject: str, failures: int) -> bool:
    """Whether it was this wrong password that made the subject wait for the first time in a row."""
    return failures == _PATIENCE[subject[0]].free


def failures_after(subject: str, failures: int, last_at: datetime | None, now: datetime) -> int:
    """The count after one more wrong password; a quiet window starts it over."""
    if last_at is None or now - last_at > _PATIENCE[subject[0]].window:
        return 1
    return failures + 1
