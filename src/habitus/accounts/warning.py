"""Telling somebody by a message that something happened to their account."""

from __future__ import annotations

from habitus.accounts.queries import people
from habitus.accounts.rules.warnings import Warning_
from habitus.accounts.rules.warnings import warning as words
from habitus.kernel.db import Tx
from habitus.kernel.post import service as post


def warn(tx: Tx, person_key: int, kind: Warning_, device: str) -> None:
    """Write to the person, in their language; gone again when the transaction is rolled back."""
    row = people.person_by_key(tx, person_key)
    letter = words(kind, row.language, name=row.name, device=device, at=tx.now)
    post.send(tx, post.Message(kind, row.email, letter.subject, letter.text))
