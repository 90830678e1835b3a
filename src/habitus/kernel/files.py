"""Files and folders that only their owner may read: what is in them is somebody's health."""

from __future__ import annotations

import errno
import os
from pathlib import Path

FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""With which a file that finds no room says so."""
KEPT_FREE = 64 * 1024**2
"""Bytes that large files leave free: a database that cannot grow refuses every check-off."""


def private_folder(path: Path) -> Path:
    """The folder, made 0700 when it is not there; one that is there keeps its mode."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def settle(path: Path) -> None:
    """Wait until a file's content is on the disk: only then may it take another's place."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def settle_folder(path: Path) -> None:
    """Wait until the names in a folder (new, moved, replaced) are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def has_room(folder: Path, size: int) -> bool:
    """Whether `size` bytes may be added to the volume of a folder and leave enough for the daily writes."""
    volume = os.statvfs(folder)
    return volume.f_bavail * volume.f_frsize >= size + KEPT_FREE


def private_file(path: Path) -> Path:
    """The file, made empty and 0600 when it is not there; SQLite gives its WAL the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path
