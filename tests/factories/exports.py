"""Loop CSV exports made for tests: folders, ZIPs and lone files."""

import zipfile
from pathlib import Path

COLUMNS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,"
    "Color,Unit,Target Type,Target Value,Archived?"
)


def habits_csv(*rows):
    return "\n".join([COLUMNS, *rows, ""])


def one_habit(*rows):
    return "\n".join(["Date,Value,Notes", *rows, ""])


def scores(*rows):
    return "\n".join(["Date,Score", *rows, ""])


def folder(path: Path, files):
    """`files`: name → text or bytes; gives `path`."""
    for name, contents in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    return path


def zipped(path: Path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files.items():
            archive.writestr(name, contents)
    return path
