"""Invites: links that make one account each, made and taken back by admins."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from habitus.accounts import instance, rules
from habitus.accounts.auditing import Kind, record
from habitus.accounts.errors import EmailTaken, InviteInvalid, InviteNotFound, SignUpClosed
from habitus.accounts.models import Me, Role
from habitus.accounts.queries import invites, people
from habitus.accounts.roles import require_admin
from habitus.accounts.schemas.invites import InviteLook, InviteMade, InviteRead
from habitus.accounts.stepping_up import require_fresh
from habitus.accounts.tokens import digest
from habitus.kernel.db import Refusal, Tx
from habitus.kernel.ids import new_id
from habitus.kernel.paging import LIMIT_MAX, Page, cursor_of, position_of
from habitus.kernel.post import service as post
from habitus.kernel.ratelimit import service as ratelimit

INVITE_INVALID = "It was used already, taken back, or is over. Ask for a new one."
"""One answer for all of them, and for a guess: whoever tries links learns nothing about any."""
TOKEN_BYTES = 20


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite to be made; it can be used for `days` days."""

    role: Role = "member"
    email: str | None = None
    days: int = rules.INVITE_DAYS


@dataclass(frozen=True, slots=True)
class _By:
    key: int | None
    name: str | None
    language: str
    address: str | None


_COMMAND_LINE = _By(None, None, "en", None)


def look(tx: Tx, token_digest: str, subject: str) -> InviteLook | Refusal:
    """What an invite is for, for who holds its link; each look of an address (`subject`) counts.

    Refuses with RateLimited, SignUpClosed or InviteInvalid.
    """
    ratelimit.spend(tx, rules.LOOKS, subject)
    found = invites.open_invite(tx, token_digest)
    if instance.read(tx).registration == "closed":
        return Refusal(SignUpClosed("No accounts are made on this Habitus at the moment."))
    if found is None:
        return Refusal(InviteInvalid(INVITE_INVALID))
    return InviteLook(invited_by=found.invited_by, ends_at=found.ends_at, email=found.email, role=found.role)


def invite(tx: Tx, me: Me, new: NewInvite, public_url: str, address: str | None) -> InviteMade:
    """Make an invite; one that makes an admin needs a fresh credential, and each admin has ten a day.

    Raises AdminsOnly, StepUpNeeded, RateLimited, or EmailTaken for somebody who has an account.
    """
    require_admin(tx, me)
    if new.role == "admin":
        require_fresh(tx, me)
    ratelimit.spend(tx, rules.INVITES_A_DAY, str(me.key))
    return _make(tx, new, public_url, _By(me.key, me.name, me.language, address))


def invite_by_command(tx: Tx, new: NewInvite, public_url: str) -> InviteMade:
    """Make an invite on the command line. Raises EmailTaken."""
    return _make(tx, new, public_url, _COMMAND_LINE)


def _make(tx: Tx, new: NewInvite, public_url: str, inviter: _By) -> InviteMade:
    email = None if new.email is None else rules.normal_email(new.email)
    if email is not None and people.email_taken(tx, email):
        raise EmailTaken(f"There is an account for {email} already.")
    invites.forget_old_invites(tx, tx.now - rules.INVITES_KEPT)
    token, invite_id = secrets.token_urlsafe(TOKEN_BYTES), new_id()
    invites.add_invite(
        tx,
        {
            "id": invite_id,
            "digest": digest(token),
            "role": new.role,
            "email": email,
            "invited_by": inviter.key,
            "created_at": tx.now,
            "ends_at": tx.now + timedelta(days=new.days),
        },
    )
    _record(tx, "invite_made", inviter, new.role, email)
    made = InviteMade(
        invite=_read(tx, invites.invite_by_id(tx, invite_id)), link=f"{public_url}/invite#{token}"
    )
    # Messages can be read without a fresh credential, which it takes to make an admin.
    if email is not None and new.role != "admin":
        _write_to(tx, email, made, inviter)
    return made


def _write_to(tx: Tx, email: str, made: InviteMade, inviter: _By) -> None:
    letter = rules.invitation(
        inviter.language,
        inviter=inviter.name,
        instance=instance.read(tx).name,
        email=email,
        link=made.link,
        until=made.invite.ends_at,
    )
    post.send(tx, post.Message("invite", email, letter.subject, letter.text))


def page(tx: Tx, me: Me, cursor: str | None, limit: int) -> Page[InviteRead]:
    """The invites, open ones first. Raises AdminsOnly or CursorInvalid."""
    require_admin(tx, me)
    return _page(tx, cursor, limit)


def all_invites(tx: Tx) -> list[InviteRead]:
    """All there are, for the command line."""
    return [invite for page in _pages(tx) for invite in page.items]


def _pages(tx: Tx) -> Iterator[Page[InviteRead]]:
    found = _page(tx, None, LIMIT_MAX)
    yield found
    while found.next_cursor is not None:
        found = _page(tx, found.next_cursor, LIMIT_MAX)
        yield found


def _page(tx: Tx, cursor: str | None, limit: int) -> Page[InviteRead]:
    after = None if cursor is None else position_of(cursor, int, int)
    rows = invites.invites_after(tx, None if after is None else (int(after[0]), int(after[1])), limit + 1)
    shown = rows[:limit]
    return Page(
        items=[_read(tx, row) for _, row in shown],
        next_cursor=cursor_of(shown[-1][0], shown[-1][1].key) if len(rows) > limit else None,
    )


def revoke(tx: Tx, me: Me, invite_id: UUID, address: str | None) -> None:
    """Take an open invite back; its link stops working at once. Raises AdminsOnly or InviteNotFound."""
    require_admin(tx, me)
    _revoke(tx, invite_id, _By(me.key, me.name, me.language, address))


def revoke_by_command(tx: Tx, invite_id: UUID) -> None:
    """As `revoke`, on the command line. Raises InviteNotFound."""
    _revoke(tx, invite_id, _COMMAND_LINE)


def _revoke(tx: Tx, invite_id: UUID, by: _By) -> None:
    revoked = invites.revoke_invite(tx, invite_id)
    if revoked is None:
        raise InviteNotFound("It may be used, taken back or over already.")
    _record(tx, "invite_revoked", by, revoked.role, revoked.email)


def _record(tx: Tx, kind: Kind, by: _By, role: Role, email: str | None) -> None:
    if email is None:
        record(tx, kind, actor=by.key, address=by.address, role=role)
    else:
        record(tx, kind, actor=by.key, address=by.address, role=role, email=email)


def _read(tx: Tx, row: invites.InviteRow) -> InviteRead:
    state = rules.invite_state(tx.now, ends_at=row.ends_at, used_at=row.used_at, revoked_at=row.revoked_at)
    return InviteRead(
        id=row.id,
        role=row.role,
        email=row.email,
        invited_by=row.invited_by,
        created_at=row.created_at,
        ends_at=row.ends_at,
        state=state,
        used_by=row.used_by,
        used_at=row.used_at,
    )
