"""Why nothing was sent, or why nothing came back."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class ConsentMissing(DomainError):
    code = "consent_missing"
    title = "There is no consent for sending this"
    status = 403


class AddressRefused(DomainError):
    code = "address_refused"
    title = "Nothing is sent to this address"
    status = 403


class CallFailed(DomainError):
    code = "call_failed"
    title = "The other server could not be asked"
    status = 502

    def __init__(self, detail: str, *, outcome: str) -> None:
        """`outcome` is the word that the log has for it."""
        super().__init__(detail)
        self.outcome = outcome


class DestinationUnknown(Exception):
    """No destination of this name is listed in wiring, or it is one of the other kind: our own fault."""


class NotBuiltForThis(Exception):
    """A payload or a grant that is of another person, destination or class of data: our own fault."""


class WrongThread(Exception):
    """Calls wait for others: they belong into a job's thread, never into a transaction or the loop."""
