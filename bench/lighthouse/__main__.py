"""What Lighthouse says of Today with a year of habits, for somebody who is signed in.

    python -m bench.lighthouse [--quick] [--json]

The made-up household (`demo/`) is served with default settings. A Chromium profile is signed in and has been
on Today once; then Lighthouse (its version is in package.json) looks at Today by a Chromium on that profile,
with all that the app has put away for its next start, as on any day but the first. It does so five times as
a phone (a slow processor and network are simulated, Lighthouse's own settings) and five times as a desktop.
The figures are medians. Only the score has a goal: it weighs the times below. `load` is what the machine was
busy with before.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demo.stage import living

from bench.harness.report import Goal, Report, say, table
from bench.harness.server import end_on_sigterm
from bench.lighthouse import profile, tool
from habitus.kernel.logs import configure_logs

GOALS = {"mobile_score": Goal(">=", 85), "desktop_score": Goal(">=", 99)}
SIDES = {"mobile": False, "desktop": True}
AUDITS = {
    "fcp_ms": "first-contentful-paint",
    "lcp_ms": "largest-contentful-paint",
    "speed_index_ms": "speed-index",
    "blocking_ms": "total-blocking-time",
    "shift": "cumulative-layout-shift",
}
RUNS, QUICK_RUNS = 5, 1
Looks = Mapping[str, Sequence[Mapping[str, float]]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS} run instead of {RUNS}")
    parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    parser.add_argument("--static", type=Path, help="the built screens, if not those of make ui")
    options = parser.parse_args(arguments)
    end_on_sigterm()
    configure_logs(level="warning", as_json=False)
    tool.install()
    load = os.getloadavg()[0]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="habitus-lighthouse-", ignore_cleanup_errors=True) as folder:
        looks = _looks(Path(folder), options.static, QUICK_RUNS if options.quick else RUNS)
    report = Report(
        bench="lighthouse",
        quick=options.quick,
        seconds=time.monotonic() - began,
        figures=_medians(looks) | {"load": load},
        goals=GOALS,
        cpu_us={},
    )
    _tell(looks, report)
    if options.json:
        print(report.as_json())
    return 0


def _looks(folder: Path, static: Path | None, runs: int) -> Looks:
    found: dict[str, list[Mapping[str, float]]] = {side: [] for side in SIDES}
    with living(folder / "data", static) as house:
        chrome = profile.signed_in(folder / "profile", house.url)
        with profile.listening(chrome, folder / "profile") as port:
            for run in range(1, runs + 1):
                for side, desktop in SIDES.items():
                    report = tool.look(f"{house.url}/", port, chrome, folder / "report.json", desktop=desktop)
                    found[side].append(_figures(report))
                    say(f"{side} {run} of {runs}: {found[side][-1]['score']:.0f}")
    return found


def _figures(report: Mapping[str, Any]) -> Mapping[str, float]:
    score = 100 * report["categories"]["performance"]["score"]
    times = {name: report["audits"][audit]["numericValue"] for name, audit in AUDITS.items()}
    return {"score": score, **times, "benchmark": report["environment"]["benchmarkIndex"]}


def _medians(looks: Looks) -> dict[str, float]:
    return {
        f"{side}_{name}": float(statistics.median(look[name] for look in runs))
        for side, runs in looks.items()
        for name in runs[0]
    }


def _tell(looks: Looks, report: Report) -> None:
    names = list(next(iter(looks.values()))[0])
    rows = [[side, *(f"{report.figures[f'{side}_{name}']:.4g}" for name in names)] for side in looks]
    say("\n" + table(["median of the runs", *names], rows))
    for side, runs in looks.items():
        scores = ", ".join(f"{look['score']:.0f}" for look in runs)
        say(f"{side}: scores {scores}")
    say(f"load of the machine before: {report.figures['load']:.1f} on {os.cpu_count()} cores")
    say("\n" + "\n".join(report.goal_lines()))


if __name__ == "__main__":
    sys.exit(main())
