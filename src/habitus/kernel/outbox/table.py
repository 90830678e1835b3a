"""What wiring lists: which function does which kind of job, and what follows from which fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from habitus.kernel.db import Database, Outlet, Tx

P = TypeVar("P")
Payload = Mapping[str, Any]
"""What was recorded, as JSON gave it back."""


class Fact(Protocol):
    """What happened to somebody: a frozen dataclass of plain values, in the past tense."""

    @property
    def person_key(self) -> int: ...


class People(Protocol[P]):
    """What `accounts` lends the job engine: the person a job is about."""

    def person_of(self, tx: Tx, key: int) -> P | None:
        """The person, their row locked until the end (PostgreSQL); None when they are gone."""

    def is_paused(self, me: P) -> bool:
        """Whether their jobs wait, until `service.let_go` says that they go on."""

    def bump(self, tx: Tx, me: P) -> None:
        """Move their sequence on: something of theirs may have changed."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work in one transaction, about nobody in particular: `run(tx, payload)`."""

    kind: str
    run: Callable[[Tx, Payload], None]


@dataclass(frozen=True, slots=True)
class PersonJob(Generic[P]):
    """Work in one transaction about one person: `run(tx, me, payload)`."""

    kind: str
    run: Callable[[Tx, P, Payload], None]


@dataclass(frozen=True, slots=True)
class Reaction(Generic[P]):
    """What follows from a fact, in a transaction of its own: `run(tx, me, fact)`.

    It may come more than once and in any order, so it reads what is true now and writes it under a
    unique constraint. Facts that it records and that others react to are listed in `causes`.
    """

    kind: str
    fact: type[Any]
    run: Callable[[Tx, P, Any], None]
    causes: tuple[type[Any], ...] = ()


class Report(Protocol):
    """What long work is handed."""

    @property
    def database(self) -> Database[Any, Any]:
        """For work that reads and writes on its way, in short transactions of its own."""

    @property
    def payload(self) -> Payload:
        """What was recorded."""

    @property
    def now(self) -> datetime:
        """The instant at which this attempt began."""

    def confirm(self, tx: Tx) -> None:
        """In each write on its way: raises LeaseLost when the work is no longer ours."""

    def progress(self, percent: int) -> None:
        """Say how far it is and keep the work.

        Raises LeaseLost when it was cancelled or taken over, and WorkPutOff when the process is told to
        stop: then the work is done anew by the next one, so it must not have been finished half.
        """


@dataclass(frozen=True, slots=True)
class LongJob:
    """Work that takes seconds or minutes, in a thread and outside any transaction: `work(report)`.

    It gives the function that writes the result, or None; that runs in the transaction that removes
    the job, and only while the work is still ours. Call `report.progress` more often than `lease`.
    """

    kind: str
    work: Callable[[Report], Callable[[Tx], None] | None]
    lease: timedelta = field(default=timedelta(minutes=10))
    data_class: str | None = None
    """The class of people's data that it sends to others: it is recorded with its person, and stops when
    they withdraw their consent."""


AnyJob = Job | PersonJob[P] | Reaction[P] | LongJob


@dataclass(frozen=True, slots=True)
class Claim:
    """Long work that is ours until its lease ends."""

    id: UUID
    fence: int
    payload: Payload
    now: datetime
    job: LongJob


class Crew(Generic[P]):
    """Everything that can be run, by kind, and the people it is about."""

    def __init__(self, people: People[P], jobs: Iterable[AnyJob[P]]) -> None:
        """Raises ValueError when two jobs have the same kind."""
        self.people = people
        self.jobs: dict[str, AnyJob[P]] = {}
        for job in jobs:
            if job.kind in self.jobs:
                raise ValueError(f"two jobs of the kind {job.kind}")
            self.jobs[job.kind] = job


def outlet_of(jobs: Iterable[AnyJob[P]]) -> Outlet:
    """What the database needs of the table: which kinds follow from which fact."""
    kinds: dict[type[Any], tuple[str, ...]] = {}
    for job in jobs:
        if isinstance(job, Reaction):
            kinds[job.fact] = (*kinds.get(job.fact, ()), job.kind)
    return Outlet(kinds)


def kinds_by_data(jobs: Iterable[LongJob]) -> Mapping[str, Sequence[str]]:
    """The kinds of jobs that send a class of people's data, by class."""
    kinds: dict[str, list[str]] = {}
    for job in jobs:
        if job.data_class is not None:
            kinds.setdefault(job.data_class, []).append(job.kind)
    return kinds
