"""What one socket, one person and one process may have."""

from __future__ import annotations

from dataclasses import dataclass

FRAME_MAX = 64 * 1024
"""Bytes of a frame that a client sends; the server's parser refuses longer ones (close code 1009)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults are the product's; tests have smaller ones."""

    hello_seconds: float = 5.0
    """From the handshake until the first frame is here."""
    waiting: int = 500
    """Sockets that have not said who they are: the one that waits longest makes room for the next."""
    of_a_person: int = 8
    sockets: int = 2_000
    """Of a process, without those that still wait."""
    messages: int = 100
    """From one socket, in any `messages_seconds`."""
    messages_seconds: float = 60.0
    queued_frames: int = 256
    queued_bytes: int = 1024 * 1024
    page: int = 256
    """Events that are read from the table at once."""
    look_seconds: float = 0.2
    """Between two looks at whether anybody committed anything (SQLite), or at every session (PostgreSQL)."""
    recheck_seconds: float = 60.0
    """How long sessions are believed while nobody commits: time passes all the same."""
    close_seconds: float = 5.0
    """How long one that is closed is waited for, until its close frame is taken."""
