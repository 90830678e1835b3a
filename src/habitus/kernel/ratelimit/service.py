"""Limits that hold for all processes: counted in the database, in the transaction that does what is limited.

A subject is a keyed digest of what must not be listed (`Doorkeeper.address_subject`), or a person's key.
What is counted is undone with its transaction: count in one of its own, or return a `Refusal`.
"""

from __future__ import annotations

from habitus.kernel.db import Tx
from habitus.kernel.errors import RateLimited
from habitus.kernel.ratelimit import queries, rules
from habitus.kernel.ratelimit.rules import Limit, Wait


def use(tx: Tx, limit: Limit, subject: str) -> Wait | None:
    """Count one more use, or, when that is too often, count nothing and say how long to wait.

    Of many at once no more get through than the limit lets: each waits for the one before it.
    """
    name = _name(limit, subject)
    after = rules.use(limit, queries.used_until_to_change(tx, name), tx.now)
    if isinstance(after, Wait):
        return after
    queries.set_used_until(tx, name, after)
    return None


def look(tx: Tx, limit: Limit, subject: str) -> Wait | None:
    """How long a use would have to wait just now; counts nothing."""
    after = rules.use(limit, queries.used_until(tx, _name(limit, subject)), tx.now)
    return after if isinstance(after, Wait) else None


def spend(tx: Tx, limit: Limit, subject: str) -> None:
    """As `use`; raises RateLimited when it is too often."""
    wait = use(tx, limit, subject)
    if wait is not None:
        raise refused(wait)


def give_back(tx: Tx, limit: Limit, subject: str) -> None:
    """Take one use back that turned out to be none of those that are limited."""
    name = _name(limit, subject)
    queries.set_used_until(tx, name, queries.used_until_to_change(tx, name) - limit.interval)


def refused(wait: Wait) -> RateLimited:
    """The refusal, for callers that raise or return it themselves."""
    return RateLimited(f"Try again in {wait.seconds} seconds.", retry_after=wait.seconds)


def _name(limit: Limit, subject: str) -> str:
    return f"{limit.name}:{subject}"
