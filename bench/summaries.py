"""What ten years of history cost: checking off, Today, the heatmap and summaries.

    python bench/summaries.py [--quick] [--json]

Our side is `habitus serve` with default settings: people with 20 habits of a month or of ten years, and
people with a habit of each kind. Beside it stand the usual first design of statistics, entries as ORM
objects counted in Python (`baselines/rows.py`), and a bare Starlette app (`baselines/bare.py`). The sides
of a comparison take turns on one core, the client on the other; every `a_vs_b` is the CPU a request of a
over that of b.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.baselines import async_orm
from bench.harness import habitus
from bench.harness.pasts import DECADE, MONTH, add_people_with_pasts
from bench.harness.plan import Habit, Plan, Tick, entry_write, question, request
from bench.harness.report import Goal, Report, say, table
from bench.harness.server import HOST, Server, end_on_sigterm, pin_client
from bench.harness.sides import baseline
from bench.harness.turns import Turn, again, in_turns
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Kind, Measure, Schedule

GOALS = {
    "check_off_ten_years_vs_30_days": Goal("<=", 1.3),
    "today_ten_years_vs_30_days": Goal("<=", 1.1),
    "heatmap_vs_rows_cpu": Goal("<=", 0.05),
    "heatmap_vs_rows_bytes": Goal("<=", 0.10),
    "summary_3650_vs_rows": Goal("<=", 0.03),
    "summary_365_vs_rows": Goal("<=", 0.20),
    "summary_30_vs_rows": Goal("<=", 1.0),
    "today_304_vs_bare": Goal("<=", 1.67),
    "today_304_vs_bare_requests": Goal(">=", 0.6),
}
HABITS = 20
SPANS = (3_650, 365, 30)
DAILY: Mapping[str, Any] = {"measure": Measure.CHECK, "goal": NewGoal()}
KINDS: Mapping[str, Mapping[str, Any]] = {
    "daily": DAILY,
    "three_in_seven": {"measure": Measure.CHECK, "goal": NewGoal(times=3, days=7)},
    "thrice_a_week": {"measure": Measure.CHECK, "goal": NewGoal(schedule=Schedule.WEEKLY, times=3)},
    "amount_a_day": {"measure": Measure.AMOUNT, "goal": NewGoal(target=1.5), "amount": 1.0},
    "sum_a_week": {
        "measure": Measure.AMOUNT,
        "goal": NewGoal(schedule=Schedule.WEEKLY, target=8.0),
        "amount": 1.0,
    },
    "quit": {"kind": Kind.QUIT, "measure": Measure.CHECK, "goal": NewGoal()},
}


@dataclass(frozen=True, slots=True)
class Size:
    """People of each sort, rounds, and requests a round of each side."""

    people: int
    rounds: int
    check_offs: int
    todays: int
    heatmaps: int
    heatmaps_of_rows: int
    summaries: int
    summaries_of_rows: Mapping[int, int]
    unchanged: int


FULL = Size(16, 7, 800, 800, 160, 6, 800, {3_650: 64, 365: 320, 30: 800}, 16_000)
QUICK = Size(3, 3, 128, 64, 16, 1, 128, {3_650: 8, 365: 32, 30: 96}, 3_200)


@dataclass(frozen=True, slots=True)
class Crowd:
    """People of one sort; tokens are good for ten minutes, so each comparison signs in anew."""

    server: Server
    emails: Sequence[str]
    habits: Sequence[Habit]

    def sign_in(self) -> list[str]:
        return habitus.sign_in(self.server, self.emails)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is compared: our server with its people, and the baselines."""

    size: Size
    month: Crowd
    decade: Crowd
    mixed_month: Crowd
    mixed_decade: Crowd
    rows: Server
    bare: Server


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="half a minute, for CI")
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    pin_client()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="habitus-bench-") as folder, ExitStack() as servers:
        stage = _stage(QUICK if options.quick else FULL, Path(folder), servers)
        turns, figures = _measured(stage)
    report = Report(
        "summaries",
        options.quick,
        time.monotonic() - started,
        figures,
        GOALS,
        {turn.name: turn.cpu_us for turn in turns},
    )
    _tell(turns, report)
    if options.json:
        print(report.as_json())
    return 0


