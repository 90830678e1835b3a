"""Sending a message to an address outside the app, in the transaction that makes it necessary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog

from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id
from habitus.kernel.post import queries

KEPT = timedelta(days=14)
RECIPIENT_MAX = 254
SUBJECT_MAX = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """Plain words to one address. `kind` is ours, such as `invite`: what it is about, for the admin's page.

    Raises ValueError for a recipient or subject that could begin a header of its own, or is too long.
    """

    kind: str
    recipient: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        _refuse_headers("recipient", self.recipient, RECIPIENT_MAX)
        _refuse_headers("subject", self.subject, SUBJECT_MAX)


class Transport(Protocol):
    """Carries messages further."""

    def send(self, tx: Tx, message: Message) -> None:
        """Take the message over; gone again when the transaction is rolled back. Must not wait."""


class AdminsPage:
    """Where nothing carries messages further, admins read them and hand them over themselves."""

    def send(self, tx: Tx, message: Message) -> None:
        """Keep the message for `KEPT`, and say in the log that there is one, but not what it says."""
        queries.add(tx, {"id": new_id(), "at": tx.now, **asdict(message)})
        tx.after_commit(partial(log.info, "message_kept", kind=message.kind))


def send(tx: Tx, message: Message, transport: Transport | None = None) -> None:
    """Send a message by this transport; without one it waits on the admins' page."""
    (transport or AdminsPage()).send(tx, message)


def kept(tx: Tx, before: int | None, at_most: int) -> Sequence[queries.MessageRow]:
    """The messages that wait on the admins' page, the newest first, of those before the key `before`."""
    return queries.newest(tx, before, at_most)


def remove(tx: Tx, message_id: UUID) -> bool:
    """Whether there was such a message."""
    return queries.remove(tx, message_id)


def forget_old(tx: Tx) -> None:
    """Delete the messages that were kept for long enough."""
    queries.forget(tx, tx.now - KEPT)


def _refuse_headers(name: str, text: str, at_most: int) -> None:
    if len(text) > at_most or text.splitlines() != [text] or "\0" in text:
        raise ValueError(f"the {name} of a message is one line of up to {at_most} characters")
