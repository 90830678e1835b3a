"""A transaction function on its way to a database thread, and its answer on the way back."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Generic, TypeVar

import structlog

from habitus.kernel.db.tx import Effect, Tx

R = TypeVar("R")
log = structlog.get_logger(__name__)


class Work(Generic[R]):
    """One queued function and the future that waits for it.

    `loop` is None for callers without an event loop; their future is a concurrent one.
    """

    __slots__ = ("effects", "error", "function", "future", "loop", "value")

    def __init__(
        self,
        function: Callable[[Tx], R],
        future: asyncio.Future[R] | concurrent.futures.Future[R],
        loop: asyncio.AbstractEventLoop | None,
    ) -> None:
        self.function = function
        self.future = future
        self.loop = loop
        self.value: R | None = None
        self.error: BaseException | None = None
        self.effects: list[Effect] = []

    @property
    def abandoned(self) -> bool:
        return self.future.cancelled()

    def succeed(self, value: R, effects: list[Effect]) -> None:
        self.value = value
        self.effects = effects

    def fail(self, error: BaseException) -> None:
        if isinstance(error, StopIteration):  # a future refuses it, and the waiter would wait for ever
            error = RuntimeError("a transaction function raised StopIteration")
        self.error = error
        self.effects = []

    def resolve(self) -> None:
        """Answer the waiter, then run what was to happen after the commit."""
        if not self.future.done():
            if self.error is not None:
                self.future.set_exception(self.error)
            else:
                self.future.set_result(self.value)  # type: ignore[arg-type] # R may itself be None
        for effect in self.effects:
            _run(effect)


AnyWork = Work[Any]


def _run(effect: Effect) -> None:
    try:
        effect()
    except Exception:  # the edge: the write is on disk, nobody is left to tell but the log
        log.exception("after_commit_failed")


def deliver(batch: Iterable[AnyWork]) -> None:
    """Resolve a batch on the loops its waiters live on: one wake-up a loop, not one an answer."""
    loops: dict[asyncio.AbstractEventLoop | None, list[AnyWork]] = {}
    for work in batch:
        loops.setdefault(work.loop, []).append(work)
    for loop, works in loops.items():
        if loop is None:
            _resolve(works)
        else:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_resolve, works)


def _resolve(works: list[AnyWork]) -> None:
    for work in works:
        work.resolve()
