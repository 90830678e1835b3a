"""One file of a multipart form, written to where it belongs as it comes: never whole in memory.

The framework would put it into the temporary folder, before anybody was asked who is calling.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from habitus.kernel.errors import PayloadInvalid, PayloadTooLarge, StorageFull
from habitus.kernel.files import FULL_ERRNOS, has_room, private_file, settle

if TYPE_CHECKING:  # it is there for type checkers only
    from python_multipart.multipart import MultipartCallbacks

FIELD_MAX = 1024
OVERHEAD_MAX = 64 * 1024
"""Bytes that a form may have beside its file."""
_PIECE = 1024 * 1024
_RETRY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is on the disk: what its sender calls it, and the fields that came with it."""

    file_name: str
    fields: Mapping[str, str]


async def receive_file(
    request: Request, target: Path, *, name: str, fields: Collection[str], at_most: int
) -> Received:
    """Write the file in the field `name` of a form to `target`, which nobody else may read.

    The other fields may be those named in `fields`, each once. Raises PayloadInvalid, PayloadTooLarge
    (more than `at_most` bytes) or StorageFull; what `target` holds by then is the caller's to remove.
    """
    form = _Form(name, frozenset(fields), at_most)
    parser = MultipartParser(_boundary(request), form.callbacks())
    with private_file(target).open("wb", buffering=0) as file:
        try:
            async for chunk in request.stream():
                parser.write(chunk)
                if len(form.pending) >= _PIECE:
                    await asyncio.to_thread(_write, file, form.take())
        except FormParserError as error:
            raise PayloadInvalid("The form could not be read.") from error
        except ClientDisconnect as error:  # there is nobody left to be told
            raise PayloadInvalid("The form did not come to its end.") from error
        await asyncio.to_thread(_write, file, form.take())
    if not form.ended:
        raise PayloadInvalid("The form did not come to its end.")
    if form.file_name is None:
        raise PayloadInvalid("Send a file.", pointer=f"/{name}")
    await asyncio.to_thread(settle, target)
    return Received(form.file_name, form.fields)


def _boundary(request: Request) -> bytes:
    _, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if not 1 <= len(boundary) <= 70:  # RFC 2046 §5.1.1
        raise PayloadInvalid("The form could not be read.")
    return boundary


def _write(file: BinaryIO, data: bytes) -> None:
    """In a thread: a disk may be slow. Raises StorageFull before it takes what others need."""
    if not has_room(Path(file.name).parent, len(data)):
        raise _full()
    try:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
    except OSError as error:
        if error.errno in FULL_ERRNOS:
            raise _full() from error
        raise


def _full() -> StorageFull:
    return StorageFull("There is no room for the file: the disk is full.", retry_after=_RETRY_SECONDS)


@dataclass(slots=True)
class _Form:
    """What the parser finds; bytes of the file wait in `pending` until they are taken."""

    wanted: str
    allowed: frozenset[str]
    at_most: int
    fields: dict[str, str] = field(default_factory=dict)
    file_name: str | None = None
    pending: bytearray = field(default_factory=bytearray)
    ended: bool = False
    _size: int = 0
    _header: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _field: str | None = None
    """The field that is being read; None while it is the file."""
    _text: bytearray = field(default_factory=bytearray)

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def take(self) -> bytes:
        taken, self.pending = bytes(self.pending), bytearray()
        return taken

    def _begin(self) -> None:
        self._disposition = b""
        self._text = bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        name = options.get(b"name", b"").decode("utf-8", errors="replace")
        if name == self.wanted and b"filename" in options:
            if self.file_name is not None:
                raise PayloadInvalid("Send one file.", pointer=f"/{name}")
            self.file_name = options[b"filename"].decode("utf-8", errors="replace")
            self._field = None
            return
        if name not in self.allowed:
            raise PayloadInvalid("is not known here", pointer=f"/{name[:80]}")
        if name in self.fields:
            raise PayloadInvalid("is given twice", pointer=f"/{name}")
        self._field = name

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field is None:
            self._size += end - start
            if self._size > self.at_most:
                raise PayloadTooLarge(f"A file may have {self.at_most // 1024**2} MiB.")
            self.pending += data[start:end]
            return
        self._text += data[start:end]
        if len(self._text) > FIELD_MAX:
            raise PayloadInvalid(f"may have {FIELD_MAX} bytes", pointer=f"/{self._field}")

    def _end(self) -> None:
        if self._field is not None:
            self.fields[self._field] = self._text.decode("utf-8", errors="replace")

    def _all(self) -> None:
        self.ended = True
