"""Day close: a person's day is counted once it is over."""

from __future__ import annotations

from datetime import timedelta

from habitus.accounts.models import Me
from habitus.accounts.rules import next_boundary
from habitus.habits import closing
from habitus.habits.facts import DaysUncounted
from habitus.habits.queries import days
from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload, record

CLOSE_DAYS = "today.close_days"
PEOPLE_A_ROUND = 200
"""Whom one round hands out: everybody's midnight may be the same one."""

_AGAIN = timedelta(hours=6)


def start_day_closes(tx: Tx, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Leave a job for each person whose day is over; the next round takes those that are left."""
    for person_key in days.late(tx, tx.now, PEOPLE_A_ROUND):
        record(tx, CLOSE_DAYS, {}, person=person_key, once="days")
        days.postpone(tx, person_key, tx.now + _AGAIN)


def close_days(tx: Tx, me: Me, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Close a slice of a person's days, and come again for the rest."""
    _close(tx, me)


def recount(tx: Tx, me: Me, fact: DaysUncounted) -> None:  # noqa: ARG001 - what is true is in the tables
    """Count the days that were taken back."""
    _close(tx, me)


def _close(tx: Tx, me: Me) -> None:
    if closing.close_days(tx, me, next_boundary(tx.now, me.zone, me.day_start)):
        record(tx, CLOSE_DAYS, {}, person=me.key, once="days")
