"""The door to the database: it proves the actor, opens the transaction, and commits."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar, TypeVarTuple

from habitus.kernel.db.engine import Engine
from habitus.kernel.db.tx import Refusal, Tx
from habitus.kernel.db.work import AnyWork, Work

A_contra = TypeVar("A_contra", contravariant=True)
A = TypeVar("A")
P = TypeVar("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
Put = Callable[[AnyWork], None]


class Gate(Protocol[A_contra, P]):
    """What `accounts` lends the database: who is asking, and that they changed something."""

    def prove(self, tx: Tx, actor: A_contra, *, writes: bool) -> P:
        """The person behind a credential, in one statement; raises when session or account is over.

        With `writes`, their row is locked until the transaction ends (PostgreSQL).
        """

    def touch(self, tx: Tx, me: P) -> None:
        """Bump the person's sequence: something of theirs was written."""


class Database(Generic[A, P]):
    """`read` and `write` prove the actor themselves, so that nobody can forget to.

    Functions are plain and synchronous: `fn(tx, me, *args)`. One thread hop a transaction.
    """

    def __init__(self, engine: Engine, gate: Gate[A, P]) -> None:
        self._engine = engine
        self._gate = gate
        self.public = Public(engine)

    async def read(self, actor: A, fn: Callable[[Tx, P, *Ts], R], *args: *Ts) -> R:
        """Run `fn` in a transaction that cannot write."""

        def function(tx: Tx) -> R:
            return fn(tx, self._gate.prove(tx, actor, writes=False), *args)

        return await _submit(self._engine.read, function)

    async def write(self, actor: A, fn: Callable[[Tx, P, *Ts], R | Refusal], *args: *Ts) -> R:
        """Run `fn`, bump the person's sequence, commit; a returned Refusal is raised after that."""

        def function(tx: Tx) -> R | Refusal:
            me = self._gate.prove(tx, actor, writes=True)
            value = fn(tx, me, *args)
            self._gate.touch(tx, me)
            return value

        answer: R | Refusal = await _submit(self._engine.write, function)
        return _accept(answer)

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
