"""Answers that the caller may already have: what ties the route that is asked to the database that knows.

Knows neither HTTP nor SQL: the edge says which tags the caller has, the database which version is true.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(slots=True)
class Conditional:
    """One request for what may be unchanged."""

    address: str
    """Path and query: a tag is true for the address it was given out for, and for no other."""
    known: AbstractSet[str]
    """The tags that the caller has for it; empty for most."""
    tag: str | None = None
    """The tag of what is, or would be, answered; None while no versioned read was made."""

    def has(self, version: str) -> bool:
        """Whether the caller has the answer of this version. Of several reads the first counts."""
        if self.tag is None:
            self.tag = blake2b(f"{version} {self.address}".encode(), digest_size=12).hexdigest()
        return self.tag in self.known


class NotModified(Exception):
    """There is no need to read: the caller has this very answer."""


asked: ContextVar[Conditional | None] = ContextVar("asked", default=None)
"""The conditional request that is being answered; None outside of one."""
