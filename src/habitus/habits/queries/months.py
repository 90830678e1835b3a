"""Month rows: the history of habits in a few integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, func, select, union
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.habits.queries.tables import FIRST, HABIT, LAST, OWNED, OWNER, entry, habit, habit_month
from habitus.habits.rules.log import Log, MonthBits, State, log_of_months
from habitus.habits.rules.rollup import MonthRow, Opening
from habitus.kernel.db import Prepared, Tx
from habitus.kernel.db.types import EpochDay

_MONTH = bindparam("in", type_=EpochDay)
_BITS = (
    habit_month.c.month,
    habit_month.c.done,
    habit_month.c.skipped,
    habit_month.c.frozen,
    habit_month.c.partial,
    habit_month.c.lapsed,
    habit_month.c.amount,
)
_OPENING = (habit_month.c.opening_strength, habit_month.c.opening_streak, habit_month.c.opening_longest)
_CHECKPOINT = (
    select(func.max(habit_month.c.month, type_=habit_month.c.month.type))
    .where(habit_month.c.habit_key == HABIT, habit_month.c.month <= _MONTH)
    .scalar_subquery()
)
_HISTORY = (
    select(*_BITS, *_OPENING)
    .join(habit, habit.c.key == habit_month.c.habit_key)
    .where(OWNED)
    .order_by(habit_month.c.month)
)
_FROM_CHECKPOINT = Prepared(
    _HISTORY.where(
        habit_month.c.month >= func.coalesce(_CHECKPOINT, _MONTH) - bindparam("reach", type_=Integer)
    )
)


def months_from_checkpoint(tx: Tx, owner: int, habit_key: int, month: int, reach: int) -> list[MonthRow]:
    """The month rows from the last one at or before `month` on, and those up to `reach` days before it."""
    return _month_rows(
        tx.run(
            _FROM_CHECKPOINT,
            {"owner": owner, "habit": habit_key, "in": date.fromordinal(month), "reach": reach},
        )
    )


def months(tx: Tx, owner: int, habit_key: int) -> list[MonthRow]:
    """All month rows of a habit, oldest first."""
    return _month_rows(tx.execute(_HISTORY, {"owner": owner, "habit": habit_key}))


def _month_rows(rows: Iterable[Sequence[Any]]) -> list[MonthRow]:
    return [
        MonthRow(MonthBits(month.toordinal(), *bits), Opening(strength, streak, longest))
        for month, *bits, strength, streak, longest in rows
    ]


_put_month = upsert(habit_month)
_PUT_MONTHS = Prepared(
    _put_month.on_conflict_do_update(
        index_elements=[habit_month.c.habit_key, habit_month.c.month],
        set_={column.name: _put_month.excluded[column.name] for column in (*_BITS[1:], *_OPENING)},
    ),
    [column.name for column in habit_month.c],
)


def put_months(tx: Tx, habit_key: int, rows: Sequence[MonthRow]) -> None:
    """Store month rows of a habit that was read as the owner's (`for_write`)."""
    values = [
        {
            "habit_key": habit_key,
            **row.bits._asdict(),
            "month": date.fromordinal(row.bits.month),
            "opening_strength": row.opening.strength,
            "opening_streak": row.opening.streak,
            "opening_longest": row.opening.longest,
        }
        for row in rows
    ]
    tx.run_many(_PUT_MONTHS, values)


# The logs of habits: what carrying their counters forward reads, and the days asked for.
_KEYED = select(habit_month.c.habit_key, *_BITS).join(habit, habit.c.key == habit_month.c.habit_key)
_AMOUNT_ENTRIES = (
    select(entry.c.habit_key, entry.c.day, entry.c.amount)
    .join(habit, habit.c.key == entry.c.habit_key)
    .where(
        entry.c.state == State.DONE.value,
        entry.c.amount > 0,
    )
)


class _Logs(NamedTuple):
    months: Prepared
    amounts: Prepared


def _logs_of(which: ColumnElement[bool]) -> _Logs:
    return _Logs(
        Prepared(
            union(
                _KEYED.where(which, habit_month.c.month >= habit.c.reads_from),
                _KEYED.where(which, habit_month.c.month.between(FIRST, LAST)),
            )
        ),
        Prepared(
            union(
                _AMOUNT_ENTRIES.where(which, entry.c.day >= habit.c.reads_from),
                _AMOUNT_ENTRIES.where(which, entry.c.day.between(FIRST, LAST)),
            )
        ),
    )


_ALL, _ONE = _logs_of(habit.c.owner_key == OWNER), _logs_of(OWNED)


def logs(
    tx: Tx, owner: int, first: int, last: int, *, amounts: bool, only: int | None = None
) -> Mapping[int, Log]:
    """The logs by habit key, for the days from the month `first` to the day `last`.

    They also reach back as far as carrying each habit's stored counters forward asks for. `amounts`
    says whether any habit counts amounts, `only` is the key of the one that is asked for. A habit
    without marks in these days is missing.
    """
    parameters = {"owner": owner, "first": date.fromordinal(first), "last": date.fromordinal(last)}
    statements = _ALL
    if only is not None:
        statements = _ONE
        parameters["habit"] = only
    bits: defaultdict[int, list[MonthBits]] = defaultdict(list)
    rows: Iterable[Sequence[Any]] = tx.run(statements.months, parameters)
    for key, month, *rest in rows:
        bits[key].append(MonthBits(month.toordinal(), *rest))
    counted: defaultdict[int, dict[int, int]] = defaultdict(dict)
    if amounts:
        counts: Iterable[Sequence[Any]] = tx.run(statements.amounts, parameters)
        for key, day, amount in counts:
            counted[key][day.toordinal()] = amount
    return {key: log_of_months(sorted(months_), counted.get(key)) for key, months_ in bits.items()}
