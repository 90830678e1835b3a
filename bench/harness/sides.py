"""One side of a comparison: a server, its share of the plan, and what its rounds measured."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.harness.load import Outcome, fire
from bench.harness.plan import Ledger, Plan, Tick
from bench.harness.server import HOST, Server, free_port, running


@dataclass(frozen=True, slots=True)
class Round:
    requests_per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float
    busy: float
    """The share of the time in which the server used its core; near 1, or something else used it."""


@dataclass(slots=True)
class Side:
    """`count` requests of `plan` a round, written by `wire`."""

    name: str
    server: Server
    plan: Plan
    wire: Callable[[Tick], bytes]
    count: int
    ledger: Ledger = field(default_factory=Ledger)
    rounds: list[Round] = field(default_factory=list)
    errors: int = 0
    failure: str = ""
    client_cpu_us: float = 0.0

    def warm_up(self) -> None:
        self._fire(self.count // 2)

    def run_round(self) -> None:
        """Send one round and keep its figures; CPU is the server's, a request acknowledged."""
        cpu = self.server.cpu_seconds()
        outcome = self._fire(self.count)
        cpu = self.server.cpu_seconds() - cpu
        done = max(1, outcome.acknowledged)
        self.client_cpu_us = 1e6 * outcome.client_cpu_seconds / done
        self.rounds.append(
            Round(
                outcome.acknowledged / outcome.seconds,
                1e6 * cpu / done,
                outcome.milliseconds(50),
                outcome.milliseconds(99),
                cpu / outcome.seconds,
            )
        )

    def middle(self) -> Round:
        """The median of each figure over the rounds."""
        return Round(
            median(one.requests_per_second for one in self.rounds),
            median(one.cpu_us for one in self.rounds),
            median(one.p50_ms for one in self.rounds),
            median(one.p99_ms for one in self.rounds),
            median(one.busy for one in self.rounds),
        )

    def _fire(self, count: int) -> Outcome:
        lanes = self.plan.take(count)
        outcome = fire(self.server.port, [[self.wire(tick) for tick in ticks] for ticks in lanes])
        for ticks, lane in zip(lanes, outcome.lanes, strict=True):
            self.ledger.settle(ticks, lane)
        self.errors += outcome.errors
        self.failure = self.failure or outcome.failure
        return outcome


@contextmanager
def baseline(module: str, folder: Path, *, ready: str, **env: object) -> Iterator[Server]:
    """A baseline's app under uvicorn as Habitus runs it: uvloop, httptools, no access log; pinned."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", f"bench.baselines.{module}:app", "--host", HOST]
    command += ["--port", str(port), "--loop", "uvloop", "--http", "httptools"]
    command += ["--no-access-log", "--log-level", "warning"]
    texts = {key: str(value) for key, value in env.items()}
    log = folder / f"{module}.log"
    with running(command, port=port, env=texts, log=log, ready=ready, pinned=True) as server:
        yield server
