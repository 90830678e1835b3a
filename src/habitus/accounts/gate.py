"""What accounts lend the database: the proof of every actor, in one statement a transaction."""

from __future__ import annotations

from datetime import datetime

from habitus import __version__
from habitus.accounts import queries, rules
from habitus.accounts.errors import AccountDisabled, Unauthenticated
from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Tx, Version


class PersonGate:
    """See `kernel.db.database.Gate`."""

    def __init__(self, epoch: str = "") -> None:
        """`epoch` is part of every version: another one makes all tags given out before worthless."""
        self._epoch = epoch

    def prove(self, tx: Tx, actor: Actor, *, writes: bool) -> Me:
        """Raises Unauthenticated (session unknown, revoked or over) or AccountDisabled."""
        row = queries.proven(tx, actor, writes=writes)
        if row is None or row.revoked_at is not None:
            raise Unauthenticated
        if tx.now >= row.ends_at or tx.now >= row.idle_ends_at:
            raise Unauthenticated
        if row.disabled_at is not None:
            raise AccountDisabled
        return me_of(tx, row, min(row.ends_at, row.idle_ends_at))

    def touch(self, tx: Tx, me: Me) -> None:
        queries.touch(tx, me.key, me.today, me.unlived)

    def version(self, tx: Tx, me: Me) -> Version:
        day_ends_at = rules.next_boundary(tx.now, me.zone, me.day_start)
        return Version(
            f"{me.id} {me.seq} {me.today} {me.zone} {me.day_start} {me.language} {__version__} {self._epoch}",
            day_ends_at if me.session_ends_at is None else min(day_ends_at, me.session_ends_at),
        )

    def person_of(self, tx: Tx, key: int) -> Me | None:
        """Somebody a job is about, their row locked until the end (PostgreSQL); None when they are gone."""
        row = queries.person_to_change(tx, key)
        return None if row is None else me_of(tx, row)

    def bump(self, tx: Tx, me: Me) -> None:
        """Move the person's sequence on after a job: what they see changed, but it was not they who wrote."""
        queries.bump(tx, me.key)


def me_of(tx: Tx, row: queries.PersonRow, session_ends_at: datetime | None = None) -> Me:
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
    )


def clock_of(row: queries.PersonRow) -> rules.PersonClock:
    """The clock of a row of `person`."""
    return rules.PersonClock(
        row.zone, row.day_start, row.previous_zone, row.previous_day_start, row.clock_changes_at
    )
