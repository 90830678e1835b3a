"""The kill test of counting days: SIGKILL in the middle of a day close and of a repair, again and again.

    python -m bench.crash_days --rounds 20 [--seed N]

Three people have a habit of every sort and three years behind them, all of it counted: that is the truth.
A round takes their days back, leaves false totals on days that hold nothing and lets habits wait to be
recomputed; the real server counts again and is killed somewhere in between. After the next start all must
be as it was, row by row. Then bits are flipped in month rows, figures, totals and terms, and
`habitus doctor --repair` is killed in the middle and run again. At the end of either, `habitus doctor`
must find nothing. Ends with 1 when anything is amiss.
"""

import argparse
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.harness import habitus
from bench.harness.books import audit
from bench.harness.damage import damage
from bench.harness.histories import live
from bench.harness.report import say
from bench.harness.server import Server, end_on_sigterm
from habitus import wiring
from habitus.accounts import service as accounts
from habitus.accounts.models import Actor, Me
from habitus.habits import counting
from habitus.kernel import outbox
from habitus.kernel.clock import system_clock
from habitus.kernel.db import Database, Tx

PEOPLE = 3
DAYS = 1_100
FLIPS = 60
GIVE_UP_SECONDS = 60.0
LOOK_SECONDS = 0.001
PAUSE_SECONDS = 0.02
"""About as long as a few writes take."""

