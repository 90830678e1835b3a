"""Sides that take turns: each is asked a number of requests a round, and what each request cost is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.harness.load import fire
from bench.harness.plan import LANES
from bench.harness.report import say
from bench.harness.server import Server

Take = Callable[[int], Sequence[bytes]]
"""Gives the next so many requests."""


@dataclass(slots=True)
class Turn:
    """What is asked of a server, `count` requests a round, 16 at once."""

    name: str
    server: Server
    take: Take
    count: int
    cpu: list[float] = field(default_factory=list)
    """Microseconds of the server's CPU a request, a round."""
    rates: list[float] = field(default_factory=list)
    """Requests a second, a round."""
    answer_bytes: float = 0.0
    errors: int = 0
    failure: str = ""

    def run(self, count: int, *, counts: bool) -> None:
        requests = self.take(count)
        before = self.server.cpu_seconds()
        outcome = fire(self.server.port, [requests[lane::LANES] for lane in range(min(LANES, len(requests)))])
        spent = self.server.cpu_seconds() - before
        done = max(1, outcome.acknowledged)
        self.errors += outcome.errors
        self.failure = self.failure or outcome.failure
        if counts:
            self.cpu.append(1e6 * spent / done)
            self.rates.append(outcome.acknowledged / outcome.seconds)
            self.answer_bytes = outcome.received / done

    @property
    def cpu_us(self) -> float:
        return median(self.cpu)

    @property
    def requests_per_second(self) -> float:
        return median(self.rates)


def in_turns(turns: Sequence[Turn], rounds: int) -> None:
    """Run the sides one after the other, round by round, after a short round that does not count."""
    for turn in turns:
        turn.run(max(1, turn.count // 4), counts=False)
    for _ in range(rounds):
        for turn in turns:
            turn.run(turn.count, counts=True)
    say("  " + ", ".join(f"{turn.name} {turn.cpu_us:,.0f} µs" for turn in turns))
    for turn in turns:
        if turn.failure:
            say(f"First failure of {turn.name}: {turn.failure[:300]}")


def again(requests: Sequence[bytes]) -> Take:
    """The same requests again and again, from where the last round ended."""
    place = 0

    def take(count: int) -> list[bytes]:
        nonlocal place
        taken = [requests[(place + ahead) % len(requests)] for ahead in range(count)]
        place += count
        return taken

    return take
