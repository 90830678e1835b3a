"""Under which keys imports know a habit, whatever it is called by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.habits.models import SourceKey
from habitus.habits.queries.tables import KEPT, OWNER, habit, habit_source
from habitus.kernel.db import Tx

_KEYS = select(habit_source.c.habit_key, habit_source.c.source, habit_source.c.source_id).where(
    habit_source.c.owner_key == OWNER
)
_HABIT_OF = (
    select(habit.c.id)
    .join(habit_source, habit_source.c.habit_key == habit.c.key)
    .where(
        habit_source.c.owner_key == OWNER,
        habit_source.c.source == bindparam("source"),
        habit_source.c.source_id == bindparam("source_id"),
        habit.c.owner_key == OWNER,
        KEPT,
    )
)
_put_key = upsert(habit_source)
_PUT_KEYS = _put_key.on_conflict_do_update(
    index_elements=[habit_source.c.owner_key, habit_source.c.source, habit_source.c.source_id],
    set_={"habit_key": _put_key.excluded.habit_key},
)


def keys(tx: Tx, owner: int) -> dict[int, frozenset[SourceKey]]:
    """The keys of each habit of a person that an import has made or found, by habit key."""
    found: dict[int, frozenset[SourceKey]] = {}
    rows: Iterable[Sequence[Any]] = tx.execute(_KEYS, {"owner": owner})
    for habit_key, source, source_id in rows:
        found[habit_key] = found.get(habit_key, frozenset()) | {SourceKey(source, source_id)}
    return found


def habit_of(tx: Tx, owner: int, key: SourceKey) -> UUID | None:
    """The habit that an import knows by this key; None when there is none, or it was deleted."""
    found: UUID | None = tx.execute(_HABIT_OF, {"owner": owner, **key._asdict()}).scalar_one_or_none()
    return found


def put_keys(tx: Tx, owner: int, habit_key: int, found_by: Sequence[SourceKey]) -> None:
    """Let later imports find a habit of the owner's by these keys, also where another had one of them."""
    rows = [{"owner_key": owner, "habit_key": habit_key, **key._asdict()} for key in found_by]
    if rows:
        tx.execute(_PUT_KEYS, rows)
