"""Public identifiers: UUIDv7, so that rows made together lie together."""

from __future__ import annotations

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A new UUIDv7 (RFC 9562) as the standard library's type; an identifier, never a secret."""
    return UUID(int=uuid_utils.uuid7().int)
