"""What somebody may do here beside minding their own days."""

from __future__ import annotations

from datetime import timedelta

from habitus.accounts.errors import AdminsOnly, StepUpNeeded
from habitus.accounts.models import Me
from habitus.accounts.stepping_up import is_proved_within
from habitus.kernel.db import Tx

ADMIN_LIFE = timedelta(hours=12)
"""So long after a credential was given a session of an admin has their power."""


def require_admin(tx: Tx, me: Me) -> None:
    """Raises AdminsOnly for everybody else, StepUpNeeded when their credential is half a day old."""
    if not me.is_admin:
        raise AdminsOnly("Ask an admin of this Habitus.")
    if not is_proved_within(tx, me, ADMIN_LIFE):
        raise StepUpNeeded("Enter your password once more to go on as an admin.")
