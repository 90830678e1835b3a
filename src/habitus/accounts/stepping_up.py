"""What only somebody may do who just proved that it is they: a device left open is not enough."""

from __future__ import annotations

from datetime import timedelta

from habitus.accounts.errors import StepUpNeeded
from habitus.accounts.models import Me
from habitus.kernel.db import Tx

FRESH = timedelta(minutes=5)


def require_fresh(tx: Tx, me: Me) -> None:
    """Raises StepUpNeeded unless the person gave a credential in this session at most five minutes ago."""
    if not is_proved_within(tx, me, FRESH):
        raise StepUpNeeded("Enter your password once more, then do it again.")


def is_proved_within(tx: Tx, me: Me, life: timedelta) -> bool:
    """Whether the person gave a credential in this session so recently; never for a token."""
    return me.proved_at is not None and tx.now - me.proved_at <= life
