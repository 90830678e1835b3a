"""`habitus serve` some days ago: `python -m tests.e2e.past_server DAYS`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import time_machine

from habitus.cli.app import main

if __name__ == "__main__":
    days = int(sys.argv.pop())
    with time_machine.travel(datetime.now(UTC) - timedelta(days=days), tick=True):
        sys.argv = ["habitus", "serve"]
        main()
