"""Pauses: days on which nothing is asked, of one habit or of all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from habitus.accounts.models import Me
from habitus.habits import counting, reading
from habitus.habits.errors import PauseIdTaken, PauseNotAllowed, PauseNotFound
from habitus.habits.queries import habits
from habitus.habits.queries import terms as term_queries
from habitus.habits.queries.tables import figures_of
from habitus.habits.queries.terms import PauseRow, pause_in
from habitus.habits.refreshing import refresh
from habitus.habits.rules.effects import is_felt
from habitus.habits.rules.terms import terms_of, with_pauses
from habitus.habits.schemas.pauses import PauseList, PauseRead, PauseWrite
from habitus.kernel.db import Tx
from habitus.kernel.ids import new_id

AT_ONCE = 1
"""Habits recomputed within the change; more of them wait for a job, and reads compute them meanwhile."""

PAUSES_MAX = 500


def list_pauses(tx: Tx, me: Me) -> PauseList:
    """All pauses, oldest first, with those that came of an archive."""
    return PauseList(items=[_read(row) for row in term_queries.pauses(tx, me.key)])


def add(tx: Tx, me: Me, new: PauseWrite) -> PauseRead:
    """Pause one habit or all; with an `id` of the client's own it is safe to repeat.

    Raises HabitNotFound, PauseNotAllowed and PauseIdTaken.
    """
    if new.id is not None and (known := term_queries.one_pause(tx, me.key, new.id)) is not None:
        return _read(known)
    if new.id is not None and term_queries.is_taken(tx, new.id):
        raise PauseIdTaken("Send another id.")
    _refuse_open_later(me, new.first, new.last)
    if len(term_queries.pauses(tx, me.key)) >= PAUSES_MAX:
        raise PauseNotAllowed(f"There are {PAUSES_MAX} pauses already; remove old ones.")
    habit_key = None if new.habit_id is None else reading.row_of(tx, me, new.habit_id).key
    pause_id = new.id or new_id()
    days = {"first_day": new.first, "last_day": new.last}
    _store(tx, me, {"id": pause_id, "habit_key": habit_key, "reason": new.reason, **days})
    _rest_anew(tx, me, habit_key, new.first)
    return _one(tx, me, pause_id)


def end(tx: Tx, me: Me, pause_id: UUID, last: date | None) -> PauseRead:
    """Give a pause another last day, or leave it open. Raises PauseNotFound and PauseNotAllowed."""
    row = _row(tx, me, pause_id)
    if last is not None and last < row.first_day:
        raise PauseNotAllowed("It cannot end before it begins; remove it instead.")
    if row.reason == "archived":
        raise PauseNotAllowed("These days the habit was archived.")
    _refuse_open_later(me, row.first_day, last)
    term_queries.change_pause(tx, me.key, pause_id, {"last_day": last})
    _rest_anew(tx, me, row.habit_key, row.first_day)
    return _one(tx, me, pause_id)


def remove(tx: Tx, me: Me, pause_id: UUID) -> None:
    """Take a pause back, as if it had never been. Raises PauseNotFound."""
    row = _row(tx, me, pause_id)
    term_queries.forget_pause(tx, me.key, pause_id)
    _rest_anew(tx, me, row.habit_key, row.first_day)


def rest(tx: Tx, me: Me, habit_key: int, first: date, last: date) -> None:
    """Note the days that a habit was archived; its caller recomputes it."""
    days = {"first_day": first, "last_day": last}
    _store(tx, me, {"id": new_id(), "habit_key": habit_key, "reason": "archived", **days})
    _put_terms(tx, me, habit_key, since=None)


def freeze(tx: Tx, me: Me, first: date, last: date) -> None:
    """Ask nothing on days on which the person was not let in; what was done on them still counts."""
    days = {"first_day": first, "last_day": last}
    _store(tx, me, {"id": new_id(), "habit_key": None, "reason": "other", **days})
    _rest_anew(tx, me, None, first)


def _store(tx: Tx, me: Me, values: Mapping[str, object]) -> None:
    term_queries.add_pause(tx, {**values, "owner_key": me.key, "created_at": tx.now})


def _refuse_open_later(me: Me, first: date, last: date | None) -> None:
    if last is None and first > me.today:
        raise PauseNotAllowed("A pause that begins later needs a last day.")


def _rest_anew(tx: Tx, me: Me, habit_key: int | None, first: date) -> None:
    """Make the terms anew of the pauses there are; one habit is recomputed at once, many one by one."""
    counting.uncount(tx, me, min(first, me.today).toordinal() - 31)
    _put_terms(tx, me, habit_key, since=first.toordinal())
    refresh_some(tx, me, AT_ONCE)


def refresh_some(tx: Tx, me: Me, at_most: int) -> bool:
    """Recompute some of the habits that wait for it; whether any may be left."""
    waiting = habits.stale(tx, me.key, at_most)
    for habit_id in waiting:
        row = habits.one(tx, me.key, habit_id)
        if row is not None:
            refresh(tx, me, figures_of(row, me))
    return len(waiting) == at_most


def _put_terms(tx: Tx, me: Me, only: int | None, *, since: int | None) -> None:
    """Make the terms of one habit, or of all, anew of the pauses there are.

    `since` is the first day they rest or no longer rest: a habit whose stored figures hold days that
    this is felt on waits to be recomputed; one that was last written before does not.
    """
    known = term_queries.pauses(tx, me.key)
    for key, text, as_of, is_stale in term_queries.all_terms(tx, me.key):
        if only is not None and key != only:
            continue
        resting = [pause_in(row) for row in known if row.habit_key in {None, key}]
        terms = with_pauses(terms_of(text), resting)
        stale = is_stale or (since is not None and is_felt(terms, since, as_of))
        term_queries.put_terms(tx, me.key, key, terms, stale=stale)


def _row(tx: Tx, me: Me, pause_id: UUID) -> PauseRow:
    row = term_queries.one_pause(tx, me.key, pause_id)
    if row is None:
        raise PauseNotFound("You have no pause with this id.")
    return row


def _one(tx: Tx, me: Me, pause_id: UUID) -> PauseRead:
    return _read(_row(tx, me, pause_id))


def _read(row: PauseRow) -> PauseRead:
    return PauseRead(
        id=row.id, habit_id=row.habit_id, first=row.first_day, last=row.last_day, reason=row.reason
    )
