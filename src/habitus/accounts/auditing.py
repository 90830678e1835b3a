"""The audit log: what happened about security, for admins and for the person it is about."""

from __future__ import annotations

from habitus.accounts.queries import audits
from habitus.kernel.db import Tx


def record(
    tx: Tx,
    kind: str,
    *,
    actor: int | None = None,
    subject: int | None = None,
    address: str | None = None,
    **details: str,
) -> None:
    """Note that something happened, in the transaction in which it does.

    `actor` and `subject` are keys of people: who did it (None: the command line, or nobody signed in) and
    whose account it is about. `details` hold no secret, nothing of a person's days and no health figure.
    """
    audits.add_audit(
        tx,
        {
            "at": tx.now,
            "kind": kind,
            "actor_key": actor,
            "subject_key": subject,
            "address": address,
            "details": details,
        },
    )
