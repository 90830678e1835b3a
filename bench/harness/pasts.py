"""People with a past: habits done on most days of a month or of ten years, every day counted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bench.harness.habitus import opened, people_in
from bench.harness.plan import Habit, was_done
from habitus import wiring
from habitus.accounts.gate import me_of
from habitus.accounts.models import Actor, Me
from habitus.accounts.queries import people
from habitus.habits import lifecycle, service
from habitus.habits.models import NewHabit
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change
from habitus.kernel.db import Database, Tx
from habitus.kernel.outbox import drain
from habitus.kernel.settings import Settings

MONTH, DECADE = 30, 3_650
"""How many days before today a past begins; it ends yesterday."""


def add_people_with_pasts(
    folder: Path, count: int, kinds: Sequence[Mapping[str, Any]], days: int, *, name: str
) -> tuple[list[str], list[Habit]]:
    """`count` people, each with a habit of each kind done on most of `days` days; all days are closed.

    `kinds` are fields of `NewHabit`, and "amount" for what a done day amounts to (each third day twice
    that). Gives addresses and habits. The server must not run yet.
    """
    with opened(folder) as database:
        emails, keys = people_in(database, count, name=name)
        habits = [
            _with_past(database, keys[number // len(kinds)], number, kinds, days)
            for number in range(count * len(kinds))
        ]
        drain(database, wiring.crew(Settings(data_dir=folder, database_url=None)))
    return emails, habits


def _with_past(
    database: Database[Actor, Me], key: int, number: int, kinds: Sequence[Mapping[str, Any]], days: int
) -> Habit:
    today = datetime.now(UTC).date()
    fields = dict(kinds[number % len(kinds)])
    amount = fields.pop("amount", None)
    new = NewHabit(name=f"Habit {number}", begins_on=today - timedelta(days=days), **fields)
    made = database.run_write(lambda tx: lifecycle.create(tx, _me(tx, key), new))
    changes = [
        _change(today - timedelta(days=back), amount and amount * (2 if back % 3 == 0 else 1))
        for back in range(days, 0, -1)
        if was_done(number, back)
    ]
    for begin in range(0, len(changes), service.CHANGES_MAX):
        few = changes[begin : begin + service.CHANGES_MAX]
        database.run_write(lambda tx, few=few: service.apply(tx, _me(tx, key), made.id, few))
    return Habit(number, made.id, number // len(kinds))


def _me(tx: Tx, key: int) -> Me:
    return me_of(tx, people.person_by_key(tx, key))


def _change(day: date, amount: float | None) -> Change:
    return Change(day, State.DONE, datetime.combine(day, time(20), UTC), "UTC", 0, amount=amount)
