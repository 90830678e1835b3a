"""Every statement about what admins look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.models import Audit, Person
from habitus.admin.models import ServerError
from habitus.kernel.db import Tx, table_of

PersonRow = Row[Any]
"""A row of `people`; SQLAlchemy types no column of a Core row."""

AuditRow = Row[Any]
ErrorRow = Row[Any]

person = table_of(Person)
audit = table_of(Audit)
server_error = table_of(ServerError)

_by = person.alias("by")
_PEOPLE = select(
    person.c.key,
    person.c.id,
    person.c.name,
    person.c.email,
    person.c.role,
    person.c.created_at,
    person.c.last_seen_at,
    person.c.disabled_at,
    person.c.pause_kind,
    person.c.pause_reason,
    _by.c.name.label("paused_by"),
).outerjoin(_by, _by.c.key == person.c.disabled_by)

_actor, _subject = person.alias("actor"), person.alias("subject")
_AUDIT = (
    select(
        audit,
        _actor.c.email.label("actor_email"),
        _actor.c.name.label("actor_name"),
        _subject.c.email.label("subject_email"),
        _subject.c.name.label("subject_name"),
    )
    .outerjoin(_actor, _actor.c.key == audit.c.actor_key)
    .outerjoin(_subject, _subject.c.key == audit.c.subject_key)
    .order_by(audit.c.key.desc())
)

_new_error = upsert(server_error)
_COUNT_ERROR = _new_error.on_conflict_do_update(
    index_elements=[server_error.c.fingerprint],
    set_={
        "count": server_error.c["count"] + _new_error.excluded["count"],
        "last_at": _new_error.excluded.last_at,
        "last_request_id": _new_error.excluded.last_request_id,
    },
)


class Wanted(NamedTuple):
    """Which people are asked for."""

    words: str
    """A part of the name or the address; empty for everybody."""
    paused: bool | None
    """None for both."""


def people(tx: Tx, wanted: Wanted, after: int, at_most: int) -> Sequence[PersonRow]:
    """People in the order they came, after the key `after`."""
    statement = _PEOPLE.where(person.c.key > after).order_by(person.c.key).limit(at_most)
    if wanted.words:
        statement = statement.where(_is_called(wanted.words))
    if wanted.paused is not None:
        paused = person.c.disabled_at.is_not(None)
        statement = statement.where(paused if wanted.paused else ~paused)
    return tx.execute(statement).all()


def _is_called(words: str) -> ColumnElement[bool]:
    """Whether name or address contain the text, in whatever case.

    SQLite, and PostgreSQL in some locales, fold the case of A to Z alone: so other letters are looked
    for in each of the ways in which people write them.
    """
    ways = {_ascii_lower(way) for way in (words, words.lower(), words.upper(), words.title())}
    columns = (func.lower(person.c.name), func.lower(person.c.email))
    return or_(*(column.contains(way, autoescape=True) for column in columns for way in sorted(ways)))


def _ascii_lower(words: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in words)


def one_person(tx: Tx, person_id: UUID) -> PersonRow:
    return tx.execute(_PEOPLE.where(person.c.id == person_id)).one()


def count_people(tx: Tx) -> int:
    return int(tx.execute(select(func.count()).select_from(person)).scalar_one())


def audits(tx: Tx, kind: str | None, before: int | None, at_most: int) -> Sequence[AuditRow]:
    """What happened, the newest first, of what is older than the row with the key `before`."""
    statement = _AUDIT if kind is None else _AUDIT.where(audit.c.kind == kind)
    return tx.execute(_older(statement, before).limit(at_most)).all()


def audits_about(tx: Tx, owner: int, before: int | None, at_most: int) -> Sequence[AuditRow]:
    """The same of one person's account."""
    return tx.execute(_older(_AUDIT.where(audit.c.subject_key == owner), before).limit(at_most)).all()


def _older(statement: Select[Any], before: int | None) -> Select[Any]:
    return statement if before is None else statement.where(audit.c.key < before)


def errors(tx: Tx, before: tuple[datetime, int] | None, at_most: int) -> Sequence[ErrorRow]:
    """Kinds of errors, those that came last first, of those before this one."""
    statement = select(server_error).order_by(server_error.c.last_at.desc(), server_error.c.key.desc())
    if before is not None:
        at, key = before
        earlier = (server_error.c.last_at == at) & (server_error.c.key < key)
        statement = statement.where((server_error.c.last_at < at) | earlier)
    return tx.execute(statement.limit(at_most)).all()


def count_errors(tx: Tx, found: Sequence[Mapping[str, object]]) -> None:
    """Add to the counts of these kinds, and list the ones that are new."""
    tx.execute(_COUNT_ERROR, found)


def forget_error(tx: Tx, error_id: UUID) -> bool:
    return tx.execute(delete(server_error).where(server_error.c.id == error_id)).rowcount == 1


def forget_errors(tx: Tx, before: datetime) -> None:
    """Forget the kinds that did not come since then."""
    tx.execute(delete(server_error).where(server_error.c.last_at < before))


def sqlite_bytes(tx: Tx) -> int:
    """How much the database takes without its journal; only SQLite can be asked."""
    size = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return int(tx.execute(size).scalar_one())


def postgres_bytes(tx: Tx) -> int:
    """How much the whole database takes; only PostgreSQL can be asked."""
    return int(tx.execute(select(func.pg_database_size(func.current_database()))).scalar_one())
