"""Signed-in devices: how they are opened, stay, are listed, and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from habitus.accounts import auditing, proving
from habitus.accounts.devices import device_name
from habitus.accounts.errors import SessionNotFound, SessionOver
from habitus.accounts.gate import account_disabled, bump
from habitus.accounts.limits import REFRESHES
from habitus.accounts.models import Caller, Client, Device, Me
from habitus.accounts.proving import Attempt, Credentials
from habitus.accounts.queries import people, sessions
from habitus.accounts.schemas.sessions import SessionList, SessionRead
from habitus.accounts.tokens import RefreshTokens, digest
from habitus.accounts.warning import warn
from habitus.kernel.db import Refusal, Tx
from habitus.kernel.ids import new_id
from habitus.kernel.ratelimit import service as limits

IDLE_LIFE = timedelta(days=14)
ABSOLUTE_LIFE = timedelta(days=30)
REFRESH_GRACE = timedelta(seconds=10)
SESSIONS_MAX = 20
_COPIED = "This session was ended because its token was used twice. Sign in again."


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session just opened or refreshed; the refresh token is handed out and not kept."""

    session_id: UUID
    person_id: UUID
    client: Client
    refresh_token: str


def open_session(
    tx: Tx, person_key: int, client: Client, tokens: RefreshTokens, caller: Caller
) -> OpenSession:
    """A new session of somebody who has just given a credential, with the first refresh token of its chain.

    Those past their absolute end are forgotten; with more than twenty, the one used longest ago ends.
    """
    person_id = people.lock(tx, person_key)
    sessions.forget_ended_sessions(tx, person_key, tx.now)
    if sessions.revoke_all_but_newest(tx, person_key, SESSIONS_MAX - 1, tx.now):
        tx.tell("sessions")
        bump(tx, person_key)
    people.update_person(tx, person_key, {"last_seen_at": tx.now})
    return _open(tx, person_key, person_id, Device(client, caller), tokens, since=tx.now)


def _open(
    tx: Tx, person_key: int, person_id: UUID, device: Device, tokens: RefreshTokens, *, since: datetime
) -> OpenSession:
    session_id = new_id()
    session_key = sessions.add_session(
        tx,
        {
            "id": session_id,
            "person_key": person_key,
            "client": device.client,
            "agent": device.caller.agent,
            "address": device.caller.address,
            "created_at": since,
            "last_used_at": tx.now,
            "proved_at": tx.now,
            "idle_ends_at": tx.now + IDLE_LIFE,
            "ends_at": tx.now + ABSOLUTE_LIFE,
        },
    )
    token = tokens.token(session_id, 0)
    sessions.add_refresh_token(tx, digest(token), session_key, 0)
    return OpenSession(session_id, person_id, device.client, token)


def step_up(tx: Tx, me: Me, known: Credentials, attempt: Attempt, tokens: RefreshTokens) -> OpenSession:
    """The same device in a new session, after its person confirmed who they are; the old one is dead.

    Raises CredentialsWrong when the password was changed meanwhile, or TooManyAttempts.
    """
    proving.passed(tx, attempt, known)
    old = sessions.session_by_key(tx, me.key, me.session_key)
    sessions.revoke(tx, old.key, tx.now)
    tx.tell("sessions")
    device = Device(old.client, attempt.caller)
    return _open(tx, me.key, me.id, device, tokens, since=old.created_at)


def refresh(tx: Tx, token: str, tokens: RefreshTokens, caller: Caller, subject: str) -> OpenSession | Refusal:
    """Exchange a refresh token for its successor.

    A token met again within ten seconds gets the same successor; later it means that somebody
    copied it, and the session ends for both. Tokens that are refused are counted by address
    (`subject`), and those that are not pass whatever their neighbours sent. Raises AccountDisabled.
    """
    link = _locked_link(tx, token)
    if link is not None and _is_paused(link):
        raise account_disabled(tx, link.person_key)
    if link is None or _is_over(link, tx.now):
        return _refused(tx, subject, "Sign in again.")
    if link.consumed_at is not None and not _in_grace(tx, link):
        _end_copied(tx, link, caller)
        return _refused(tx, subject, _COPIED)
    successor = tokens.token(link.session_id, link.generation + 1)
    if link.consumed_at is None:
        sessions.consume(tx, digest(token), tx.now)
        sessions.add_refresh_token(tx, digest(successor), link.session_key, link.generation + 1)
        sessions.keep_alive(tx, link.session_key, tx.now + IDLE_LIFE, tx.now, caller.address)
        people.update_person(tx, link.person_key, {"last_seen_at": tx.now})
    return OpenSession(link.session_id, link.person_id, link.client, successor)


