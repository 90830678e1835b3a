"""`habitus serve` with two more kinds of jobs: `python -m tests.admin.server_process EFFECTS`.

What they did is seen from outside: a line of the file EFFECTS is the kind and when its result was stored.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path

from habitus import wiring
from habitus.accounts.models import Me
from habitus.cli import main
from habitus.kernel.db import Tx
from habitus.kernel.outbox import LongJob, Payload, PersonJob, Report

STEPS = 600


def note(effects: Path, kind: str) -> None:
    with effects.open("a") as file:
        file.write(f"{kind} {time.time()}\n")


def short(effects: Path, tx: Tx, me: Me, payload: Payload) -> None:
    tx.after_commit(partial(note, effects, "short"))


def long(effects: Path, report: Report) -> None:
    """Half a minute of work that says all the time how far it is."""
    for step in range(STEPS):
        report.progress(step * 100 // STEPS)
        note(effects, "long")
        time.sleep(0.05)


def serve(effects: Path) -> None:
    wiring.JOBS = (*wiring.JOBS, PersonJob("test.short", partial(short, effects)))
    house_jobs = wiring.long_jobs
    wiring.long_jobs = lambda settings: (*house_jobs(settings), LongJob("test.long", partial(long, effects)))
    sys.argv = ["habitus", "serve"]
    main()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
