"""A lean HTTP/1.1 load client: one keep-alive connection a lane, one request in flight on each."""

import asyncio
import gc
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import uvloop

from bench.harness.server import HOST

LIMIT_SECONDS = 120.0
NOT_MODIFIED = 304


def is_done(status: int) -> bool:
    """Whether an HTTP status acknowledges the request; 304 does, when the newest answer was named."""
    return 200 <= status < 300 or status == NOT_MODIFIED


@dataclass(slots=True)
class Lane:
    """What came back on one connection, in the order the requests were sent.

    `statuses[i]` and `seconds[i]` answer request i. When the connection broke, the answers end
    early: the first unanswered request was on its way (`broken`), the later ones never left.
    """

    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failure: str = ""
    broken: bool = False
    received: int = 0
    """Bytes of all bodies."""


@dataclass(frozen=True, slots=True)
class Outcome:
    lanes: list[Lane]
    seconds: float
    client_cpu_seconds: float

    @property
    def acknowledged(self) -> int:
        return sum(is_done(status) for lane in self.lanes for status in lane.statuses)

    @property
    def received(self) -> int:
        """Bytes of all bodies."""
        return sum(lane.received for lane in self.lanes)

    @property
    def errors(self) -> int:
        """Answers that acknowledge nothing, and connections that broke."""
        answers = sum(len(lane.statuses) for lane in self.lanes)
        return answers - self.acknowledged + sum(lane.broken for lane in self.lanes)

    @property
    def failure(self) -> str:
        """The first answer that acknowledged nothing, for people to read; empty when there was none."""
        return next((lane.failure for lane in self.lanes if lane.failure), "")

    def milliseconds(self, percent: float) -> float:
        """The latency below which `percent` (0 to 100) of all answers came; 0 without any answer."""
        ordered = sorted(second for lane in self.lanes for second in lane.seconds)
        if not ordered:
            return 0.0
        return 1_000 * ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Sequence[bytes], lane: Lane, finished: asyncio.Future[None]) -> None:
        self._requests = iter(requests)
        self._lane = lane
        self._finished = finished
        self._transport: asyncio.Transport
        self._buffer = b""
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._send_next()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        head_end = self._buffer.find(b"\r\n\r\n")
        if head_end < 0:
            return
        status = int(self._buffer[9:12])
        size = 0 if status == NOT_MODIFIED else _content_length(self._buffer[:head_end])
        end = head_end + 4 + size
        if len(self._buffer) < end:
            return
        self._lane.received += size
        self._lane.seconds.append(time.perf_counter() - self._sent_at)
        self._lane.statuses.append(status)
        if not is_done(status) and not self._lane.failure:
            self._lane.failure = f"{status} {self._buffer[head_end + 4 : end].decode(errors='replace')}"
        self._buffer = b""
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the signature is asyncio's
        if not self._finished.done():
            self._lane.broken = True
            self._finished.set_result(None)

    def _send_next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._finished.set_result(None)
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def _content_length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"content-length:")
    if start < 0:
        raise ValueError(f"An answer without Content-Length: {head!r}")
    return int(lowered[start + 15 :].split(b"\r\n", 1)[0])


async def volley(port: int, lanes: Sequence[Sequence[bytes]]) -> Outcome:
    """Send every lane's requests in order, all lanes at once, until all are answered or broken.

    Raises TimeoutError after two minutes.
    """
    loop = asyncio.get_running_loop()
    results = [Lane() for _ in lanes]
    finished = [loop.create_future() for _ in lanes]
    cpu, started = _own_cpu_seconds(), time.perf_counter()
    connections = (
        loop.create_connection(partial(_Connection, *given), HOST, port)
        for given in zip(lanes, results, finished, strict=True)
    )
    async with asyncio.timeout(LIMIT_SECONDS):
        await asyncio.gather(*connections)
        await asyncio.gather(*finished)
    return Outcome(results, time.perf_counter() - started, _own_cpu_seconds() - cpu)


def fire(port: int, lanes: Sequence[Sequence[bytes]]) -> Outcome:
    """`volley` on a loop of its own, with the collector quiet meanwhile."""
    gc.collect()
    gc.disable()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(volley(port, lanes))
    finally:
        gc.enable()


def _own_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
