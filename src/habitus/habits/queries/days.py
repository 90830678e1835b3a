"""A person's days: how many habits were due and done, and how far the days are closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.models import Person
from habitus.habits.queries.tables import DAY, FIRST, LAST, OWNER, day_close, person_day
from habitus.habits.rules.due import Totals
from habitus.kernel.db import Prepared, Tx, table_of

person = table_of(Person)

_COUNTED_DAYS = Prepared(
    select(person_day.c.day, person_day.c.due, person_day.c.done).where(
        person_day.c.person_key == OWNER, person_day.c.day.between(FIRST, LAST)
    )
)
_ADD_TO_DAY = Prepared(
    update(person_day)
    .where(person_day.c.person_key == OWNER, person_day.c.day == DAY)
    .values(
        due=person_day.c.due + bindparam("more_due", type_=Integer),
        done=person_day.c.done + bindparam("more_done", type_=Integer),
    )
)
_put_days = upsert(person_day)
_PUT_DAYS = Prepared(
    _put_days.on_conflict_do_update(
        index_elements=[person_day.c.person_key, person_day.c.day],
        set_={"due": _put_days.excluded.due, "done": _put_days.excluded.done},
    ),
    [column.name for column in person_day.c],
)
_FORGET_DAYS = delete(person_day).where(
    person_day.c.person_key == OWNER, person_day.c.day.between(FIRST, LAST)
)


def totals(tx: Tx, owner: int, first: int, last: int) -> dict[int, Totals]:
    """The stored totals of the days from `first` to `last`."""
    parameters = {"owner": owner, "first": date.fromordinal(first), "last": date.fromordinal(last)}
    rows: Iterable[Sequence[Any]] = tx.run(_COUNTED_DAYS, parameters)
    return {day.toordinal(): Totals(due, done) for day, due, done in rows}


def add_to_days(tx: Tx, owner: int, more: Mapping[int, Totals]) -> None:
    """Add to the stored totals of days; in SQL, so that nothing read before is written back."""
    rows = [
        {"owner": owner, "on": date.fromordinal(day), "more_due": added.due, "more_done": added.done}
        for day, added in more.items()
    ]
    tx.run_many(_ADD_TO_DAY, rows)


def put_days(tx: Tx, owner: int, counted: Mapping[int, Totals]) -> None:
    """Store the totals of days."""
    rows = [
        {"person_key": owner, "day": date.fromordinal(day), **one._asdict()} for day, one in counted.items()
    ]
    tx.run_many(_PUT_DAYS, rows)


def forget_days(tx: Tx, owner: int, first: int, last: int) -> None:
    """Forget the stored totals from `first` to `last`."""
    parameters = {"owner": owner, "first": date.fromordinal(first), "last": date.fromordinal(last)}
    tx.execute(_FORGET_DAYS, parameters)


class Closing(NamedTuple):
    """How far a person's days are closed, and when there is more to close."""

    until: int
    next_at: datetime


_CLOSING = Prepared(select(day_close.c.until, day_close.c.next_at).where(day_close.c.person_key == OWNER))
_put_closing = upsert(day_close)
_PUT_CLOSING = _put_closing.on_conflict_do_update(
    index_elements=[day_close.c.person_key],
    set_={"until": _put_closing.excluded.until, "next_at": _put_closing.excluded.next_at},
)
_LATE = (
    select(day_close.c.person_key)
    .join(person, person.c.key == day_close.c.person_key)
    .where(
        day_close.c.next_at <= bindparam("now", type_=day_close.c.next_at.type),
        person.c.disabled_at.is_(None),
    )
    .order_by(day_close.c.next_at)
    .limit(bindparam("at_most"))
)
_POSTPONE = (
    update(day_close)
    .where(day_close.c.person_key == OWNER)
    .values(next_at=bindparam("then", type_=day_close.c.next_at.type))
)


def closing(tx: Tx, owner: int) -> Closing | None:
    """None for somebody who never had a habit."""
    rows = tx.run(_CLOSING, {"owner": owner})
    return Closing(rows[0][0].toordinal(), rows[0][1]) if rows else None


def put_closing(tx: Tx, owner: int, until: int, next_at: datetime) -> None:
    values = {"person_key": owner, "until": date.fromordinal(until), "next_at": next_at}
    tx.execute(_PUT_CLOSING, values)


def late(tx: Tx, now: datetime, at_most: int) -> Sequence[int]:
    """The keys of people whose days wait to be closed: of everybody whose account is not paused, for the
    job that hands them out.
    """
    return tx.execute(_LATE, {"now": now, "at_most": at_most}).scalars().all()


def postpone(tx: Tx, owner: int, then: datetime) -> None:
    tx.execute(_POSTPONE, {"owner": owner, "then": then})
