"""The audit log: what happened about security, for admins and for the person it is about."""

from __future__ import annotations

from typing import Literal

from habitus.accounts.queries import audits
from habitus.kernel.db import Tx

Kind = Literal[
    "consent_given",
    "consent_withdrawn",
    "instance_changed",
    "invite_made",
    "invite_revoked",
    "password_changed",
    "person_paused",
    "person_resumed",
    "refresh_reused",
    "role_changed",
    "session_ended",
    "sessions_ended",
    "set_up",
    "sign_in_failing",
    "signed_in",
    "signed_up",
    "token_made",
    "token_revoked",
]
"""All there is; the screens have words for each of them."""


def record(
    tx: Tx,
    kind: Kind,
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
