"""A folder, a ZIP or a lone file as one thing: a set of named CSV texts and databases.

Only those are read; whatever else lies beside them is left alone. Names are only compared and
printed, never used as paths.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown, ImportTooLarge
from habitus.formats.zip_reader import (
    CHUNK,
    MAX_ENTRIES,
    MAX_REAL_BYTES,
    MAX_UPLOAD,
    ZipMember,
    inflate,
    open_members,
)

MAX_LINE = 1024 * 1024
WANTED = "Give a Loop Habit Tracker export: its ZIP, its folder, a CSV file of it, or a backup (.db)."
SQLITE_MAGIC = b"SQLite format 3\0"
_DATABASES = (".db", ".sqlite", ".sqlite3")
_HABIT_FOLDER = re.compile(r"^\d{3,}( |$)")
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_Opener = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Source:
    """`names` are its CSV texts; `label` is the name of what was opened, without its suffix, or of the

    habit's folder that a lone file lies in.
    """

    label: str
    openers: dict[str, _Opener]
    databases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        databases = set(self.databases)
        return tuple(name for name in self.openers if name not in databases)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, from its beginning."""
        return self.openers[name]()

    def encoding(self, name: str) -> str:
        """How the text is written: utf-8, utf-16 when it says so, else what old spreadsheets write."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        first = True
        try:
            for chunk in self.openers[name]():
                if first and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    return "utf-16"
                first = first and not chunk
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    def lines(self, name: str, encoding: str) -> Iterator[str]:
        """The text line by line, each ending in a newline but the last; a line over MAX_LINE is cut."""
        raw = io.BufferedReader(_Chunks(self.openers[name]()))
        with io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None) as text:
            while line := text.readline(MAX_LINE):
                yield line
                while not line.endswith("\n") and (line := text.readline(MAX_LINE)):
                    pass


@contextmanager
def open_source(path: Path, called: str | None = None) -> Iterator[Source]:
    """Open what a person pointed at. Raises the refusals of `formats.errors` before anything is read.

    `called` is the name of a lone file for people, where its path is not that; never a path itself.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ImportFileUnreadable("There is no such file or folder.") from error
    if stat.S_ISDIR(mode):
        yield _named(path.resolve().name, _folder(path))
        return
    if not stat.S_ISREG(mode):
        raise ImportFileUnreadable("This is neither a file nor a folder.")
    try:
        file = path.open("rb")
    except OSError as error:
        raise ImportFileUnreadable("The file cannot be opened.") from error
    with file:
        folder = path.resolve().parent.name if called is None else ""
        yield _file(PurePosixPath(called or path.name), folder, file)


def _file(name: PurePosixPath, folder: str, file: BinaryIO) -> Source:
    begin = file.read(16)
    if begin.startswith(_ZIP_MAGICS) or name.suffix.lower() == ".zip":
        members = open_members(file)
        openers = {member: _packed(file, member, members) for member in members if _is_wanted(member)}
        return _named(name.stem, openers)
    if file.seek(0, os.SEEK_END) > MAX_UPLOAD:
        raise ImportTooLarge(f"It is larger than {MAX_UPLOAD // 1024**2} MiB.")
    openers = {name.name: lambda: _read_open(file)}
    if begin.startswith(SQLITE_MAGIC):
        return Source(name.stem, openers, (name.name,))
    if b"\0" in begin and not begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportFormatUnknown(WANTED)
    return Source(folder if _HABIT_FOLDER.match(folder) else name.stem, openers)


def _packed(file: BinaryIO, name: str, members: dict[str, ZipMember]) -> _Opener:
    return lambda: inflate(file, members[name])


def _read_open(file: BinaryIO) -> Iterator[bytes]:
    at = 0
    while True:
        file.seek(at)
        chunk = file.read(CHUNK)
        if not chunk:
            return
        at += len(chunk)
        yield chunk


def _folder(root: Path) -> dict[str, _Opener]:
    openers: dict[str, _Opener] = {}
    seen, size = 0, 0
    for folder, folders, files in os.walk(root, followlinks=False):
        folders.sort()
        seen += len(folders) + len(files)
        if seen > MAX_ENTRIES:
            raise ImportTooLarge(
                f"The folder holds more than {MAX_ENTRIES} files. Point at the export itself."
            )
        for file in sorted(files):
            path = Path(folder, file)
            name = path.relative_to(root).as_posix()
            if not _is_wanted(name):
                continue
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                size += status.st_size
                openers[name] = _on_disk(path)
    if size > MAX_REAL_BYTES:
        raise ImportTooLarge(f"The folder holds more than {MAX_REAL_BYTES // 1024**3} GiB.")
    return openers


def _on_disk(path: Path) -> _Opener:
    return lambda: _read_path(path)


def _read_path(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file that is still one: a link put there meanwhile is not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise ImportFileUnreadable(f"{path.name} cannot be opened.") from error
    with open(descriptor, "rb") as file:  # noqa: PTH123  a descriptor has no Path
        yield from iter(lambda: file.read(CHUNK), b"")


def _is_wanted(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return name.lower().endswith((".csv", *_DATABASES)) and not hidden


def _named(label: str, openers: dict[str, _Opener]) -> Source:
    """The source without the one folder that everything may lie in."""
    while openers:
        tops = {name.split("/", 1)[0] for name in openers}
        if len(tops) > 1 or any("/" not in name for name in openers):
            break
        top = tops.pop()
        if _HABIT_FOLDER.match(top):
            break
        label, openers = top, {name.split("/", 1)[1]: opener for name, opener in openers.items()}
    return Source(label, openers, tuple(name for name in openers if name.lower().endswith(_DATABASES)))


class _Chunks(io.RawIOBase):
    """An iterator of bytes as a file, so that the standard library can decode and split it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # the buffer io hands over
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
