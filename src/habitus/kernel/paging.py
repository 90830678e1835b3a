"""Keyset paging: a cursor is the sort position of the last row seen, not a page number."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from habitus.kernel.errors import CursorInvalid
from habitus.kernel.schemas import Output

LIMIT_MAX = 200
_BIGINT = 2**63

T = TypeVar("T")

Limit = Annotated[int, Field(ge=1, le=LIMIT_MAX)]


class Page(Output, Generic[T]):
    """One page; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


def cursor_of(*position: int | str) -> str:
    """Pack a sort position (integers or strings) into an opaque URL-safe cursor."""
    raw = json.dumps(position, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def position_of(cursor: str, *shape: type[int | str]) -> tuple[int | str, ...]:
    """Unpack a cursor of the given shape; raises CursorInvalid for anything else."""
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise CursorInvalid("Ask for the first page again, without a cursor.") from error
    fits = (
        isinstance(position, list)
        and len(position) == len(shape)
        and all(_is(part, kind) for part, kind in zip(position, shape, strict=True))
    )
    if not fits:
        raise CursorInvalid("Ask for the first page again, without a cursor.")
    return tuple(position)


def _is(part: object, kind: type[int | str]) -> bool:
    """Of that very type, and something that both databases can compare with."""
    if isinstance(part, str):
        return kind is str and "\0" not in part
    return type(part) is int and kind is int and abs(part) < _BIGINT
