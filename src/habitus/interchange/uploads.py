"""Imports as people see them: a file waits, is read, is confirmed, and is brought in.

The functions of people take `me`; those of jobs name owner and import, and do nothing when it was
cancelled meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from habitus.accounts import service as accounts
from habitus.accounts.models import Me
from habitus.interchange import queries, rules
from habitus.interchange.errors import (
    ImportCancelled,
    ImportExpired,
    ImportInterrupted,
    ImportNotFound,
    ImportNotReady,
    ImportRunning,
    ImportsBusy,
)
from habitus.interchange.models import NewImport, State
from habitus.interchange.parts import Part
from habitus.interchange.queries import ImportRow
from habitus.interchange.schemas import ImportProblem, ImportRead, ImportReport, ImportsRead
from habitus.kernel.db import Tx
from habitus.kernel.errors import DomainError
from habitus.kernel.outbox import LeaseLost, Payload, is_waiting, record

READ = "interchange.read"
BRING_IN = "interchange.bring_in"
CLEAR = "interchange.clear"

REFUSED_SHOWN = 50
"""Refused rows that also a list of imports has; there may be 10 000."""
_WORK_OF: dict[State, str] = {"waiting": READ, "reading": READ, "importing": BRING_IN}
_ENDED: tuple[State, ...] = ("done", "failed", "cancelled")
_RETRY_SECONDS = 60


class Stopped(Exception):
    """The import is not any more what the work at it was for: somebody has cancelled it."""


def check_may_begin(tx: Tx, me: Me) -> UUID:
    """Whether this person may upload a file now; gives their id. Raises ImportRunning or ImportsBusy."""
    if queries.ids_in(tx, me.key, rules.RUNNING):
        raise ImportRunning("Wait until it is done, or cancel it.")
    if queries.how_many(tx, rules.RUNNING) >= rules.WAITING_MAX:
        raise ImportsBusy("Others are importing just now. Try again in a minute.", retry_after=_RETRY_SECONDS)
    return me.id


def begin(tx: Tx, me: Me, new: NewImport) -> ImportRead:
    """Have an uploaded file read. It takes the place of one of theirs that is not confirmed yet.

    Raises ImportRunning or ImportsBusy.
    """
    check_may_begin(tx, me)
    for unconfirmed in queries.ids_in(tx, me.key, ("ready",)):
        _end(tx, me.key, unconfirmed, None)
    queries.remove_all_but(tx, me.key, rules.KEPT - 1, _ENDED)
    queries.add(tx, me.key, new)
    _leave(tx, READ, me.key, new.id)
    return one(tx, me, new.id)


def newest(tx: Tx, me: Me) -> ImportsRead:
    """The person's newest imports, their refused rows cut short."""
    return ImportsRead(items=[_read(row, ()) for row in queries.newest(tx, me.key, rules.KEPT)])


def one(tx: Tx, me: Me, import_id: UUID) -> ImportRead:
    """One import with all of its report. Raises ImportNotFound."""
    row = queries.one(tx, me.key, import_id)
    if row is None:
        raise ImportNotFound
    return _read(row, row.more_refused or ())


def confirm(tx: Tx, me: Me, import_id: UUID) -> ImportRead:
    """Have a file that was read brought in; asked again, it says how far that is.

    Raises ImportNotFound or ImportNotReady.
    """
    row = _to_change(tx, me, import_id)
    if row.state not in {"ready", "importing", "done"}:
        raise ImportNotReady(f"It is {row.state}; only what is ready can be confirmed.")
    if row.state == "ready":
        values = {"state": "importing", "percent": 0, "begun_on": me.today}
        queries.change(tx, me.key, import_id, ("ready",), values)
        _leave(tx, BRING_IN, me.key, import_id)
    return one(tx, me, import_id)


def cancel(tx: Tx, me: Me, import_id: UUID) -> None:
    """Stop an import that is not over, or forget one that is. Raises ImportNotFound.

    What it has written stays: it says so in its problem.
    """
    row = _to_change(tx, me, import_id)
    if row.state in _ENDED:
        queries.remove(tx, me.key, import_id)
        return
    problem = None
    if row.state == "importing":
        problem = _cancelled(queries.written(tx, me.key, import_id))
    _end(tx, me.key, import_id, problem)


@dataclass(frozen=True, slots=True)
class Owned:
    """An import and whose it is, as a job knows them."""

    owner: int
    id: UUID

    @classmethod
    def of(cls, payload: Payload) -> Owned:
        return cls(int(payload["person"]), UUID(payload["import"]))


def begin_reading(tx: Tx, which: Owned) -> ImportRow | None:
    """The import whose file is to be read now, or still; None when it is not any more."""
    queries.change(tx, which.owner, which.id, ("waiting",), {"state": "reading"})
    return _in_state(tx, which, "reading")


def be_ready(tx: Tx, which: Owned, report: ImportReport) -> None:
    """Say what importing would do, and wait for the person."""
    _settle(tx, which, "reading", {"state": "ready", "percent": 100, **_stored(report)})


