"""The kill test: SIGKILL under write load, again and again; nothing acknowledged may be lost.

    python bench/crash.py --rounds 20 [--seed N]

Each round starts the real server on the same growing data folder, writes check-offs 16 at once and
kills it at a random moment. After the next start every day must hold the last tap that was
acknowledged (or the one that was on its way), the file must pass `PRAGMA integrity_check` and
`foreign_key_check`, and every counter must equal a recomputation. Ends with 1 when anything is amiss.

SIGKILL proves the order of commit and answer and SQLite's recovery. What a power cut would take from
the operating system's cache it cannot show; against that stands `synchronous=FULL`.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.harness import habitus
from bench.harness.books import audit
from bench.harness.load import Outcome, volley
from bench.harness.plan import Habit, Ledger, Plan, days_before, put_entry
from bench.harness.report import say
from bench.harness.server import Server, end_on_sigterm

PEOPLE = 48
KINDS = (habitus.DAILY, habitus.THRICE_A_WEEK, habitus.LITRES)
DAYS = 64
FIRST_KILL_SECONDS, LAST_KILL_SECONDS = 0.15, 1.5
TICKS_A_ROUND = 16_000
TOKEN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One round: what was acknowledged before the kill, and what the next start found."""

    killed_after: float
    acknowledged: int
    in_flight: int
    refused: int
    restart_seconds: float
    lost: int
    drifted: list[str]
    integrity: str
    foreign_key_violations: int

    @property
    def clean(self) -> bool:
        whole = self.integrity == "ok" and self.foreign_key_violations == 0
        return whole and not self.lost and not self.drifted and self.acknowledged > 0

    def line(self) -> str:
        refused = f", {self.refused} refused" if self.refused else ""
        return (
            f"killed after {self.killed_after:.2f} s: {self.acknowledged:,} acknowledged{refused},"
            f" {self.in_flight} in flight; restarted in {self.restart_seconds:.1f} s: lost {self.lost},"
            f" drifted {len(self.drifted)}, integrity {self.integrity},"
            f" foreign keys {self.foreign_key_violations or 'ok'}"
        )


class Rounds:
    """Rounds on one data folder; the ledger remembers all of them."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)
        self._ledger = Ledger()
        self._emails = habitus.add_people(folder, PEOPLE)
        with habitus.serving(folder, pinned=False) as server:
            self._sign_in(server)
            self._habits: list[Habit] = habitus.make_habits(server, self._tokens, KINDS)
        self._plan = Plan(self._habits, days_before(datetime.now(UTC).date(), DAYS))

    def run_one(self) -> Verdict:
        """Load, kill, start again, look."""
        before = self._ledger.acknowledged
        habitus.pay_for_writes(self._folder)
        with habitus.serving(self._folder, pinned=False) as server:
            if time.monotonic() - self._signed_in_at > TOKEN_SECONDS:
                self._sign_in(server)
            delay = self._random.uniform(FIRST_KILL_SECONDS, LAST_KILL_SECONDS)
            outcome = self._load_and_kill(server, delay)
        stopped = time.monotonic()
        with habitus.serving(self._folder, pinned=False):
            restart_seconds = time.monotonic() - stopped
            books = audit(habitus.database_file(self._folder))
        answered = sum(len(lane.statuses) for lane in outcome.lanes)
        return Verdict(
            killed_after=delay,
            acknowledged=self._ledger.acknowledged - before,
            in_flight=sum(lane.broken for lane in outcome.lanes),
            refused=answered - outcome.acknowledged,
            restart_seconds=restart_seconds,
            lost=len(self._ledger.lost(books.marks)),
            drifted=books.drifted,
            integrity=books.integrity,
            foreign_key_violations=books.foreign_key_violations,
        )

    @property
    def acknowledged(self) -> int:
        return self._ledger.acknowledged

    def _sign_in(self, server: Server) -> None:
        self._tokens = habitus.sign_in(server, self._emails)
        self._signed_in_at = time.monotonic()

    def _load_and_kill(self, server: Server, delay: float) -> Outcome:
        lanes = self._plan.take(TICKS_A_ROUND)
        wire = put_entry(habitus.API, self._tokens)
        wires = [[wire(tick) for tick in ticks] for ticks in lanes]
        outcome = asyncio.run(_volley_until_killed(server, wires, delay))
        for ticks, lane in zip(lanes, outcome.lanes, strict=True):
            self._ledger.settle(ticks, lane)
        return outcome


async def _volley_until_killed(server: Server, lanes: Sequence[Sequence[bytes]], delay: float) -> Outcome:
    asyncio.get_running_loop().call_later(delay, server.process.kill)
    outcome = await volley(server.port, lanes)
    server.kill()
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="how often the server is killed")
    parser.add_argument("--seed", type=int, default=None, help="repeats the same moments of killing")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    seed = random.randrange(1_000_000) if options.seed is None else options.seed
    with tempfile.TemporaryDirectory(prefix="habitus-crash-") as folder:
        rounds = Rounds(Path(folder), seed=seed)
        verdicts = [_told(number, rounds.run_one()) for number in range(1, options.rounds + 1)]
        clean = sum(verdict.clean for verdict in verdicts)
        say(
            f"{clean} of {len(verdicts)} rounds clean (seed {seed}):"
            f" {rounds.acknowledged:,} writes acknowledged,"
            f" {sum(verdict.in_flight for verdict in verdicts)} cut off in flight,"
            f" {sum(verdict.lost for verdict in verdicts)} lost"
        )
    return 0 if clean == len(verdicts) else 1


def _told(number: int, verdict: Verdict) -> Verdict:
    say(f"Round {number:>3}: {verdict.line()}")
    for line in verdict.drifted[:5]:
        say(f"  {line}")
    return verdict


if __name__ == "__main__":
    sys.exit(main())
