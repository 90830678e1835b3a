"""Reading a stranger's file in a process of its own, which is bounded, watched, and ended when it must be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp

from pydantic import BaseModel, ConfigDict, ValidationError

from habitus.formats import errors
from habitus.formats.records import DateOrder
from habitus.interchange import child
from habitus.interchange.errors import ImportUnreadable
from habitus.kernel.errors import DomainError
from habitus.kernel.files import settle

WALL_SECONDS = 900.0
LOOK_SECONDS = 0.1
_ANSWER_BYTES = 64 * 1024
_DETAIL_LETTERS = 2_000
_FELL_OVER = "Something in it cannot be read. Please make a new export."
_KEPT = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")
"""All that the process is told of our environment, which holds secrets."""

_REFUSALS: dict[str, type[DomainError]] = {
    refusal.code: refusal
    for refusal in (
        errors.ImportFileUnreadable,
        errors.ImportFormatUnknown,
        errors.ImportTooLarge,
        errors.ArchiveUnreadable,
        errors.ArchiveUnsafe,
        errors.ArchiveTooLarge,
        errors.DateOrderAmbiguous,
    )
}


class _Refusal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    detail: str


def read_apart(
    file: Path, called: str, date_order: DateOrder | None, target: Path, go_on: Callable[[], None]
) -> None:
    """Read `file` in a process of its own and leave its records in `target` (see `unpacking`).

    `go_on` is asked again and again and may raise: then the process is ended, and the error goes on.
    Raises the refusals of `formats.errors` that the process met, in its words, and ImportUnreadable when
    it used up what it may use, or fell over.
    """
    if not file.is_file():
        raise ImportUnreadable("The file is not here any more. Please upload it again.")
    folder = Path(mkdtemp(prefix="reading-", dir=target.parent))
    try:
        order = child.Order(str(file.resolve()), called, str(folder.resolve()), date_order)
        with _running(order) as process:
            _wait(process, go_on)
        _take(folder, process.returncode, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(order: child.Order) -> Iterator[subprocess.Popen[bytes]]:
    """The process, never a fork of this one with its threads; it is gone when the block is left."""
    process = subprocess.Popen(  # noqa: S603 - our own module, told by its standard input
        [sys.executable, "-P", "-m", child.__name__],
        bufsize=0,
        cwd=order.folder,
        env={name: os.environ[name] for name in _KEPT if name in os.environ}
        | {"TMPDIR": order.folder, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError):  # it has ended already, and its exit code says why
            process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        yield process
    finally:
        process.kill()
        process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()


def _wait(process: subprocess.Popen[bytes], go_on: Callable[[], None]) -> None:
    deadline = time.monotonic() + WALL_SECONDS
    while True:
        try:
            process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            go_on()
        else:
            return
        if time.monotonic() > deadline:
            raise ImportUnreadable(f"Reading it took longer than {WALL_SECONDS / 60:.0f} minutes.")


def _take(folder: Path, code: int, target: Path) -> None:
    """Believe no more of what the process left than that there is a file. Raises what it refused."""
    if code == child.TOO_BIG:
        raise ImportUnreadable(
            f"Reading it needs more than {child.MEMORY_BYTES // 1024**2} MiB of memory, or more room than "
            "there is. No export that we know does."
        )
    if code == -signal.SIGXCPU:
        raise ImportUnreadable(f"Reading it took longer than {child.CPU_SECONDS // 60} minutes.")
    if code != 0:
        raise ImportUnreadable(_FELL_OVER)
    refusal = _refusal(folder / child.REFUSED)
    if refusal is not None:
        raise refusal
    packed = folder / child.PACKED
    if not _is_plain(packed):
        raise ImportUnreadable(_FELL_OVER)
    packed.chmod(0o600)
    settle(packed)
    packed.replace(target)


def _refusal(path: Path) -> DomainError | None:
    if not path.is_symlink() and not path.exists():
        return None
    if not _is_plain(path):
        return ImportUnreadable(_FELL_OVER)
    with path.open("rb") as file:
        try:
            found = _Refusal.model_validate_json(file.read(_ANSWER_BYTES))
            kind = _REFUSALS[found.code]
        except (ValidationError, KeyError):
            return ImportUnreadable(_FELL_OVER)
    return kind(found.detail[:_DETAIL_LETTERS])


def _is_plain(path: Path) -> bool:
    """A file, and not a link that leads to another's."""
    return path.is_file() and not path.is_symlink()
