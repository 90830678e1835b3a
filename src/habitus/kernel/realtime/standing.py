"""How a session stands that has a socket open: what the house tells this package of who is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from habitus.kernel.db import Tx


@dataclass(frozen=True, slots=True)
class Standing:
    """A session and its person, as a transaction found them."""

    session_key: int
    session_id: UUID
    person_key: int
    seq: int
    """The person's sequence."""
    state: Literal["alive", "over", "paused"]
    """`over`: the session ended or was ended; `paused`: the account is, whatever the session."""


Authenticate = Callable[[Tx, str], Standing | None]
"""Takes a ticket, which is worth nothing after; None when it is none that counts. A write."""
Look = Callable[[Tx, Collection[int]], Sequence[Standing]]
"""How these sessions stand, by their keys, in one statement; those that are gone are left out. A read."""
