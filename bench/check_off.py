"""What a check-off costs, beside the least a Python server can do and beside the commonly seen way.

    python bench/check_off.py [--quick] [--json]

Four sides take turns on one core, the client on the other: `habitus serve` with default settings, the
limit (`baselines/limit.py`), the async ORM with the same statements (`baselines/async_orm.py`) and the
async ORM with four (`baselines/async_orm_four.py`). Then 64 days of one habit are checked off, 16 at
once, and the database is audited: nothing acknowledged may be missing and no sum may have drifted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.baselines import async_orm
from bench.harness import habitus
from bench.harness.books import Audit, audit
from bench.harness.parallel import PARALLEL_DAYS, check_off_in_parallel
from bench.harness.plan import Habit, Plan, days_before, put_entry, put_upsert
from bench.harness.report import Goal, Report, say, table
from bench.harness.server import CORES, end_on_sigterm, pin_client
from bench.harness.sides import Side, baseline

GOALS = {
    "vs_limit": Goal(">=", 0.10),
    "vs_async_orm": Goal(">=", 5),
    "lost": Goal("==", 0),
    "drifted": Goal("==", 0),
    "parallel_stored": Goal("==", PARALLEL_DAYS),
    "parallel_drifted": Goal("==", 0),
    "synchronous": Goal("==", 2),
}
SIDES = ("ours", "limit", "async_orm", "async_orm_four")
DAYS = 30


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done: people with five daily habits each, rounds, and requests a round and side."""

    people: int
    rounds: int
    requests: Mapping[str, int]
    habits_a_person: int = 5


