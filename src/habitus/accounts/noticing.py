"""When a personal token was last used: noted once a minute, not with each request."""

from __future__ import annotations

EVERY_SECONDS = 60.0
TOKENS_MAX = 10_000


class Noted:
    """Which tokens this process has noted within the last minute."""

    def __init__(self) -> None:
        self._at: dict[str, float] = {}

    def is_due(self, token_digest: str, now: float) -> bool:
        """Whether a use at `now` (seconds since 1970) is to be noted."""
        at = self._at.get(token_digest)
        return at is None or now - at >= EVERY_SECONDS

    def knows(self, token_digest: str) -> bool:
        """Whether it was one that works, at some time."""
        return token_digest in self._at

    def forget(self, token_digest: str) -> None:
        """It does not work any more."""
        self._at.pop(token_digest, None)

    def note(self, token_digest: str, now: float) -> None:
        if len(self._at) >= TOKENS_MAX:
            self._at.clear()
        self._at[token_digest] = now