# Half of the habits wait, with figures that are not true; and days hold totals that nobody counted.
_WAIT = "UPDATE habit SET stale = 1, streak = 0, strength = 0 WHERE key % 2"
_FALSE = "INSERT INTO person_day SELECT person_key, until + 1 + ?, 99, 98 FROM day_close"
_WRITES = "SELECT sum(seq) FROM person"
_CLOSED = "SELECT sum(until) FROM day_close"
_LEFT = """
    SELECT (SELECT count(*) FROM habit WHERE stale) + (SELECT count(*) FROM outbox WHERE kind LIKE 'today.%')
"""
_ROWS = (
    "SELECT 'habit', key, as_of, terms, start_day, streak, longest_streak, reads_from, strength FROM habit",
    "SELECT 'month', habit_month.* FROM habit_month",
    "SELECT 'day', person_day.* FROM person_day WHERE due > 0 AND day <= (SELECT min(until) FROM day_close)",
    "SELECT 'entry', entry.* FROM entry",
    "SELECT 'goal', habit_goal.* FROM habit_goal",
    "SELECT 'pause', pause.* FROM pause",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One round: where the kill fell, and what the end of it was."""

    killed: str
    after_writes: int
    in_the_middle: bool
    """Some of its writes had been made, others had not."""
    faults: tuple[int, int, int]
    """That the doctor found: before, after the kill, and in the end."""
    drifted: int
    differing: int
    """Rows that are not what they were before the round."""
    integrity: str

    @property
    def clean(self) -> bool:
        return self.integrity == "ok" and not (self.faults[-1] or self.drifted or self.differing)

    def line(self) -> str:
        before, after, end = self.faults
        return (
            f"{self.killed} killed after {self.after_writes} writes"
            f" ({'in the middle' if self.in_the_middle else 'not in the middle'}): faults {before}, after the"
            f" kill {after}, in the end {end}; drifted {self.drifted}, differing rows {self.differing},"
            f" integrity {self.integrity}"
        )


class Rounds:
    """Rounds on one data folder."""

    def __init__(self, folder: Path, *, seed: int, days: int = DAYS) -> None:
        self._folder, self._file = folder, habitus.database_file(folder)
        self._dice = random.Random(seed)
        self._emails = habitus.add_people(folder, PEOPLE)
        with self._opened() as database:
            for number, email in enumerate(self._emails):
                live(database, database.run_read(accounts.person_by_email, email), days, seed=seed + number)
            self._jobs = outbox.drain(database, wiring.crew(habitus.settings_of(folder)))
        self._days = days
        self._closed = self._number(_CLOSED)
        self._truth = self._rows()

    def day_close(self) -> Verdict:
        """Kill the server while it counts days that were taken back."""
        self._take_days_back()
        with habitus.beginning(self._folder, "serve") as server:
            writes = self._kill_in_between(server)
        return self._ended("serve", writes, (0, self._faults()), in_the_middle=self._is_begun())

    def repair(self) -> Verdict:
        """Kill the doctor while it repairs, then let it do so to the end."""
        damage(self._file, FLIPS, self._dice)
        before = self._faults()
        with habitus.beginning(self._folder, "doctor", "--repair") as doctor:
            writes = self._kill_in_between(doctor)
            killed = doctor.process.returncode == -signal.SIGKILL
        after = self._faults()
        in_the_middle = killed and (after > 0 or self._is_begun())
        habitus.command(self._folder, "doctor", "--repair")
        return self._ended("doctor --repair", writes, (before, after), in_the_middle=in_the_middle)

    def _take_days_back(self) -> None:
        with self._opened() as database:
            for email in self._emails:
                database.run_write(_uncount, email, self._days)
        with closing(sqlite3.connect(self._file)) as db, db:
            db.execute(_WAIT)
            db.executemany(_FALSE, [(ahead,) for ahead in range(0, self._days - 10, 10)])

    def _kill_in_between(self, server: Server) -> int:
        """SIGKILL a random moment after a random number of its writes; gives how many those were."""
        before = self._number(_WRITES)
        wanted = self._dice.randrange(1, self._jobs)
        _wait_until(lambda: self._number(_WRITES) >= before + wanted or self._is_over(server), server)
        time.sleep(self._dice.uniform(0, PAUSE_SECONDS))
        server.kill()
        return self._number(_WRITES) - before

    def _is_over(self, server: Server) -> bool:
        return server.process.poll() is not None

    def _is_begun(self) -> bool:
        """Whether something is left to be counted or recomputed."""
        return self._number(_CLOSED) < self._closed or self._number(_LEFT) > 0

    def _ended(self, killed: str, writes: int, faults: tuple[int, int], *, in_the_middle: bool) -> Verdict:
        """Start the server, let it do what is left, and look at everything."""
        with habitus.serving(self._folder, pinned=False) as server:
            _wait_until(lambda: not self._is_begun(), server)
            left = self._faults()
            books = audit(self._file)
        return Verdict(
            killed=killed,
            after_writes=writes,
            in_the_middle=in_the_middle,
            faults=(*faults, left),
            drifted=len(books.drifted),
            differing=len(self._truth ^ self._rows()),
            integrity=books.integrity,
        )

    def _faults(self) -> int:
        return len(habitus.command(self._folder, "doctor")["faults"])

    @contextmanager
    def _opened(self) -> Iterator[Database[Actor, Me]]:
        database = wiring.open_database(habitus.settings_of(self._folder), system_clock)
        try:
            yield database
        finally:
            database.close()

    def _number(self, statement: str) -> int:
        with closing(sqlite3.connect(self._file)) as db:
            return int(db.execute(statement).fetchone()[0])

    def _rows(self) -> set[tuple[object, ...]]:
        """Every row that must be what it was; strengths without their last bits."""
        with closing(sqlite3.connect(self._file)) as db:
            return {_rounded(row) for statement in _ROWS for row in db.execute(statement)}


def _rounded(row: Sequence[object]) -> tuple[object, ...]:
    return tuple(round(value, 9) if isinstance(value, float) else value for value in row)


def _uncount(tx: Tx, email: str, days: int) -> None:
    me = accounts.person_by_email(tx, email)
    counting.uncount(tx, me, me.today.toordinal() - days)


def _wait_until(holds: Callable[[], bool], server: Server) -> None:
    give_up = time.monotonic() + GIVE_UP_SECONDS
    while not holds():
        if time.monotonic() > give_up:
            raise RuntimeError(f"Nothing came of it in {GIVE_UP_SECONDS:.0f} s:\n{server.log_tail()}")
        time.sleep(LOOK_SECONDS)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="how often each of the two is killed")
    parser.add_argument("--seed", type=int, default=None, help="repeats the same people, damage and moments")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    seed = random.randrange(1_000_000) if options.seed is None else options.seed
    with tempfile.TemporaryDirectory(prefix="habitus-crash-") as folder:
        rounds = Rounds(Path(folder), seed=seed)
        verdicts = [
            _told(number, run())
            for number in range(1, options.rounds + 1)
            for run in (rounds.day_close, rounds.repair)
        ]
    clean = sum(verdict.clean for verdict in verdicts)
    say(
        f"{clean} of {len(verdicts)} rounds clean (seed {seed}):"
        f" {sum(verdict.in_the_middle for verdict in verdicts)} killed in the middle,"
        f" {sum(verdict.faults[0] for verdict in verdicts)} faults made,"
        f" {sum(verdict.faults[-1] for verdict in verdicts)} left"
    )
    return 0 if clean == len(verdicts) else 1


def _told(number: int, verdict: Verdict) -> Verdict:
    say(f"Round {number:>3}: {verdict.line()}")
    return verdict


if __name__ == "__main__":
    sys.exit(main())
