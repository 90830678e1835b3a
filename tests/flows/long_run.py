"""The comparison with the slow model at length: `make truth SQLITE=20000 POSTGRES=2000`.

Examples run in parts, each with a seed of its own, on as many processes as are asked for. A part that
fails says how to repeat it, and what happened in its smallest failing example.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import structlog
from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.factories.postgres import postgres_server
from tests.flows.houses import postgres_house, sqlite_house
from tests.flows.machine import SETTINGS, Truth
from tests.flows.wishes import House

SIZES = {"sqlite": 250, "postgresql": 50}
MEMORY = Path("/dev/shm")
"""Where files live in memory, if there is such a place: nobody pulls the plug here."""


@dataclass(frozen=True)
class Part:
    """Some examples on one database; the same seed makes the same ones."""

    product: str
    seed: int
    examples: int

    def __str__(self) -> str:
        return f"{self.product}:{self.seed}:{self.examples}"


@dataclass(frozen=True)
class Outcome:
    part: Part
    examples: int
    steps: int
    seconds: float
    failure: str | None


@dataclass
class Sum:
    """What was done on one database."""

    wanted: int
    examples: int = 0
    steps: int = 0
    seconds: float = 0
    failures: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.examples += outcome.examples
        self.steps += outcome.steps
        self.seconds += outcome.seconds
        if outcome.failure is not None:
            self.failures.append(outcome.failure)

    def __str__(self) -> str:
        return (
            f"{self.examples} of {self.wanted} examples, {self.steps} steps, {self.seconds:.0f} s,"
            f" {len(self.failures)} failures"
        )


class Houses:
    """The databases of one process, opened when they are first needed."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder, self._server = folder, server
        self._stack = ExitStack()
        self._open: dict[str, House] = {}

    def of(self, product: str) -> House:
        if product not in self._open:
            self._open[product] = self._stack.enter_context(self._new(product))
        return self._open[product]

    def _new(self, product: str):
        if product == "sqlite":
            return sqlite_house(self._folder / f"{os.getpid()}.db")
        assert self._server is not None
        return postgres_house(self._server, f"truth_{os.getpid()}")


houses: list[Houses] = []
"""Those of this process."""


def prepare(folder: Path, server: str | None) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    houses.append(Houses(folder, server))


def play(part: Part) -> Outcome:
    """Run a part in this process."""
    house = houses[0].of(part.product)
    machine = seed(part.seed)(type("Truth", (Truth,), {"house": house}))
    phases = (Phase.generate, Phase.shrink)
    began = time.monotonic()
    failure = None
    try:
        run_state_machine_as_test(
            machine, settings=settings(SETTINGS, max_examples=part.examples, phases=phases)
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the other parts go on
        failure = "".join(traceback.format_exception(error))
    return Outcome(part, machine.examples, machine.steps, time.monotonic() - began, failure)


def parts(product: str, examples: int, base: int) -> Iterator[Part]:
    size = SIZES[product]
    for number, first in enumerate(range(0, examples, size)):
        yield Part(product, base * 1_000_000 + number, min(size, examples - first))


def run(wanted: Sequence[Part], processes: int) -> dict[str, Sum]:
    sums = {
        product: Sum(sum(part.examples for part in wanted if part.product == product))
        for product in sorted({part.product for part in wanted})
    }
    memory = MEMORY if MEMORY.is_dir() else None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="habitus-truth-", dir=memory)))
        server = stack.enter_context(postgres_server(memory)) if "postgresql" in sums else None
        pool = stack.enter_context(
            ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), prepare, (folder, server))
        )
        for future in as_completed([pool.submit(play, part) for part in wanted]):
            outcome = future.result()
            sums[outcome.part.product].add(outcome)
            if outcome.failure is not None:
                print(f"FAILED {outcome.part}\n{outcome.failure}", flush=True)
            print(" | ".join(f"{product}: {done}" for product, done in sums.items()), flush=True)
    return sums


def asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.flows.long_run", description=__doc__)
    parser.add_argument("--sqlite", type=int, default=2000, help="examples on SQLite")
    parser.add_argument("--postgres", type=int, default=200, help="examples on PostgreSQL")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=None, help="another one makes up other lives")
    parser.add_argument("--part", help="repeat one part, as it was told: product:seed:examples")
    return parser.parse_args(words)


def parts_asked(options: argparse.Namespace) -> list[Part]:
    if options.part:
        product, number, examples = options.part.split(":")
        return [Part(product, int(number), int(examples))]
    base = int(time.time()) if options.seed is None else options.seed
    both = zip_longest(parts("sqlite", options.sqlite, base), parts("postgresql", options.postgres, base))
    return [part for pair in both for part in pair if part is not None]


def main() -> int:
    options = asked(sys.argv[1:])
    began = time.monotonic()
    sums = run(parts_asked(options), options.processes)
    for product, done in sums.items():
        print(f"{product}: {done}")
    print(f"all in {time.monotonic() - began:.0f} s")
    return int(any(done.failures for done in sums.values()))


if __name__ == "__main__":
    sys.exit(main())
