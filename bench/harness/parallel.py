"""The hard gate: 64 days of one habit checked off 16 at once; all are stored and no sum drifts."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.harness import habitus
from bench.harness.books import Audit, audit
from bench.harness.load import fire
from bench.harness.plan import LANES, Clock, Ledger, Mark, Tick, days_before, put_entry
from bench.harness.server import Server

PARALLEL_DAYS = 64


@dataclass(frozen=True, slots=True)
class Parallel:
    acknowledged: int
    stored: int
    """How many of the days hold the very tap that was sent."""
    audit: Audit


def check_off_in_parallel(server: Server, file: Path, token: str) -> Parallel:
    """Make a daily habit for the token's person and check 64 days of it off on 16 connections."""
    [habit] = habitus.make_habits(server, [token], [habitus.DAILY])
    clock = Clock()
    ticks = [
        Tick(habit, day, Mark("done", clock.tap()))
        for day in days_before(datetime.now(UTC).date(), PARALLEL_DAYS)
    ]
    wire = put_entry(habitus.API, [token])
    lanes = [ticks[lane::LANES] for lane in range(LANES)]
    outcome = fire(server.port, [[wire(tick) for tick in lane] for lane in lanes])
    ledger = Ledger()
    for lane, answers in zip(lanes, outcome.lanes, strict=True):
        ledger.settle(lane, answers)
    books = audit(file)
    stored = sum(books.marks.get(tick.key) == tick.mark for tick in ticks)
    return Parallel(ledger.acknowledged, stored, books)
