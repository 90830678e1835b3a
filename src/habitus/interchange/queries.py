"""Every statement about imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, select, update

from habitus.interchange.models import Import, ImportPart, NewImport, State
from habitus.interchange.parts import Part
from habitus.interchange.plan import Tally
from habitus.kernel.db import Tx, table_of

ImportRow = Row[Any]
"""A row of `import`; SQLAlchemy types no column of a Core row."""

import_ = table_of(Import)
part = table_of(ImportPart)

_SHORT = [column for column in import_.columns if column.name != "more_refused"]


def add(tx: Tx, owner: int, new: NewImport) -> None:
    tx.execute(
        insert(import_).values(
            id=new.id,
            owner_key=owner,
            state="waiting",
            file_name=new.file_name,
            date_order=new.date_order,
            unit=new.unit,
            percent=0,
            created_at=tx.now,
        )
    )


def newest(tx: Tx, owner: int, at_most: int) -> Sequence[ImportRow]:
    """Without the refused rows that are kept apart."""
    statement = select(*_SHORT).where(import_.c.owner_key == owner)
    return tx.execute(statement.order_by(import_.c.key.desc()).limit(at_most)).all()


def one(tx: Tx, owner: int, import_id: UUID) -> ImportRow | None:
    statement = select(import_).where(import_.c.owner_key == owner, import_.c.id == import_id)
    return tx.execute(statement).one_or_none()


def one_to_change(tx: Tx, owner: int, import_id: UUID) -> ImportRow | None:
    """Locked until the end (PostgreSQL)."""
    statement = select(*_SHORT).where(import_.c.owner_key == owner, import_.c.id == import_id)
    return tx.execute(statement.with_for_update()).one_or_none()


def ids_in(tx: Tx, owner: int, states: Collection[str]) -> list[UUID]:
    statement = select(import_.c.id).where(import_.c.owner_key == owner, import_.c.state.in_(states))
    return list(tx.execute(statement).scalars())


def how_many(tx: Tx, states: Collection[str]) -> int:
    """Of everybody's."""
    statement = select(func.count()).select_from(import_).where(import_.c.state.in_(states))
    return int(tx.execute(statement).scalar_one())


def change(
    tx: Tx, owner: int, import_id: UUID, states: Collection[str], values: Mapping[str, object]
) -> bool:
    """Change an import that is in one of these states; tells whether it was."""
    statement = update(import_).where(
        import_.c.owner_key == owner, import_.c.id == import_id, import_.c.state.in_(states)
    )
    return tx.execute(statement.values(**values)).rowcount == 1


def remove(tx: Tx, owner: int, import_id: UUID) -> None:
    tx.execute(delete(import_).where(import_.c.owner_key == owner, import_.c.id == import_id))


def remove_all_but(tx: Tx, owner: int, newest_kept: int, states: Collection[str]) -> None:
    """Forget a person's older imports that are in one of these states."""
    kept = select(import_.c.key).where(import_.c.owner_key == owner).order_by(import_.c.key.desc())
    tx.execute(
        delete(import_).where(
            import_.c.owner_key == owner,
            import_.c.state.in_(states),
            import_.c.key.not_in(kept.limit(newest_kept).scalar_subquery()),
        )
    )


class Whose(NamedTuple):
    """An import of anybody, for the sweep."""

    owner_key: int
    id: UUID
    state: State
    created_at: datetime


def everybody(tx: Tx, states: Collection[str]) -> list[Whose]:
    columns = (import_.c.owner_key, import_.c.id, import_.c.state, import_.c.created_at)
    rows = tx.execute(select(*columns).where(import_.c.state.in_(states)).order_by(import_.c.key))
    return [Whose._make(row) for row in rows]


def states_of(tx: Tx, ids: Collection[UUID]) -> dict[UUID, str]:
    """Of everybody's, by id; unknown ones are missing."""
    rows = tx.execute(select(import_.c.id, import_.c.state).where(import_.c.id.in_(ids)))
    return {row.id: row.state for row in rows}


def parts(tx: Tx, owner: int, import_id: UUID) -> dict[int, Part]:
    """What is done of each habit of a file, by the habit's place in it."""
    statement = select(part).join(import_).where(import_.c.owner_key == owner, import_.c.id == import_id)
    return {
        row.number: Part(row.is_new, row.changes, tuple(row.warnings), row.laid, Tally(**row.tally))
        for row in tx.execute(statement)
    }


def written(tx: Tx, owner: int, import_id: UUID) -> int:
    """How many entries are stored so far."""
    statement = select(func.coalesce(func.sum(part.c.written), 0)).join(import_)
    found = tx.execute(statement.where(import_.c.owner_key == owner, import_.c.id == import_id))
    return int(found.scalar_one())


def add_part(tx: Tx, key: int, number: int, new: Part) -> None:
    tx.execute(insert(part).values(import_key=key, number=number, **_values(new)))


def move_part(tx: Tx, key: int, number: int, laid: int, new: Part) -> bool:
    """Note how far a habit is; False when it is not any more at `laid`, where the caller left it."""
    statement = update(part).where(part.c.import_key == key, part.c.number == number, part.c.laid == laid)
    return tx.execute(statement.values(**_values(new))).rowcount == 1


def _values(new: Part) -> dict[str, object]:
    return {
        "is_new": new.is_new,
        "changes": new.changes,
        "warnings": list(new.warnings),
        "laid": new.laid,
        "written": new.tally.written,
        "tally": asdict(new.tally),
    }
