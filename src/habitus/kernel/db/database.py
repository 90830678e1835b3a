"""The door to the database: it proves the actor, opens the transaction, and commits."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar, TypeVarTuple

from habitus.kernel.db.engine import Engine
from habitus.kernel.db.tx import Refusal, Tx
from habitus.kernel.db.watch import Moment
from habitus.kernel.db.work import AnyWork, Work
from habitus.kernel.versions import NotModified, asked

A_contra = TypeVar("A_contra", contravariant=True)
A = TypeVar("A")
P = TypeVar("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
Put = Callable[[AnyWork], None]
_VERSIONS_KEPT = 10_000


class Gate(Protocol[A_contra, P]):
    """What `accounts` lends the database: who is asking, and that they changed something."""

    def prove(self, tx: Tx, actor: A_contra, *, writes: bool) -> P:
        """The person behind a credential, in one statement; raises when session or account is over.

        With `writes`, their row is locked until the transaction ends (PostgreSQL).
        """

    def touch(self, tx: Tx, me: P) -> None:
        """Bump the person's sequence: something of theirs was written."""

    def version(self, tx: Tx, me: P) -> Version:
        """What the person's answers are at."""


class Version(NamedTuple):
    """The version of all that only one person's own writes change."""

    text: str
    """Names the person too, and changes with each of their writes and days."""
    until: datetime
    """The instant from which on it is another, or unproven, though nobody writes."""


class Database(Generic[A, P]):
    """`read` and `write` prove the actor themselves, so that nobody can forget to.

    Functions are plain and synchronous: `fn(tx, me, *args)`. One thread hop a transaction.
    """

    def __init__(self, engine: Engine, gate: Gate[A, P]) -> None:
        self._engine = engine
        self._gate = gate
        self._versions: Versions[A] = Versions()
        self.public = Public(engine)
        self.outlet = engine.outlet

    async def read(self, actor: A, fn: Callable[[Tx, P, *Ts], R], *args: *Ts) -> R:
        """Run `fn` in a transaction that cannot write."""

        def function(tx: Tx) -> R:
            return fn(tx, self._gate.prove(tx, actor, writes=False), *args)

        return await _submit(self._engine.read, function)

    async def read_own(self, actor: A, fn: Callable[[Tx, P, *Ts], R], *args: *Ts) -> R:
        """As `read`, for what only the person's own writes and the passing of their days can change.

        Its answer is tagged with their version. Raises NotModified, before `fn` runs, to who asks for
        it and has it already; the actor is proven first.
        """
        conditional = asked.get()
        if conditional is None:
            return await self.read(actor, fn, *args)
        moment = self._engine.moment()
        found: Version | None = None

        def function(tx: Tx) -> R:
            nonlocal found
            me = self._gate.prove(tx, actor, writes=False)
            found = self._gate.version(tx, me)
            if conditional.has(found.text):
                raise NotModified
            return fn(tx, me, *args)

        try:
            return await _submit(self._engine.read, function)
        finally:
            if found is not None:
                self._versions.put(actor, moment, found)

    def version_of(self, actor: A) -> str | None:
        """The version of what the actor reads, where it is known without asking; None when it is not."""
        return self._versions.get(actor, self._engine.moment())

    async def write(self, actor: A, fn: Callable[[Tx, P, *Ts], R | Refusal], *args: *Ts) -> R:
        """Run `fn`, bump the person's sequence, commit; a returned Refusal is raised after that."""

        def function(tx: Tx) -> R | Refusal:
            me = self._gate.prove(tx, actor, writes=True)
            value = fn(tx, me, *args)
            self._gate.touch(tx, me)
            return value

        answer: R | Refusal = await _submit(self._engine.write, function)
        return _accept(answer)

    async def write_unseen(self, actor: A, fn: Callable[[Tx, P, *Ts], R | Refusal], *args: *Ts) -> R:
        """As `write`, for what changes nothing that the person sees: no event, and the same sequence.

        So nobody is told, and nobody reads again what they have. It takes no lock on their row and does not
        count among their writes: `fn` has a limit of its own, if it needs one.
        """

        def function(tx: Tx) -> R | Refusal:
            return fn(tx, self._gate.prove(tx, actor, writes=False), *args)

        answer: R | Refusal = await _submit(self._engine.write, function)
        return _accept(answer)

    def stamp(self) -> int | None:
        """Changes whenever anybody, in any process, has committed; None where asking would cost much.

        For the event loop alone: it takes microseconds, and never waits.
        """
        moment = self._engine.moment()
        return None if moment is None else moment.stamp

    def run_read(self, fn: Callable[[Tx, *Ts], R], *args: *Ts) -> R:
        """For the command line and tests: wait for a read without an actor."""
        return _wait(self._engine.read, lambda tx: fn(tx, *args))

    def run_write(self, fn: Callable[[Tx, *Ts], R | Refusal], *args: *Ts) -> R:
        """For the command line and tests: wait for a write without an actor; it is on disk after."""
        answer: R | Refusal = _wait(self._engine.write, lambda tx: fn(tx, *args))
        return _accept(answer)

    def facts(self) -> Mapping[str, str | int]:
        return self._engine.facts()

    def close(self) -> None:
        self._engine.close()


class Versions(Generic[A]):
    """The version that was proven for an actor, for as long as nobody commits anything.

    So who asks again and again costs no transaction; but whatever is written, by this process or
    another, an ended session and a disabled account too, is noticed by the next request.
    """

    def __init__(self) -> None:
        self._known: dict[A, tuple[int, Version]] = {}

    def get(self, actor: A, moment: Moment | None) -> str | None:
        known = self._known.get(actor)
        if known is None or moment is None:
            return None
        stamp, version = known
        return version.text if stamp == moment.stamp and moment.now < version.until else None

    def put(self, actor: A, moment: Moment | None, version: Version) -> None:
        """`moment` was before the transaction: a commit meanwhile makes this worthless, not wrong."""
        if moment is None:
            return
        if len(self._known) >= _VERSIONS_KEPT:
            self._known.clear()
        self._known[actor] = (moment.stamp, version)


class Public:
    """The listed exception: transactions of people who are not signed in yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def read(self, fn: Callable[[Tx, *Ts], R], *args: *Ts) -> R:
        return await _submit(self._engine.read, lambda tx: fn(tx, *args))

    async def write(self, fn: Callable[[Tx, *Ts], R | Refusal], *args: *Ts) -> R:
        answer: R | Refusal = await _submit(self._engine.write, lambda tx: fn(tx, *args))
        return _accept(answer)


def _accept(value: R | Refusal) -> R:
    if isinstance(value, Refusal):
        raise value.error
    return value


def _submit(put: Put, function: Callable[[Tx], R]) -> asyncio.Future[R]:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[R] = loop.create_future()
    put(Work(function, future, loop))
    return future


def _wait(put: Put, function: Callable[[Tx], R]) -> R:
    future: concurrent.futures.Future[R] = concurrent.futures.Future()
    put(Work(function, future, None))
    return future.result()