FULL = Size(64, 9, {"ours": 2_500, "limit": 8_000, "async_orm": 500, "async_orm_four": 500})
QUICK = Size(8, 3, {"ours": 1_000, "limit": 4_000, "async_orm": 250, "async_orm_four": 250})
BUSY = 0.8


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database held when all was over."""

    audit: Audit
    writes_before: int
    parallel_stored: int
    parallel_drifted: int
    synchronous: int


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few seconds, for CI")
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    pin_client()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="habitus-bench-") as folder:
        sides, stored = _measure(QUICK if options.quick else FULL, Path(folder))
    report = _report(sides, stored, quick=options.quick, seconds=time.monotonic() - started)
    _tell(sides, stored, report)
    if options.json:
        print(report.as_json())
    return 0


def _measure(size: Size, folder: Path) -> tuple[dict[str, Side], Stored]:
    data = folder / "data"
    data.mkdir()
    say(f"Making {size.people} people with {size.habits_a_person} habits each …")
    emails = habitus.add_people(data, size.people)
    with ExitStack() as open_servers:
        ours = open_servers.enter_context(habitus.serving(data, pinned=True))
        limit = open_servers.enter_context(
            baseline("limit", folder, ready="/", LIMIT_DATABASE=folder / "limit.db")
        )
        orm = open_servers.enter_context(
            baseline(
                "async_orm_four",
                folder,
                ready="/openapi.json",
                ORM_DATABASE=folder / "orm.db",
                ORM_PEOPLE=size.people,
                ORM_HABITS=size.habits_a_person,
            )
        )
        tokens = habitus.sign_in(ours, emails)
        habits = habitus.make_habits(ours, tokens, [habitus.DAILY] * size.habits_a_person)
        today = datetime.now(UTC).date()
        days = days_before(today, DAYS)
        habitus.begin_on(ours, tokens, habits, today - timedelta(days=DAYS + 5))
        theirs = [Habit(habit.number, async_orm.habit_id_of(habit.number), habit.person) for habit in habits]
        orm_tokens = [async_orm.token_of(person) for person in range(size.people)]
        wires = {
            "ours": (ours, habits, put_entry(habitus.API, tokens)),
            "limit": (limit, habits, put_upsert),
            "async_orm": (orm, theirs, put_entry("", orm_tokens)),
            "async_orm_four": (orm, theirs, put_entry("/four", orm_tokens)),
        }
        sides = {
            name: Side(name, server, Plan(of, days), wire, size.requests[name])
            for name, (server, of, wire) in wires.items()
        }
        file = habitus.database_file(data)
        before = audit(file).writes
        _take_turns(list(sides.values()), size.rounds)
        after = audit(file)
        parallel = check_off_in_parallel(ours, file, tokens[0])
        facts = habitus.database_facts(ours)
        return sides, Stored(
            after, before, parallel.stored, len(parallel.audit.drifted), int(str(facts["synchronous"]))
        )


def _take_turns(sides: Sequence[Side], rounds: int) -> None:
    for side in sides:
        side.warm_up()
    for number in range(1, rounds + 1):
        for side in sides:
            side.run_round()
        rates = ", ".join(f"{side.name} {side.rounds[-1].requests_per_second:,.0f}/s" for side in sides)
        say(f"Round {number} of {rounds}: {rates}")


def _report(sides: Mapping[str, Side], stored: Stored, *, quick: bool, seconds: float) -> Report:
    middle = {name: side.middle() for name, side in sides.items()}
    ours = middle["ours"].requests_per_second
    ledger = sides["ours"].ledger
    missing = len(ledger.lost(stored.audit.marks))
    figures: dict[str, float] = {
        f"vs_{name}": ours / middle[name].requests_per_second for name in SIDES if name != "ours"
    }
    figures |= {
        "lost": max(missing, ledger.acknowledged - (stored.audit.writes - stored.writes_before)),
        "drifted": len(stored.audit.drifted),
        "acknowledged": ledger.acknowledged,
        "stored": stored.audit.writes - stored.writes_before,
        "counters_compared": stored.audit.counters,
        "parallel_stored": stored.parallel_stored,
        "parallel_drifted": stored.parallel_drifted,
        "synchronous": stored.synchronous,
        "errors": sum(side.errors for side in sides.values()),
    }
    for name, figure in middle.items():
        figures[f"{name}_requests_per_second"] = figure.requests_per_second
        figures[f"{name}_p50_ms"] = figure.p50_ms
        figures[f"{name}_p99_ms"] = figure.p99_ms
    cpu_us = {name: figure.cpu_us for name, figure in middle.items()}
    return Report("check_off", quick, seconds, figures, GOALS, cpu_us)


def _tell(sides: Mapping[str, Side], stored: Stored, report: Report) -> None:
    limit = sides["limit"].middle().requests_per_second
    rows = []
    for name, side in sides.items():
        figure = side.middle()
        rows.append(
            [
                name,
                f"{figure.requests_per_second:,.0f}",
                f"{figure.requests_per_second / limit:.3f}",
                f"{figure.cpu_us:,.0f}",
                f"{figure.p50_ms:.2f}",
                f"{figure.p99_ms:.1f}",
                f"{figure.busy:.0%}",
                str(side.errors),
                f"{side.client_cpu_us:.0f}",
            ]
        )
    heads = [
        "side",
        "requests/s",
        "of the limit",
        "CPU µs",
        "p50 ms",
        "p99 ms",
        "core",
        "errors",
        "client CPU µs",
    ]
    say(f"\nMedians of {len(sides['ours'].rounds)} rounds, 16 at once, on {len(CORES) or 'unknown'} cores\n")
    say(table(heads, rows))
    if sides["limit"].middle().busy < BUSY:
        say("\nThe server's core was not its own: something else ran here, so trust CPU µs, not requests/s.")
    ledger = sides["ours"].ledger
    say(
        f"\nPRAGMA synchronous, read back from the writer: {stored.synchronous} (2 is FULL)"
        f"\nAcknowledged: {ledger.acknowledged:,}; stored: {stored.audit.writes - stored.writes_before:,}"
        f"; days that must hold their last tap: {len(ledger.allowed):,}"
        f"\nSums recomputed from the entries: {stored.audit.counters:,}; drifted: {len(stored.audit.drifted)}"
    )
    for line in stored.audit.drifted[:5]:
        say(f"  {line}")
    for side in sides.values():
        if side.failure:
            say(f"First failure of {side.name}: {side.failure[:300]}")
    say("\n" + "\n".join(report.goal_lines()))


if __name__ == "__main__":
    sys.exit(main())
