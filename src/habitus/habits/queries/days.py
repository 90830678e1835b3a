"""A person's days: how many habits were due and done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Integer, bindparam, insert, or_, select, update

from habitus.habits.queries.tables import DAY, FIRST, LAST, OWNER, person_day
from habitus.habits.rules.due import Life, Totals
from habitus.kernel.db import Prepared, Tx

_COUNTED_DAYS = select(person_day.c.day).where(
    person_day.c.person_key == OWNER, person_day.c.day.between(FIRST, LAST)
)
_ADD_TO_DAYS = (
    update(person_day)
    .where(person_day.c.person_key == OWNER, person_day.c.day == DAY)
    .values(
        due=person_day.c.due + bindparam("more_due", type_=Integer),
        done=person_day.c.done + bindparam("more_done", type_=Integer),
    )
)
_ADD_TO_DAY = Prepared(_ADD_TO_DAYS)
_ONE_MORE_DUE = (
    update(person_day)
    .where(
        person_day.c.person_key == OWNER,
        person_day.c.day >= FIRST,
        or_(LAST.is_(None), person_day.c.day < LAST),
    )
    .values(due=person_day.c.due + 1)
)


def counted_days(tx: Tx, owner: int, first: int, last: int) -> list[int]:
    """The days from `first` to `last` whose totals are stored."""
    parameters = {"owner": owner, "first": date.fromordinal(first), "last": date.fromordinal(last)}
    return [day.toordinal() for (day,) in tx.execute(_COUNTED_DAYS, parameters)]


def add_to_days(tx: Tx, owner: int, changes: Mapping[int, Totals]) -> None:
    """Add to the stored totals of days; in SQL, so that nothing read before is written back."""
    rows = [
        {"owner": owner, "on": date.fromordinal(day), "more_due": more.due, "more_done": more.done}
        for day, more in changes.items()
    ]
    if len(rows) == 1:
        tx.run(_ADD_TO_DAY, rows[0])
    else:
        tx.execute(_ADD_TO_DAYS, rows)


def one_more_due(tx: Tx, owner: int, life: Life) -> None:
    """Count a new habit without entries into the stored days of its life."""
    end = None if life.end is None else date.fromordinal(life.end)
    tx.execute(_ONE_MORE_DUE, {"owner": owner, "first": date.fromordinal(life.start), "last": end})


_PUT_DAY = insert(person_day)


def put_day(tx: Tx, owner: int, day: int, totals: Totals) -> None:
    """Store the first totals of a day."""
    values = {"person_key": owner, "day": date.fromordinal(day), **totals._asdict()}
    tx.execute(_PUT_DAY, values)
