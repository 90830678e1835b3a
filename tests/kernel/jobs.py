"""A small table of jobs for the tests of the engine; what a job did is seen in people's names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from habitus.accounts.gate import PersonGate
from habitus.accounts.models import Actor, Me
from habitus.accounts.queries import people
from habitus.kernel.db import Database, Tx
from habitus.kernel.outbox import AnyJob, Crew, Job, PersonJob, outlet_of, queries

Db = Database[Actor, Me]


@dataclass(frozen=True)
class Renamed:
    """A fact."""

    person_key: int
    name: str
    day: date


def write_name(tx: Tx, me: Me, payload: Any) -> None:
    """Adds a letter, so that a job that was done twice shows."""
    name = people.person_by_key(tx, me.key).name
    people.update_person(tx, me.key, {"name": name + payload["letter"]})


def write_name_and_fail(tx: Tx, me: Me, payload: Any) -> None:
    write_name(tx, me, payload)
    raise ZeroDivisionError("the third cup\nis private")


def do_nothing(tx: Tx, payload: Any) -> None:
    """A job about nobody."""


BASIC: tuple[AnyJob[Me], ...] = (
    PersonJob("letter", write_name),
    PersonJob("broken", write_name_and_fail),
    Job("nothing", do_nothing),
)


def crew_of(db: Db, *jobs: AnyJob[Me]) -> Crew[Me]:
    """A crew of these jobs, and the database's facts leading to them."""
    db.outlet.reactions = outlet_of(jobs).reactions
    return Crew(PersonGate(), jobs)


def rows(db: Db) -> Sequence[Any]:
    return db.run_read(lambda tx: tx.execute(select(queries.job).order_by(queries.job.c.id)).all())


def only(db: Db) -> Any:
    (row,) = rows(db)
    return row


def name_of(db: Db, me: Me) -> str:
    return str(db.run_read(lambda tx: people.person_by_key(tx, me.key).name))


def seq_of(db: Db, me: Me) -> int:
    return int(db.run_read(lambda tx: people.person_by_key(tx, me.key).seq))


def handed_to(db: Db) -> list[UUID]:
    """The ids that are handed out from now on, in place of an engine."""
    handed: list[UUID] = []
    db.outlet.carry = handed.append
    return handed


Clean = Callable[[], None]