def _locked_link(tx: Tx, token: str) -> sessions.RefreshLink | None:
    """The person first, as in every write: who waited for their lock sees what the one before did."""
    owner = sessions.owner_of(tx, digest(token))
    if owner is None:
        return None
    people.lock(tx, owner)
    return sessions.refresh_link(tx, digest(token))


def _is_paused(link: sessions.RefreshLink) -> bool:
    """Whether it is the pause of the account that keeps the session out: a pause ends all sessions."""
    if link.disabled_at is None:
        return False
    ended_at = min(link.idle_ends_at, link.ends_at, link.revoked_at or link.ends_at)
    return ended_at >= link.disabled_at


def _is_over(link: sessions.RefreshLink, now: datetime) -> bool:
    return link.revoked_at is not None or now >= link.ends_at or now >= link.idle_ends_at


def _in_grace(tx: Tx, link: sessions.RefreshLink) -> bool:
    fresh = link.consumed_at is not None and tx.now - link.consumed_at <= REFRESH_GRACE
    return fresh and sessions.newest_generation(tx, link.session_key) == link.generation + 1


def _refused(tx: Tx, subject: str, detail: str) -> Refusal:
    wait = limits.look(tx, REFRESHES, subject) or limits.use(tx, REFRESHES, subject)
    return Refusal(SessionOver(detail) if wait is None else limits.refused(wait))


def _end_copied(tx: Tx, link: sessions.RefreshLink, caller: Caller) -> None:
    sessions.revoke(tx, link.session_key, tx.now)
    tx.tell("sessions")
    bump(tx, link.person_key)
    device = device_name(link.client, link.agent)
    auditing.record(tx, "refresh_reused", subject=link.person_key, address=caller.address, device=device)
    warn(tx, link.person_key, "refresh_reused", device)


def sign_out(tx: Tx, token: str | None) -> None:
    """End the session of a refresh token; an unknown one is no error: they are out already."""
    link = None if token is None else _locked_link(tx, token)
    if link is not None and link.revoked_at is None:
        sessions.revoke(tx, link.session_key, tx.now)
        tx.tell("sessions")
        bump(tx, link.person_key)


def listed(tx: Tx, me: Me) -> SessionList:
    """The devices that are signed in, this one first, then those used last."""
    found = [
        SessionRead(
            id=row.id,
            device=device_name(row.client, row.agent),
            client=row.client,
            address=row.address,
            created_at=row.created_at,
            last_used_at=row.last_used_at or row.created_at,
            is_this=row.key == me.session_key,
        )
        for row in sessions.alive(tx, me.key, tx.now)
    ]
    return SessionList(items=sorted(found, key=lambda session: not session.is_this))


def end(tx: Tx, me: Me, session_id: UUID, caller: Caller) -> None:
    """Sign one device out, at its next request at the latest. Raises SessionNotFound."""
    row = sessions.session_by_id(tx, me.key, session_id)
    if row is None:
        raise SessionNotFound("It may have ended already. Load the list again.")
    tx.tell("sessions")
    if row.revoked_at is None:
        sessions.revoke(tx, row.key, tx.now)
        device = device_name(row.client, row.agent)
        auditing.record(
            tx, "session_ended", actor=me.key, subject=me.key, address=caller.address, device=device
        )


def end_others(tx: Tx, me: Me, caller: Caller) -> None:
    """Sign all other devices out."""
    tx.tell("sessions")
    ended = sessions.revoke_all(tx, me.key, tx.now, but=me.session_key)
    if ended:
        auditing.record(
            tx, "sessions_ended", actor=me.key, subject=me.key, address=caller.address, count=str(ended)
        )
