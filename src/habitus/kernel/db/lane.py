"""A queue with its own threads."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from habitus.kernel.db.work import AnyWork
from habitus.kernel.errors import Overloaded

CLOSE = None
Item = AnyWork | None


class _Runner(threading.Thread):
    """A thread that does nothing but run transaction functions."""


def runs_transactions() -> bool:
    """Whether this thread belongs to the database, so that whoever waits in it keeps others waiting."""
    return isinstance(threading.current_thread(), _Runner)


class Lane:
    """`threads` threads that each run `serve(queue)`; bounded, so that a flood is told to come back."""

    def __init__(
        self, name: str, threads: int, limit: int, serve: Callable[[queue.SimpleQueue[Item]], None]
    ) -> None:
        self.queue: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._limit = limit
        self._closing = False
        self._threads = [
            _Runner(target=serve, args=(self.queue,), name=f"{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, work: AnyWork) -> None:
        """Queue; raises Overloaded (503 with Retry-After) when `limit` are waiting or it is closing."""
        if self._closing or self.queue.qsize() >= self._limit:
            raise Overloaded("Try again in a second.", retry_after=1)
        self.queue.put(work)

    def close(self) -> None:
        self._closing = True
        for _ in self._threads:
            self.queue.put(CLOSE)
        for thread in self._threads:
            thread.join()
