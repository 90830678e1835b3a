"""Names of files, and how far an import is: pure."""

from __future__ import annotations

from datetime import timedelta

FILE_NAME_MAX = 255
KEPT = 20
"""Imports of a person that are remembered, the newest."""
WAITING_MAX = 20
"""Imports of everybody that may wait or run; two of them at a time in one process."""
LIFE = timedelta(hours=24)
"""A file that was read and is not confirmed by then is deleted."""
NAMELESS = "file"

RUNNING = ("waiting", "reading", "importing")
NEEDED = (*RUNNING, "ready")
"""States in which the file is still needed."""


def file_name(given: str) -> str:
    """What a sender calls a file, as it may be stored and shown: its last part, one line, not endless.

    The end stays when it is cut: it says what kind of file it is.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in last).split())
    return name[-FILE_NAME_MAX:].lstrip() if name.strip(". ") else NAMELESS


def percent(done: int, of: int, *, begin: int = 0, end: int = 100) -> int:
    """A share as percent, in the part of the way from `begin` to `end`; nothing to do is all done."""
    return end if of <= 0 else begin + (end - begin) * min(done, of) // of