def fail(tx: Tx, which: Owned, refusal: DomainError) -> None:
    """End an import by a refusal of its file."""
    values = {"state": "failed", "problem": _problem(refusal), "report": None, "more_refused": None}
    queries.change(tx, which.owner, which.id, rules.NEEDED, values)


@dataclass(frozen=True, slots=True)
class Resumed:
    """An import that is confirmed: whose it is, since when, and what is done of it."""

    me: Me
    unit: str | None
    parts: dict[int, Part]


def resume(tx: Tx, which: Owned) -> Resumed | None:
    """Where to begin, or to go on; None when it is cancelled or done."""
    row = queries.one(tx, which.owner, which.id)
    if row is None or row.state != "importing":
        return None
    begun_on: date = row.begun_on
    me = replace(accounts.person(tx, which.owner), today=begun_on)
    return Resumed(me, row.unit, queries.parts(tx, which.owner, which.id))


def note(tx: Tx, which: Owned, number: int, before: Part | None, now: Part) -> None:
    """Note in the transaction of a slice how far its habit is.

    Raises Stopped when it was cancelled, and LeaseLost when somebody else is further: then nothing of
    the slice is written.
    """
    row = _in_state(tx, which, "importing")
    if row is None:
        raise Stopped
    if before is None:
        queries.add_part(tx, row.key, number, now)
    elif not queries.move_part(tx, row.key, number, before.laid, now):
        raise LeaseLost


def tell(tx: Tx, which: Owned, state: State, percent: int) -> None:
    """Note how far it is. Raises Stopped."""
    if not queries.change(tx, which.owner, which.id, (state,), {"percent": percent}):
        raise Stopped


def finish(tx: Tx, which: Owned, report: ImportReport) -> None:
    _settle(tx, which, "importing", {"state": "done", "percent": 100, **_stored(report)})


def end_what_is_over(tx: Tx) -> None:
    """End imports that nobody confirmed, and those whose work is gone: it fell over too often."""
    for found in queries.everybody(tx, rules.NEEDED):
        if found.state == "ready":
            if found.created_at + rules.LIFE <= tx.now:
                expired = ImportExpired("Its file was deleted after 24 hours. Upload it again.")
                _end(tx, found.owner_key, found.id, expired)
        elif not is_waiting(tx, _WORK_OF[found.state], str(found.id), person=found.owner_key):
            lost = ImportInterrupted("What was written by then stays. Upload the file again.")
            fail(tx, Owned(found.owner_key, found.id), lost)


def needed(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, bool]:
    """Whether the files of these imports are needed still; those that nobody knows are missing."""
    return {one: state in rules.NEEDED for one, state in queries.states_of(tx, ids).items()}


def _cancelled(days: int) -> ImportCancelled:
    if not days:
        return ImportCancelled("No day had been written by then.")
    return ImportCancelled(
        f"Days that had been written by then: {days}. They stay; importing the file again adds the rest."
    )


def _to_change(tx: Tx, me: Me, import_id: UUID) -> ImportRow:
    row = queries.one_to_change(tx, me.key, import_id)
    if row is None:
        raise ImportNotFound
    return row


def _in_state(tx: Tx, which: Owned, state: State) -> ImportRow | None:
    row = queries.one_to_change(tx, which.owner, which.id)
    return row if row is not None and row.state == state else None


def _settle(tx: Tx, which: Owned, state: State, values: dict[str, object]) -> None:
    if not queries.change(tx, which.owner, which.id, (state,), values):
        raise Stopped


def _end(tx: Tx, owner: int, import_id: UUID, why: DomainError | None) -> None:
    """Cancel it, and have its file removed: at once by the work that is at it, or by the next sweep."""
    values = {"state": "cancelled", "report": None, "more_refused": None}
    queries.change(
        tx, owner, import_id, rules.NEEDED, {**values, "problem": None if why is None else _problem(why)}
    )
    record(tx, CLEAR, {}, once="files")


def _leave(tx: Tx, kind: str, owner: int, import_id: UUID) -> None:
    record(tx, kind, {"person": owner, "import": str(import_id)}, person=owner, once=str(import_id))


def _problem(refusal: DomainError) -> dict[str, str]:
    return {"code": refusal.code, "title": refusal.title, "detail": refusal.detail}


def _stored(report: ImportReport) -> dict[str, object]:
    whole = report.model_dump(mode="json")
    return {
        "report": {**whole, "refused": whole["refused"][:REFUSED_SHOWN]},
        "more_refused": whole["refused"][REFUSED_SHOWN:] or None,
    }


def _read(row: ImportRow, more_refused: Sequence[dict[str, Any]]) -> ImportRead:
    report = row.report
    if report is not None:
        report = ImportReport.model_validate({**report, "refused": [*report["refused"], *more_refused]})
    return ImportRead(
        id=row.id,
        state=row.state,
        file_name=row.file_name,
        percent=row.percent,
        created_at=row.created_at,
        report=report,
        problem=None if row.problem is None else ImportProblem(**row.problem),
    )
