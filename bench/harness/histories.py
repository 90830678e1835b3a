"""A person with a habit of every kind and years of days behind them, written in this process."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from habitus.accounts.models import Actor, Me
from habitus.habits import lifecycle, pausing, service
from habitus.habits.models import NewHabit, Step
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure, Schedule
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change
from habitus.habits.schemas.pauses import PauseWrite
from habitus.kernel.db import Database

MORNING_WALK = (Step("a", "Shoes"), Step("b", "Out"), Step("c", "Home"))
WEEKDAYS = NewGoal(schedule=Schedule.WEEKDAYS, weekdays=(1, 2, 4, 6))


@dataclass(frozen=True, slots=True)
class Sort:
    """A habit to make, and the amounts that its days are logged with."""

    name: str
    goal: NewGoal
    measure: Measure = Measure.CHECK
    kind: Kind = Kind.BUILD
    steps: tuple[Step, ...] = ()
    amounts: tuple[float, ...] = ()


AMOUNT, QUIT = Measure.AMOUNT, Kind.QUIT
SORTS = (
    Sort("Every day", NewGoal()),
    Sort("Weekdays", WEEKDAYS),
    Sort("Three a week", NewGoal(schedule=Schedule.WEEKLY, times=3, first_weekday=7)),
    Sort("Ten a month", NewGoal(schedule=Schedule.MONTHLY, times=10)),
    Sort("Every third day", NewGoal(schedule=Schedule.INTERVAL, days=3)),
    Sort("Two in any five", NewGoal(times=2, days=5)),
    Sort("Litres", NewGoal(target=2), AMOUNT, amounts=(0.7, 1.5, 2, 2.5)),
    Sort(
        "Kilometres a week", NewGoal(schedule=Schedule.WEEKLY, target=20), AMOUNT, amounts=(2.5, 4.25, 7.125)
    ),
    Sort("Five on two in seven", NewGoal(times=2, days=7, target=5, per_day=True), AMOUNT, amounts=(3, 5, 8)),
    Sort("Walk", NewGoal(), steps=MORNING_WALK),
    Sort("No smoking", NewGoal(), kind=QUIT),
    Sort("Little coffee", NewGoal(schedule=Schedule.WEEKLY, target=10), AMOUNT, QUIT, amounts=(1, 2, 3)),
)
CHANGES = 250
"""Days a write."""


def live(database: Database[Actor, Me], me: Me, days: int, *, seed: int) -> list[UUID]:
    """Make one habit of each sort and log the `days` before today at random; gives their ids.

    Some got another goal since, one is paused, one archived, one archived and back, one deleted, one
    ended; and all rested for a week. The days are not closed.
    """
    dice = random.Random(seed)
    begins = me.today - timedelta(days=days)
    ids = [_make(database, me, sort, begins + timedelta(days=dice.randrange(20))) for sort in SORTS]
    for sort, habit_id in zip(SORTS, ids, strict=True):
        changes = [*_changes(dice, sort, me.today, days)]
        for first in range(0, len(changes), CHANGES):
            database.run_write(service.apply, me, habit_id, changes[first : first + CHANGES])
    _turn(database, me, ids, begins, days)
    return ids


def _make(database: Database[Actor, Me], me: Me, sort: Sort, begins: date) -> UUID:
    new = NewHabit(
        sort.name, sort.measure, sort.goal, sort.kind, steps=sort.steps, begins_on=begins, unit="x"
    )
    return database.run_write(lifecycle.create, me, new).id


def _changes(dice: random.Random, sort: Sort, today: date, days: int) -> Iterator[Change]:
    off = State.LAPSED if sort.kind is QUIT else State.NONE
    for ago in range(days, -2, -1):
        state = dice.choices([State.DONE, State.SKIPPED, off, None], [55, 6, 8, 31])[0]
        if state is None:
            continue
        day = today - timedelta(days=ago)
        done = state is State.DONE
        yield Change(
            day,
            state,
            tapped_at=datetime.combine(day, time(6), UTC),
            zone="UTC",
            day_start=0,
            amount=dice.choice(sort.amounts) if done and sort.amounts else None,
            steps=tuple("abc"[: dice.randrange(1, 4)]) if done and sort.steps else None,
        )


def _turn(database: Database[Actor, Me], me: Me, ids: list[UUID], begins: date, days: int) -> None:
    middle = begins + timedelta(days=days // 2)
    week = timedelta(days=7)
    weekly = NewGoal(schedule=Schedule.WEEKLY, times=4)
    database.run_write(lifecycle.set_goal, me, ids[0], weekly, middle)
    database.run_write(lifecycle.set_goal, me, ids[5], NewGoal(times=1, days=3), middle + week)
    database.run_write(lifecycle.set_goal, me, ids[6], NewGoal(target=1.5), me.today)
    database.run_write(pausing.add, me, PauseWrite(habit_id=ids[3], first=middle, last=middle + 2 * week))
    database.run_write(lifecycle.archive, me, ids[1])
    database.run_write(lifecycle.archive, me, ids[2])
    database.run_write(lifecycle.restore, me, ids[2])
    database.run_write(lifecycle.delete, me, ids[8])
    database.run_write(pausing.add, me, PauseWrite(first=middle + 3 * week, last=middle + 4 * week))