def _stage(size: Size, folder: Path, servers: ExitStack) -> Stage:
    say(f"Making {size.people} people of each sort, with histories of {MONTH} and {DECADE:,} days …")
    data = folder / "data"
    data.mkdir()
    alike, mixed = [DAILY] * HABITS, list(KINDS.values())
    sorts = {"month": (alike, MONTH), "decade": (alike, DECADE)}
    sorts |= {"mixed_month": (mixed, MONTH), "mixed_decade": (mixed, DECADE)}
    made = {
        name: add_people_with_pasts(data, size.people, kinds, days, name=name)
        for name, (kinds, days) in sorts.items()
    }
    rows = baseline(
        "rows",
        folder,
        ready="/openapi.json",
        ROWS_DATABASE=folder / "rows.db",
        ROWS_PEOPLE=size.people,
        ROWS_HABITS=HABITS,
        ROWS_DAYS=DECADE,
    )
    their_rows = servers.enter_context(rows)
    bare = servers.enter_context(baseline("bare", folder, ready="/"))
    ours = servers.enter_context(habitus.serving(data, pinned=True))
    crowds = {name: Crowd(ours, *people) for name, people in made.items()}
    return Stage(size, **crowds, rows=their_rows, bare=bare)


def _measured(stage: Stage) -> tuple[list[Turn], dict[str, float]]:
    turns: list[Turn] = []
    figures: dict[str, float] = {}
    for compare in (_check_offs, _todays, _heatmaps, _summaries, _unchanged):
        sides, found = compare(stage)
        turns += sides
        figures |= found
    figures["errors"] = sum(turn.errors for turn in turns)
    return turns, figures


Compared = tuple[list[Turn], dict[str, float]]


def _check_offs(stage: Stage) -> Compared:
    """A check-off of each kind, with ten years of history and with a month; and all kinds together."""
    long_tokens, short_tokens = stage.mixed_decade.sign_in(), stage.mixed_month.sign_in()
    count = stage.size.check_offs
    pairs = {
        kind: (
            _check_off_turn(stage.mixed_decade, long_tokens, kind, f"check_off_{kind}_ten_years", count),
            _check_off_turn(stage.mixed_month, short_tokens, kind, f"check_off_{kind}_30_days", count),
        )
        for kind in KINDS
    }
    turns = [turn for pair in pairs.values() for turn in pair]
    in_turns(turns, stage.size.rounds)
    long, short = (sum(pair[which].cpu_us for pair in pairs.values()) for which in (0, 1))
    figures = {"check_off_ten_years_vs_30_days": long / short}
    figures |= {f"check_off_{kind}_ten_years_vs_30_days": _cost(*pair) for kind, pair in pairs.items()}
    return turns, figures


def _check_off_turn(crowd: Crowd, tokens: Sequence[str], kind: str, name: str, count: int) -> Turn:
    """Days of the last month are done and taken back, today as often as each other day."""
    amount = KINDS[kind].get("amount")
    habits = crowd.habits[list(KINDS).index(kind) :: len(KINDS)]
    today = datetime.now(UTC).date()
    plan = Plan(habits, [today - timedelta(days=back) for back in range(MONTH)])

    def wire(tick: Tick) -> bytes:
        body: dict[str, object] = {**entry_write(tick)}
        if amount and tick.mark.state == "done":
            body["amount"] = 2 * amount
        path = f"{habitus.API}/habits/{tick.habit.id}/entries/{tick.day}"
        return request("PUT", path, token=tokens[tick.habit.person], body=body)

    def take(count: int) -> list[bytes]:
        lanes = plan.take(count)
        return [wire(tick) for ticks in zip(*lanes, strict=True) for tick in ticks]

    return Turn(name, crowd.server, take, count)


def _todays(stage: Stage) -> Compared:
    turns = [
        _asking(crowd, crowd.sign_in(), name, stage.size.todays, lambda _: "/today")
        for name, crowd in {"today_ten_years": stage.decade, "today_30_days": stage.month}.items()
    ]
    in_turns(turns, stage.size.rounds)
    return turns, {"today_ten_years_vs_30_days": _cost(*turns)}


