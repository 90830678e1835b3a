"""What accounts lend the database: the proof of every actor, in one statement a transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from habitus import __version__
from habitus.accounts import rules
from habitus.accounts.errors import AccountDisabled, ScopeMissing, Unauthenticated
from habitus.accounts.models import Actor, Me
from habitus.accounts.queries import people, proofs, tables
from habitus.kernel.db import Tx, Version
from habitus.kernel.errors import RateLimited
from habitus.kernel.ratelimit.rules import Limit, Wait, use
from habitus.kernel.realtime.recording import record

WRITES = Limit("writes", 60, timedelta(minutes=1), 1_000)
"""A person's writes: the burst lets a week without a network be sent at once."""


class PersonGate:
    """See `kernel.db.database.Gate`."""

    def __init__(self, epoch: str = "") -> None:
        """`epoch` is part of every version: another one makes all tags given out before worthless."""
        self._epoch = epoch

    def prove(self, tx: Tx, actor: Actor, *, writes: bool) -> Me:
        """Raises Unauthenticated (unknown, revoked or over), AccountDisabled, ScopeMissing or RateLimited."""
        row = proofs.proven(tx, actor, writes=writes)
        if row is None:
            raise Unauthenticated
        ends_at = _end_of_token(tx, row) if actor.token is not None else _end_of_session(tx, row)
        if row.disabled_at is not None:
            raise account_disabled(tx, row.key)
        if actor.token is not None:
            _require_scope(row, actor)
        paid_until = _pay(tx, row.writes_until) if writes and actor.pays else row.writes_until
        return me_of(tx, row, ends_at, paid_until)

    def touch(self, tx: Tx, me: Me) -> None:
        proofs.touch(tx, proofs.Touch(me.key, me.today, me.unlived, me.writes_until))
        record(tx, me.key, me.seq + 1)

    def version(self, tx: Tx, me: Me) -> Version:
        day_ends_at = rules.next_boundary(tx.now, me.zone, me.day_start)
        return Version(
            f"{me.id} {me.seq} {me.today} {me.zone} {me.day_start} {me.language} {__version__} {self._epoch}",
            day_ends_at if me.session_ends_at is None else min(day_ends_at, me.session_ends_at),
        )

    def person_of(self, tx: Tx, key: int) -> Me | None:
        """Somebody a job is about, their row locked until the end (PostgreSQL); None when they are gone."""
        row = people.person_to_change(tx, key)
        return None if row is None else me_of(tx, row)

    def is_paused(self, me: Me) -> bool:
        """Whether nothing is done for them until an admin resumes their account."""
        return me.is_paused

    def bump(self, tx: Tx, me: Me) -> None:
        """Move the person's sequence on after a job: what they see changed, but it was not they who wrote."""
        bump(tx, me.key)


def bump(tx: Tx, key: int) -> None:
    """Move a person's sequence on, with an event, after something was changed that was not their write."""
    record(tx, key, proofs.bump(tx, key))


def account_disabled(tx: Tx, key: int) -> AccountDisabled:
    """The refusal for somebody who proved who they are: it says who paused the account, when and why."""
    pause = proofs.pause_of(tx, key)
    if pause is None:
        return AccountDisabled()
    about = {"since": pause.since.isoformat(), "kind": pause.kind or "other"}
    told = {"reason": pause.reason, "by": pause.by}
    return AccountDisabled(
        pause.reason or "", about=about | {name: text for name, text in told.items() if text}
    )


def _end_of_session(tx: Tx, row: tables.PersonRow) -> datetime:
    """Raises Unauthenticated when it is over, but for one that the pause of the account has ended."""
    ends_at: datetime = min(row.ends_at, row.idle_ends_at)
    is_revoked = row.revoked_at is not None and (row.disabled_at is None or row.revoked_at < row.disabled_at)
    if is_revoked or tx.now >= ends_at:
        raise Unauthenticated
    return ends_at


def _end_of_token(tx: Tx, row: tables.PersonRow) -> datetime | None:
    ends_at: datetime | None = row.ends_at
    if row.revoked_at is not None or (ends_at is not None and tx.now >= ends_at):
        raise Unauthenticated
    return ends_at


def _require_scope(row: tables.PersonRow, actor: Actor) -> None:
    if actor.scope not in row.scopes.split():
        raise ScopeMissing(f"It needs the scope {actor.scope}. Make one under Settings, Personal tokens.")


def _pay(tx: Tx, paid_until: datetime | None) -> datetime:
    paid = use(WRITES, paid_until, tx.now)
    if isinstance(paid, Wait):
        raise RateLimited(f"Try again in {paid.seconds} seconds.", retry_after=paid.seconds)
    return paid


def me_of(
    tx: Tx,
    row: tables.PersonRow,
    session_ends_at: datetime | None = None,
    writes_until: datetime | None = None,
) -> Me:
    """The person of a row of `person` (or of a join that holds its columns) at the transaction's instant."""
    clock = clock_of(row)
    zone, day_start = clock.at(tx.now)
    today = rules.today(tx.now, clock, row.last_day)
    return Me(
        key=row.key,
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        language=row.language,
        zone=zone,
        day_start=day_start,
        first_weekday=row.first_weekday,
        today=today,
        unlived=row.unlived + rules.unlived(row.last_day, today, clock),
        seq=row.seq,
        session_ends_at=session_ends_at,
        session_key=getattr(row, "session_key", None),
        proved_at=getattr(row, "proved_at", None),
        writes_until=writes_until,
        is_paused=row.disabled_at is not None,
    )


def clock_of(row: tables.PersonRow) -> rules.PersonClock:
    """The clock of a row of `person`."""
    return rules.PersonClock(
        row.zone, row.day_start, row.previous_zone, row.previous_day_start, row.clock_changes_at
    )
