"""Files and folders that only their owner may read: what is in them is somebody's health."""

from __future__ import annotations

import os
from pathlib import Path


def private_folder(path: Path) -> Path:
    """The folder, made 0700 when it is not there; one that is there keeps its mode."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def private_file(path: Path) -> Path:
    """The file, made empty and 0600 when it is not there; SQLite gives its WAL the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return path
