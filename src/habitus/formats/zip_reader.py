"""A ZIP opened as if its author meant harm: checked whole before a byte of it is believed.

Names never become paths, nothing is written to disk, and sizes are counted while inflating; what
the directory of the archive says about them is only compared.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO

from habitus.formats.errors import ArchiveTooLarge, ArchiveUnreadable, ArchiveUnsafe

MAX_UPLOAD = 200 * 1024**2
MAX_ENTRIES = 10_000
MAX_REAL_BYTES = 2 * 1024**3
MAX_RATIO = 100
CHUNK = 64 * 1024

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError)
_UTF8_NAME = 0x800
_DRIVE = re.compile(r"^[A-Za-z]:")
_ARCHIVE_SUFFIXES = (
    ".zip", ".zipx", ".jar", ".apk", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz",
    ".zst", ".lz", ".lz4", ".lzma", ".cab", ".ar", ".cpio", ".iso", ".dmg",
)  # fmt: skip
_ARCHIVE_MAGICS = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08",
    b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"MSCF",
)  # fmt: skip
_MAGIC_LENGTH = max(map(len, _ARCHIVE_MAGICS))


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A file in the archive: its cleaned name and where its packed bytes lie."""

    name: str
    offset: int
    packed: int
    claimed: int
    crc: int
    stored: bool


def open_members(file: BinaryIO) -> dict[str, ZipMember]:
    """The regular files of a ZIP by name, after inflating each once to prove its size.

    Raises ArchiveUnreadable, ArchiveUnsafe or ArchiveTooLarge; then nothing of it may be used.
    """
    members: dict[str, ZipMember] = {}
    ends: list[tuple[int, int]] = []
    for info in _directory(file):
        name = _clean_name(info)
        _check_kind(info, name)
        if name in members:
            raise ArchiveUnsafe(f"The name {_shown(name)} is there twice.")
        member = _locate(file, info, name)
        ends.append((info.header_offset, member.offset + member.packed))
        members[name] = member
    _check_overlap(ends)
    _prove_sizes(file, [member for name, member in members.items() if not name.endswith("/")])
    return {name: member for name, member in members.items() if not name.endswith("/")}


def inflate(file: BinaryIO, member: ZipMember) -> Iterator[bytes]:
    """The real bytes of a member in chunks; refuses it when they are not as its directory says."""
    total, crc, packed = 0, 0, 0
    for chunk, used in _raw(file, member):
        packed = used
        total += len(chunk)
        crc = zlib.crc32(chunk, crc)
        if total > member.claimed:
            break
        yield chunk
    if total != member.claimed or packed != member.packed:
        raise ArchiveUnsafe(f"{_shown(member.name)} is not as large as the archive says.")
    if crc != member.crc:
        raise ArchiveUnreadable(f"{_shown(member.name)} does not fit its checksum.")


