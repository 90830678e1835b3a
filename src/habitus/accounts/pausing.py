"""Pausing an account: nothing of it is taken or done until somebody resumes it, and nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from habitus.accounts import auditing, rules
from habitus.accounts.errors import LastAdmin, NotYourself, PersonNotFound
from habitus.accounts.gate import bump, clock_of
from habitus.accounts.models import Me, PauseKind, Role
from habitus.accounts.queries import invites, pauses, people, sessions
from habitus.accounts.queries.tables import PersonRow
from habitus.kernel.db import Tx
from habitus.kernel.errors import PayloadInvalid
from habitus.kernel.outbox import service as outbox

REASON_MAX = 300


@dataclass(frozen=True, slots=True)
class By:
    """Who does it: an admin and where from, or the command line."""

    admin: Me | None = None
    address: str | None = None

    @property
    def key(self) -> int | None:
        return None if self.admin is None else self.admin.key


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as the person is told after a right credential."""

    kind: PauseKind
    words: str

    def __post_init__(self) -> None:
        """Raises PayloadInvalid (422, pointer /reason) for words that are missing or too many."""
        if not 1 <= len(self.words) <= REASON_MAX or "\0" in self.words:
            raise PayloadInvalid(f"Write 1 to {REASON_MAX} characters.", pointer="/reason")


def key_of(tx: Tx, person_id: UUID) -> int:
    """Raises PersonNotFound."""
    key = pauses.key_of(tx, person_id)
    if key is None:
        raise PersonNotFound("Nobody here has this id. Load the list again.")
    return key


def pause(tx: Tx, by: By, person_key: int, why: Reason) -> None:
    """Pause an account, with this commit: sessions end, tokens are refused, its jobs wait, and open invites
    that it made are taken back.

    Somebody who is paused already stays so since then, for this reason now. Raises NotYourself,
    LastAdmin or PersonNotFound.
    """
    if by.key == person_key:
        raise NotYourself("Ask another admin.")
    row = _locked(tx, person_key)
    if row.disabled_at is None:
        _keep_an_admin(tx, row)
    since = row.disabled_at or tx.now
    pauses.put_pause(tx, person_key, pauses.NewPause(since, by.key, why.kind, why.words))
    end_sessions(tx, person_key)
    _take_back_invites(tx, by, person_key)
    outbox.hold_back(tx, person_key)
    _record(tx, "person_paused", by, person_key, pause_kind=why.kind, reason=why.words)


def resume(tx: Tx, by: By, person_key: int) -> date | None:
    """Let somebody in again, with this commit, and their jobs go on.

    Gives the civil day on which they were paused; None when they were not. Raises PersonNotFound.
    """
    row = _locked(tx, person_key)
    if row.disabled_at is None:
        return None
    pauses.lift_pause(tx, person_key)
    outbox.let_go(tx, person_key)
    _record(tx, "person_resumed", by, person_key)
    return _day_of(row, row.disabled_at)


def change_role(tx: Tx, by: By, person_key: int, role: Role) -> None:
    """Make somebody a member or an admin, from their next request on. Raises LastAdmin or PersonNotFound.

    Who is no admin any more has no open invites either.
    """
    row = _locked(tx, person_key)
    if row.role == role:
        return
    if row.disabled_at is None:
        _keep_an_admin(tx, row)
    pauses.put_role(tx, person_key, role)
    if role != "admin":
        _take_back_invites(tx, by, person_key)
    _record(tx, "role_changed", by, person_key, role=role)


def sign_out(tx: Tx, by: By, person_key: int) -> int:
    """End all sessions of somebody; gives how many that were. Their tokens stay. Raises PersonNotFound."""
    _locked(tx, person_key)
    ended = end_sessions(tx, person_key)
    _record(tx, "sessions_ended", by, person_key, count=str(ended))
    return ended


def end_sessions(tx: Tx, person_key: int) -> int:
    """End all sessions of somebody, and what could still open a socket; gives how many that were."""
    pauses.forget_tickets(tx, person_key)
    return sessions.revoke_all(tx, person_key, tx.now)


def _locked(tx: Tx, person_key: int) -> PersonRow:
    row = people.person_to_change(tx, person_key)
    if row is None:
        raise PersonNotFound("Nobody here has this id. Load the list again.")
    return row


def _take_back_invites(tx: Tx, by: By, person_key: int) -> None:
    """Else who was an admin could come back as one, by a link that they kept."""
    for ended in invites.revoke_invites_of(tx, person_key):
        about = {"role": ended.role} if ended.email is None else {"role": ended.role, "email": ended.email}
        auditing.record(tx, "invite_revoked", actor=by.key, address=by.address, **about)


def _keep_an_admin(tx: Tx, leaving: PersonRow) -> None:
    if leaving.role == "admin" and pauses.active_admins(tx) == [leaving.key]:
        raise LastAdmin("Make somebody else an admin first.")


def _record(tx: Tx, what: auditing.Kind, by: By, person_key: int, **details: str) -> None:
    """In the log, and as an event of theirs: open screens and sockets look again."""
    auditing.record(tx, what, actor=by.key, subject=person_key, address=by.address, **details)
    if by.key != person_key:  # their own write leaves one anyhow
        bump(tx, person_key)


def _day_of(row: PersonRow, instant: datetime) -> date:
    return rules.civil_day(instant, *clock_of(row).at(instant))
