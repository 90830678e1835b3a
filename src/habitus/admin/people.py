"""People, as admins look after them: who is here, and who may come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from habitus.accounts import pausing
from habitus.accounts import service as accounts
from habitus.accounts.models import Me, Role
from habitus.accounts.pausing import By, Reason
from habitus.accounts.roles import require_admin
from habitus.accounts.stepping_up import require_fresh
from habitus.admin import queries
from habitus.admin.queries import PersonRow, Wanted
from habitus.admin.schemas import AccountPause, PersonRead, Which
from habitus.habits import pausing as habit_pauses
from habitus.kernel.db import Tx
from habitus.kernel.paging import LIMIT_MAX, Page, cursor_of, position_of

TOPIC = "people"
_PAUSED = {"active": False, "paused": True, "all": None}
_COMMAND_LINE = By()
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom an admin looks for; `words` are a part of name or address."""

    words: str
    which: Which


def listed(tx: Tx, me: Me, asked: Asked, cursor: str | None, limit: int) -> Page[PersonRead]:
    """People in the order they came. Raises AdminsOnly or CursorInvalid."""
    require_admin(tx, me)
    return _page(tx, Wanted(asked.words.strip(), _PAUSED[asked.which]), cursor, limit)


def everybody(tx: Tx) -> list[PersonRead]:
    """All people, for the command line."""
    return [found for page in _pages(tx) for found in page.items]


def pause(tx: Tx, me: Me, person_id: UUID, why: Reason, address: str | None) -> PersonRead:
    """Pause an account. Raises AdminsOnly, StepUpNeeded, PersonNotFound, NotYourself or LastAdmin."""
    require_admin(tx, me)
    require_fresh(tx, me)
    pausing.pause(tx, By(me, address), pausing.key_of(tx, person_id), why)
    tx.tell(TOPIC)
    return _read(tx, person_id)


def resume(tx: Tx, me: Me, person_id: UUID, address: str | None) -> PersonRead:
    """Let somebody in again, their streaks as they were. Raises AdminsOnly or PersonNotFound."""
    require_admin(tx, me)
    _resume(tx, By(me, address), pausing.key_of(tx, person_id))
    tx.tell(TOPIC)
    return _read(tx, person_id)


def change_role(tx: Tx, me: Me, person_id: UUID, role: Role, address: str | None) -> PersonRead:
    """Make somebody a member or an admin. Raises AdminsOnly, StepUpNeeded, PersonNotFound or LastAdmin."""
    require_admin(tx, me)
    require_fresh(tx, me)
    pausing.change_role(tx, By(me, address), pausing.key_of(tx, person_id), role)
    tx.tell(TOPIC)
    return _read(tx, person_id)


def sign_out(tx: Tx, me: Me, person_id: UUID, address: str | None) -> None:
    """End all sessions of somebody, one's own too. Raises AdminsOnly or PersonNotFound."""
    require_admin(tx, me)
    pausing.sign_out(tx, By(me, address), pausing.key_of(tx, person_id))
    tx.tell(TOPIC)


def pause_by_command(tx: Tx, email: str, why: Reason) -> PersonRead:
    """Pause an account on the command line. Raises PersonNotFound or LastAdmin."""
    person = accounts.person_by_email(tx, email)
    pausing.pause(tx, _COMMAND_LINE, person.key, why)
    return _read(tx, person.id)


def resume_by_command(tx: Tx, email: str) -> PersonRead:
    """Let somebody in again. Raises PersonNotFound."""
    person = accounts.person_by_email(tx, email)
    _resume(tx, _COMMAND_LINE, person.key)
    return _read(tx, person.id)


def change_role_by_command(tx: Tx, email: str, role: Role) -> PersonRead:
    """Make somebody a member or an admin. Raises PersonNotFound or LastAdmin."""
    person = accounts.person_by_email(tx, email)
    pausing.change_role(tx, _COMMAND_LINE, person.key, role)
    return _read(tx, person.id)


def sign_out_by_command(tx: Tx, email: str) -> int:
    """End all sessions of somebody; gives how many that were. Raises PersonNotFound."""
    return pausing.sign_out(tx, _COMMAND_LINE, accounts.person_by_email(tx, email).key)


def _resume(tx: Tx, by: By, person_key: int) -> None:
    """The days on which they were not let in ask nothing: no streak breaks on them."""
    paused_on = pausing.resume(tx, by, person_key)
    if paused_on is None:
        return
    person = accounts.person(tx, person_key)
    yesterday = person.today - _DAY
    if paused_on <= yesterday:
        habit_pauses.freeze(tx, person, paused_on, yesterday)


def _pages(tx: Tx) -> Iterator[Page[PersonRead]]:
    cursor = None
    while True:
        page = _page(tx, Wanted("", None), cursor, LIMIT_MAX)
        yield page
        cursor = page.next_cursor
        if cursor is None:
            return


def _page(tx: Tx, wanted: Wanted, cursor: str | None, limit: int) -> Page[PersonRead]:
    after = 0 if cursor is None else int(position_of(cursor, int)[0])
    rows = queries.people(tx, wanted, after, limit + 1)
    shown = rows[:limit]
    return Page(
        items=[_person(row) for row in shown],
        next_cursor=cursor_of(shown[-1].key) if len(rows) > limit else None,
    )


def _read(tx: Tx, person_id: UUID) -> PersonRead:
    return _person(queries.one_person(tx, person_id))


def _person(row: PersonRow) -> PersonRead:
    paused = row.disabled_at is not None
    return PersonRead(
        id=row.id,
        name=row.name,
        email=row.email,
        role=row.role,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        pause=AccountPause(
            kind=row.pause_kind or "other",
            reason=row.pause_reason or "",
            since=row.disabled_at,
            by=row.paused_by,
        )
        if paused
        else None,
    )
