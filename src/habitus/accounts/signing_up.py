"""Making an account of one's own: with an invite, or by oneself where admins let everybody in."""

from __future__ import annotations

from dataclasses import replace

from habitus.accounts import instance, rules, service
from habitus.accounts.auditing import record
from habitus.accounts.errors import InviteForAnother, InviteInvalid, SignUpClosed
from habitus.accounts.inviting import INVITE_INVALID
from habitus.accounts.models import Device
from habitus.accounts.queries import invites
from habitus.accounts.sessions import OpenSession, open_session
from habitus.accounts.tokens import RefreshTokens
from habitus.kernel.db import Refusal, Tx
from habitus.kernel.errors import DomainError
from habitus.kernel.ratelimit import service as ratelimit


def knock(tx: Tx, token_digest: str | None, email: str, subject: str) -> Refusal | None:
    """Refuse early, before any hashing; each try of an address (`subject`) counts.

    Refuses with RateLimited, SignUpClosed, InviteInvalid or InviteForAnother.
    """
    ratelimit.spend(tx, rules.SIGN_UPS, subject)
    fault = _fault(tx, token_digest, email)
    return None if fault is None else Refusal(fault)


def check(tx: Tx, token_digest: str | None, email: str) -> None:
    """Refuse who waited while somebody else used the invite up. Raises as `sign_up`."""
    fault = _fault(tx, token_digest, email)
    if fault is not None:
        raise fault


def sign_up(
    tx: Tx, new: service.NewPerson, token_digest: str | None, device: Device, tokens: RefreshTokens
) -> OpenSession:
    """Make the account and sign them in; what it may do says the invite, which is used up by it.

    Of many with one invite only one succeeds.
    Raises SignUpClosed, InviteInvalid, InviteForAnother or EmailTaken.
    """
    check(tx, token_digest, new.email)
    if token_digest is None:
        key = service.create_person(tx, replace(new, role="member"))
    else:
        key = _with_invite(tx, token_digest, new)
    record(
        tx,
        "signed_up",
        actor=key,
        subject=key,
        address=device.caller.address,
        invited="yes" if token_digest else "no",
    )
    return open_session(tx, key, device.client, tokens, device.caller)


def _with_invite(tx: Tx, token_digest: str, new: service.NewPerson) -> int:
    taken = invites.take_invite(tx, token_digest)
    if taken is None:
        raise InviteInvalid(INVITE_INVALID)
    key = service.create_person(tx, replace(new, role=taken.role))
    invites.note_guest(tx, taken.key, key)
    return key


def _fault(tx: Tx, token_digest: str | None, email: str) -> DomainError | None:
    """Why nobody with this invite, or without one, may make an account for this address."""
    registration = instance.read(tx).registration
    if registration == "closed":
        return SignUpClosed("No accounts are made on this Habitus at the moment.")
    if token_digest is None:
        return None if registration == "open" else SignUpClosed("Ask an admin of this Habitus for an invite.")
    found = invites.open_invite(tx, token_digest)
    if found is None:
        return InviteInvalid(INVITE_INVALID)
    if found.email is not None and found.email != rules.normal_email(email):
        return InviteForAnother("Use the address that it was sent to.")
    return None