def _heatmaps(stage: Stage) -> Compared:
    year = datetime.now(UTC).year
    span = f"first={year - 9}&last={year}"
    ours = _asking(
        stage.decade,
        stage.decade.sign_in(),
        "heatmap",
        stage.size.heatmaps,
        lambda _: f"/calendar/years?{span}",
    )
    theirs = _asking_rows(stage, "heatmap_of_rows", stage.size.heatmaps_of_rows, lambda _: f"/heatmap?{span}")
    in_turns([ours, theirs], stage.size.rounds)
    return [ours, theirs], {
        "heatmap_vs_rows_cpu": _cost(ours, theirs),
        "heatmap_vs_rows_bytes": ours.answer_bytes / theirs.answer_bytes,
    }


def _summaries(stage: Stage) -> Compared:
    turns: list[Turn] = []
    figures: dict[str, float] = {}
    tokens = stage.decade.sign_in()
    for days in SPANS:
        ours = _asking(
            stage.decade,
            tokens,
            f"summary_{days}",
            stage.size.summaries,
            lambda habit, days=days: f"/habits/{habit.id}/summary?days={days}",
        )
        theirs = _asking_rows(
            stage,
            f"summary_{days}_of_rows",
            stage.size.summaries_of_rows[days],
            lambda habit, days=days: f"/habits/{async_orm.habit_id_of(habit.number)}/summary?days={days}",
        )
        in_turns([ours, theirs], stage.size.rounds)
        turns += [ours, theirs]
        figures[f"summary_{days}_vs_rows"] = _cost(ours, theirs)
    return turns, figures


def _unchanged(stage: Stage) -> Compared:
    """Today, asked again by who has it, while nobody writes; beside a bare GET."""
    path = f"{habitus.API}/today"
    wires = [question(path, token=token, tag=_tag(stage, path, token)) for token in stage.decade.sign_in()]
    ours = Turn("today_304", stage.decade.server, again(wires), stage.size.unchanged)
    bare = Turn("bare", stage.bare, again([question("/")]), stage.size.unchanged)
    in_turns([ours, bare], stage.size.rounds)
    if ours.answer_bytes:
        raise RuntimeError("An unchanged Today was answered with a body.")
    return [ours, bare], {
        "today_304_vs_bare": _cost(ours, bare),
        "today_304_vs_bare_requests": ours.requests_per_second / bare.requests_per_second,
    }


def _tag(stage: Stage, path: str, token: str) -> str:
    connection = HTTPConnection(HOST, stage.decade.server.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
        return str(answer.headers["etag"])
    finally:
        connection.close()


def _asking(
    crowd: Crowd, tokens: Sequence[str], name: str, count: int, path_of: Callable[[Habit], str]
) -> Turn:
    """One request for each person, and for each of their habits in turn."""
    by_turns = [crowd.habits[habit::HABITS] for habit in range(HABITS)]
    wires = [
        question(f"{habitus.API}{path_of(habit)}", token=tokens[habit.person])
        for habits in by_turns
        for habit in habits
    ]
    return Turn(name, crowd.server, again(wires), count)


def _asking_rows(stage: Stage, name: str, count: int, path_of: Callable[[Habit], str]) -> Turn:
    wires = [
        question(path_of(habit), token=async_orm.token_of(habit.person)) for habit in stage.decade.habits
    ]
    return Turn(name, stage.rows, again(wires), count)


def _cost(ours: Turn, theirs: Turn) -> float:
    return ours.cpu_us / theirs.cpu_us


def _tell(turns: Sequence[Turn], report: Report) -> None:
    rows = [
        [
            turn.name,
            f"{turn.cpu_us:,.0f}",
            f"{turn.requests_per_second:,.0f}",
            f"{turn.answer_bytes:,.0f}",
            str(turn.errors),
        ]
        for turn in turns
    ]
    say("\n" + table(["side", "CPU µs", "requests/s", "bytes", "errors"], rows))
    say("\n" + "\n".join(report.goal_lines()))


if __name__ == "__main__":
    sys.exit(main())
