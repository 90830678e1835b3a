"""Which habit an import speaks of, when it did not make it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select, update

from habitus.habits.queries.tables import OWNER, habit
from habitus.kernel.db import Tx

_UNCLAIMED = (
    select(habit.c.id)
    .where(
        habit.c.owner_key == OWNER,
        habit.c.name == bindparam("name"),
        habit.c.measure == bindparam("measure"),
        habit.c.source.is_(None),
    )
    .order_by(habit.c.position, habit.c.key)
)
_CLAIM = (
    update(habit)
    .where(habit.c.id == bindparam("claimed"), habit.c.owner_key == OWNER, habit.c.source.is_(None))
    .values(source=bindparam("new_source"), source_id=bindparam("new_source_id"))
)


def unclaimed(tx: Tx, owner: int, name: str, measure: str) -> Sequence[UUID]:
    """The habits of this name that no import has claimed, in their order."""
    return tx.execute(_UNCLAIMED, {"owner": owner, "name": name, "measure": measure}).scalars().all()


def claim(tx: Tx, owner: int, habit_id: UUID, source: str, source_id: str) -> None:
    """Remember where an import found this habit; a claimed one stays as it is."""
    tx.execute(
        _CLAIM, {"owner": owner, "claimed": habit_id, "new_source": source, "new_source_id": source_id}
    )
