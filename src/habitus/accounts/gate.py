"""What accounts lend the database: the proof of every actor, in one statement a transaction."""

from __future__ import annotations

from habitus.accounts import queries, rules
from habitus.accounts.errors import AccountDisabled, Unauthenticated
from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Tx


class PersonGate:
    """See `kernel.db.database.Gate`."""

    def prove(self, tx: Tx, actor: Actor, *, writes: bool) -> Me:
        """Raises Unauthenticated (session unknown, revoked or over) or AccountDisabled."""
        row = queries.proven(tx, actor, writes=writes)
        if row is None or row.revoked_at is not None:
            raise Unauthenticated
        if tx.now >= row.ends_at or tx.now >= row.idle_ends_at:
            raise Unauthenticated
        if row.disabled_at is not None:
            raise AccountDisabled
        return me_of(tx, row)

    def touch(self, tx: Tx, me: Me) -> None:
        queries.touch(tx, me.key, me.today)


def me_of(tx: Tx, row: queries.PersonRow) -> Me:
    """The person of a row of `person` (or of a join that holds its columns) at the transaction's instant."""
    clock = rules.PersonClock(
        row.zone, row.day_start, row.previous_zone, row.previous_day_start, row.clock_changes_at
    )
    zone, day_start = clock.at(tx.now)
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
        today=rules.today(tx.now, clock, row.last_day),
    )
