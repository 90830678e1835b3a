"""The long work behind imports: reading a file, bringing it in, and clearing away what nobody needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from habitus.accounts import service as accounts
from habitus.accounts.models import WeightUnit
from habitus.formats.records import DateOrder
from habitus.interchange import rules, service, uploads
from habitus.interchange.files import Place, places
from habitus.interchange.models import State
from habitus.interchange.parts import Part
from habitus.interchange.reading import read_apart
from habitus.interchange.service import Cargo, Options
from habitus.interchange.unpacking import Unpacked, unpack
from habitus.interchange.uploads import Owned, Stopped
from habitus.kernel.db import Tx
from habitus.kernel.errors import DomainError, StorageUnavailable
from habitus.kernel.outbox import Report

R = TypeVar("R")

TELL_SECONDS = 0.5
READ_AT = 50
"""Percent when the file is read, and what importing would do begins to be worked out."""
PAUSE = 0.5
"""How long to rest after each slice, as a share of what it took: others want to write too."""
UPLOAD_GRACE_SECONDS = 600.0
"""A folder that no import knows is one that is being uploaded, until nothing was written for so long."""


@dataclass(slots=True)
class _Teller:
    """Says how far an import is, not too often, and thereby hears that it is to stop."""

    report: Report
    which: Owned
    state: State
    _told_at: float = field(default_factory=time.monotonic)

    def tell(self, percent: int) -> None:
        """Raises Stopped, LeaseLost or WorkPutOff."""
        now = time.monotonic()
        if now - self._told_at < TELL_SECONDS:
            return
        self._told_at = now
        self.report.progress(percent)
        self.report.database.run_write(uploads.tell, self.which, self.state, percent)


@dataclass(frozen=True, slots=True)
class _Looking:
    """Keeps nothing: a dry run that is stopped begins anew."""

    teller: _Teller
    count: int

    def part(self, number: int) -> None:
        """Nothing is known of before."""

    def write(self, number: int, function: Callable[[Tx], R], part: Callable[[R], Part]) -> R:  # noqa: ARG002 - as the protocol has it
        raise AssertionError("a dry run writes nothing")

    def tell(self, laid: int) -> None:
        self.teller.tell(rules.percent(laid, self.count, begin=READ_AT))


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Notes with each slice how far it is, so that after a kill nothing is done or counted twice."""

    teller: _Teller
    count: int
    parts: dict[int, Part]

    def part(self, number: int) -> Part | None:
        return self.parts.get(number)

    def write(self, number: int, function: Callable[[Tx], R], part: Callable[[R], Part]) -> R:
        before = self.parts.get(number)

        def noted(tx: Tx) -> tuple[R, Part]:
            self.teller.report.confirm(tx)
            done = function(tx)
            now = part(done)
            uploads.note(tx, self.teller.which, number, before, now)
            return done, now

        begun = time.monotonic()
        done, self.parts[number] = self.teller.report.database.run_write(noted)
        time.sleep(PAUSE * (time.monotonic() - begun))
        return done

    def tell(self, laid: int) -> None:
        self.teller.tell(rules.percent(laid, self.count))


def read(root: Path, report: Report) -> None:
    """Read an uploaded file and work out what importing it would do."""
    which = Owned.of(report.payload)
    place = Place(root, which.id)
    try:
        _read(place, report, which)
    except Stopped:
        place.remove()


def _read(place: Place, report: Report, which: Owned) -> None:
    db = report.database
    row = db.run_write(uploads.begin_reading, which)
    if row is None:
        raise Stopped
    teller = _Teller(report, which, "reading")
    try:
        order = cast("DateOrder | None", row.date_order)
        read_apart(place.upload, row.file_name, order, place.packed, lambda: teller.tell(0))
        unpacked = unpack(place.packed)
        options = Options(dry_run=True, unit=cast("WeightUnit | None", row.unit))
        keeper = _Looking(teller, unpacked.count)
        me = db.run_read(accounts.person, which.owner)
        would = service.carry_in(db, me, _cargo(unpacked), options, keeper)
    except StorageUnavailable:
        raise  # it is over some time, and then this is tried again
    except DomainError as refusal:
        db.run_write(uploads.fail, which, refusal)
        place.remove()
        return
    db.run_write(uploads.be_ready, which, would)


def bring_in(root: Path, report: Report) -> None:
    """Bring in what was read and confirmed, from where an earlier attempt has come to."""
    which = Owned.of(report.payload)
    place = Place(root, which.id)
    with suppress(Stopped):
        _bring_in(place, report, which)
    place.remove()


def _bring_in(place: Place, report: Report, which: Owned) -> None:
    db = report.database
    resumed = db.run_read(uploads.resume, which)
    if resumed is None:
        raise Stopped
    try:
        unpacked = unpack(place.packed)
    except DomainError as refusal:
        db.run_write(uploads.fail, which, refusal)
        return
    keeper = _Keeping(_Teller(report, which, "importing"), unpacked.count, resumed.parts)
    options = Options(unit=cast("WeightUnit | None", resumed.unit))
    done = service.carry_in(db, resumed.me, _cargo(unpacked), options, keeper)
    db.run_write(uploads.finish, which, done)


def clear(root: Path, report: Report) -> None:
    """End what is over, and remove the files that nobody needs: of those, and of uploads that broke off."""
    report.database.run_write(uploads.end_what_is_over)
    found = dict(places(root))
    known = report.database.run_read(uploads.needed, list(found))
    for import_id, place in found.items():
        if not known.get(import_id, _may_be_uploading(place)):
            place.remove()


def _may_be_uploading(place: Place) -> bool:
    return time.time() - place.last_touched() < UPLOAD_GRACE_SECONDS


def _cargo(unpacked: Unpacked) -> Cargo:
    return Cargo(unpacked.imported, unpacked.habit)
