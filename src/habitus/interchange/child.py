"""The process that reads one file and ends: `python -m habitus.interchange.child`.

It is told what to read in one line on its standard input, and stops at once when that is closed: then
the process that asked is gone. What it found lies in `PACKED`, why it refused in `REFUSED`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from habitus.formats.detect import read_file
from habitus.formats.records import DateOrder
from habitus.interchange.packing import pack
from habitus.kernel.errors import DomainError

PACKED = "packed"
REFUSED = "refused"
TOO_BIG = 3
"""The exit code when memory ran out, or a file grew beyond its limit."""

MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 600
FILE_BYTES = 1024**3
OPEN_FILES = 64


@dataclass(frozen=True, slots=True)
class Order:
    """What to read, what its owner calls it, and the folder for what is written meanwhile."""

    file: str
    called: str
    folder: str
    date_order: DateOrder | None


def main() -> int:
    """Read what is ordered; gives the exit code: 0 when it was read or refused."""
    confine()
    # Not buffered: what a thread holds the lock of, the end of the interpreter trips over.
    stdin = os.fdopen(0, "rb", buffering=0, closefd=False)
    order = Order(**json.loads(stdin.readline()))
    threading.Thread(target=_end_with, args=(stdin,), daemon=True).start()
    try:
        carry_out(order)
    except (MemoryError, OSError):
        return TOO_BIG
    return 0


def confine() -> None:
    """Bound what this process may use, for good."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        hard = resource.getrlimit(limit)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # Of the time it is told first, at the end of it killed: so whoever waits can tell why it ended.
        last = bound + 5 if limit == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else bound
        resource.setrlimit(limit, (bound, last))


def carry_out(order: Order) -> None:
    """Read the file and leave either its records or the refusal. Raises OSError or MemoryError."""
    folder = Path(order.folder)
    try:
        imported = read_file(Path(order.file), order.date_order, called=order.called)
    except DomainError as refusal:
        words = {"code": refusal.code, "detail": refusal.detail}
        (folder / REFUSED).write_text(json.dumps(words), encoding="utf-8")
        return
    with (folder / PACKED).open("x", encoding="utf-8", newline="\n") as file:
        pack(imported, file)


def _end_with(stdin: FileIO) -> None:
    """Nobody waits any more for what this would find."""
    while stdin.read(1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