def _directory(file: BinaryIO) -> list[zipfile.ZipInfo]:
    _check_upload(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except _BROKEN as error:
        raise ArchiveUnreadable("Its table of contents cannot be read. Export it again.") from error
    if len(infos) > MAX_ENTRIES:
        raise ArchiveTooLarge(f"It holds more than {MAX_ENTRIES} files.")
    return infos


def _check_upload(file: BinaryIO) -> None:
    """Refuse by size and by number of entries before the standard library builds an object for each."""
    size = file.seek(0, 2)
    if size > MAX_UPLOAD:
        raise ArchiveTooLarge(f"It is larger than {MAX_UPLOAD // 1024**2} MiB.")
    file.seek(0)
    entries, tail = 0, b""
    while chunk := file.read(1024**2):
        entries += (tail + chunk).count(b"PK\x01\x02")
        tail = chunk[-3:]
        if entries > MAX_ENTRIES:
            raise ArchiveTooLarge(f"It holds more than {MAX_ENTRIES} files.")


def _clean_name(info: zipfile.ZipInfo) -> str:
    raw = info.orig_filename
    if "\\" in raw:
        raise ArchiveUnsafe(f"The name {_shown(raw)} has backslashes. Unpack it and import the folder.")
    if any(ord(letter) < 32 or letter == "\x7f" for letter in raw):
        raise ArchiveUnsafe(f"The name {_shown(raw)} has a character that no export uses.")
    if raw.startswith("/") or _DRIVE.match(raw):
        raise ArchiveUnsafe(f"The name {_shown(raw)} points outside the archive.")
    parts = raw.split("/")
    if ".." in parts:
        raise ArchiveUnsafe(f"The name {_shown(raw)} points outside the archive.")
    name = "/".join(part for part in parts if part not in {"", "."})
    if not name:
        raise ArchiveUnsafe("It holds a file without a name.")
    return f"{name}/" if raw.endswith("/") else name


def _check_kind(info: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise ArchiveUnsafe(f"{_shown(name)} is a link or a device, not a file.")
    if info.flag_bits & _ENCRYPTED_FLAGS:
        raise ArchiveUnsafe(f"{_shown(name)} is locked with a password. Unlock it first.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ArchiveUnsafe(f"{_shown(name)} is packed in a way that exports do not use.")
    if name.endswith("/") and info.file_size:
        raise ArchiveUnsafe(f"The folder {_shown(name)} has contents of its own.")
    if name.lower().endswith(_ARCHIVE_SUFFIXES):
        raise ArchiveUnsafe(f"{_shown(name)} is an archive inside the archive. Unpack it first.")


def _locate(file: BinaryIO, info: zipfile.ZipInfo, name: str) -> ZipMember:
    if not 0 <= info.header_offset < file.seek(0, 2):
        raise ArchiveUnreadable(f"{_shown(name)} is not where the table of contents says.")
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise ArchiveUnreadable(f"{_shown(name)} is not where the table of contents says.")
    fields = _LOCAL_HEADER.unpack(header)
    flags, method, name_length, extra_length = fields[2], fields[3], fields[9], fields[10]
    encoding = "utf-8" if info.flag_bits & _UTF8_NAME else "cp437"
    local_name = file.read(name_length).decode(encoding, errors="replace")
    if local_name != info.orig_filename or method != info.compress_type or flags & _ENCRYPTED_FLAGS:
        raise ArchiveUnsafe(f"{_shown(name)} is described in two different ways.")
    return ZipMember(
        name=name,
        offset=info.header_offset + _LOCAL_HEADER.size + name_length + extra_length,
        packed=info.compress_size,
        claimed=info.file_size,
        crc=info.CRC,
        stored=info.compress_type == zipfile.ZIP_STORED,
    )


def _check_overlap(spans: list[tuple[int, int]]) -> None:
    spans.sort()
    for (_, end), (begin, _) in pairwise(spans):
        if begin < end:
            raise ArchiveUnsafe("Two of its files share the same bytes.")


def _prove_sizes(file: BinaryIO, members: list[ZipMember]) -> None:
    total = 0
    for member in members:
        begin = b""
        for chunk in inflate(file, member):
            begin = begin or chunk[:_MAGIC_LENGTH]
            total += len(chunk)
            if total > MAX_REAL_BYTES:
                raise ArchiveTooLarge(f"It unpacks to more than {MAX_REAL_BYTES // 1024**3} GiB.")
        if begin.startswith(_ARCHIVE_MAGICS):
            raise ArchiveUnsafe(f"{_shown(member.name)} is an archive inside the archive. Unpack it first.")


def _raw(file: BinaryIO, member: ZipMember) -> Iterator[tuple[bytes, int]]:
    """Chunks of real bytes with the packed bytes used so far; stops a bomb at the ratio.

    `packed` bounds the ratio while inflating; that it is true is proved at the end, in `inflate`.
    """
    if member.stored:
        yield from _raw_stored(file, member)
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    fed, made, pending = 0, 0, b""
    while not engine.eof:
        if not pending:
            file.seek(member.offset + fed)
            pending = file.read(min(CHUNK, member.packed - fed))
            fed += len(pending)
        ended = not pending
        try:
            chunk = engine.decompress(pending, CHUNK)
        except zlib.error as error:
            raise ArchiveUnreadable(f"{_shown(member.name)} cannot be unpacked.") from error
        pending = engine.unconsumed_tail
        made += len(chunk)
        if made > MAX_RATIO * member.packed:
            raise ArchiveTooLarge(
                f"{_shown(member.name)} unpacks to more than {MAX_RATIO} times its size. "
                "If you know the file, unpack it and import the folder."
            )
        yield chunk, fed - len(pending) - len(engine.unused_data)
        if ended and not chunk:
            return


def _raw_stored(file: BinaryIO, member: ZipMember) -> Iterator[tuple[bytes, int]]:
    read = 0
    while read < member.packed:
        file.seek(member.offset + read)
        chunk = file.read(min(CHUNK, member.packed - read))
        if not chunk:
            return
        read += len(chunk)
        yield chunk, read


def _shown(name: str) -> str:
    """A name from the archive as it may be printed: no control characters, not endless."""
    return repr(name[:80])
