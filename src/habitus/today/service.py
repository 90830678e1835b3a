"""The daily loop: a day to look at, and the check-off."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import service as habits
from habitus.habits.errors import DayNotOpen
from habitus.habits.rules.days import FIRST_DAY
from habitus.habits.rules.goal import units
from habitus.habits.rules.merge import SkipReason, instant_of
from habitus.kernel.db import Tx
from habitus.today.schemas import (
    AgendaItem,
    CheckOffDay,
    CheckOffRead,
    DayRead,
    EntryRead,
    EntryWrite,
    HabitFigures,
)


def today(tx: Tx, me: Me) -> DayRead:
    """The person's civil day now."""
    return day(tx, me, me.today)


def day(tx: Tx, me: Me, on: date) -> DayRead:
    """A day from 1900 to tomorrow (somebody east of here may live it already); else DayNotOpen."""
    if on > me.today + timedelta(days=1):
        raise DayNotOpen(f"{on} has not come yet.")
    if on < FIRST_DAY:
        raise DayNotOpen(f"Days are kept from {FIRST_DAY} on.")
    agenda = habits.agenda(tx, me, on)
    return DayRead(
        date=on,
        today=me.today,
        due=agenda.totals.due,
        done=agenda.totals.done,
        habits=[AgendaItem.model_validate(item) for item in agenda.items],
    )


def check_off(tx: Tx, me: Me, habit_id: UUID, on: date, body: EntryWrite) -> CheckOffRead:
    """Record a day of a habit; the answer is the truth afterwards, also when a later tap had won."""
    tx.tell("entries")
    change = body.as_change(on, me.day_start)
    applied = habits.apply(tx, me, habit_id, [change], totals_on=on)
    figures, entry, totals = applied.figures, applied.entry, applied.totals
    assert totals is not None
    return CheckOffRead(
        entry=entry
        and EntryRead(
            habit_id=habit_id,
            day=on,
            state=applied.state,
            amount=None if entry.amount is None or entry.steps is not None else units(entry.amount),
            note=entry.note,
            steps=None if entry.steps is None else json.loads(entry.steps),
            reason=None if entry.reason is None else SkipReason(entry.reason).name.lower(),
            tapped_at=instant_of(entry.tapped_at),
        ),
        habit=HabitFigures(streak=figures.streak, longest_streak=figures.longest, strength=figures.strength),
        day=CheckOffDay(date=on, due=totals.due, done=totals.done),
    )
