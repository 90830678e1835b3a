"""A new password: whoever is signed in elsewhere is signed out."""

from __future__ import annotations

from habitus.accounts import auditing, proving
from habitus.accounts.devices import device_name
from habitus.accounts.models import Me
from habitus.accounts.queries import people
from habitus.accounts.queries import sessions as session_queries
from habitus.accounts.warning import warn
from habitus.kernel.db import Tx


def change(tx: Tx, me: Me, known: proving.Credentials, new_hash: str, attempt: proving.Attempt) -> None:
    """Keep the new hash and end all other sessions. Raises CredentialsWrong when it was changed meanwhile."""
    proving.passed(tx, attempt, known)
    people.update_person(tx, me.key, {"password_hash": new_hash})
    session_queries.revoke_all(tx, me.key, tx.now, but=me.session_key)
    auditing.record(tx, "password_changed", actor=me.key, subject=me.key, address=attempt.caller.address)
    this = session_queries.session_by_key(tx, me.key, me.session_key)
    warn(tx, me.key, "password_changed", device_name(this.client, this.agent))
    tx.tell("sessions")
