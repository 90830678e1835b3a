"""The doctor's round: every person and habit looked at in slices, beside a running server.

Each habit is read in one short transaction and judged outside of it, and repaired in one of its own; so a
round can be ended at any moment, and begun again. A person's days need all their habits as of one instant:
when their sequence has moved meanwhile, the habits are read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from habitus.accounts.gate import PersonGate, me_of
from habitus.accounts.models import Actor, Me
from habitus.accounts.queries import people
from habitus.accounts.rules import next_boundary
from habitus.habits import audit, closing
from habitus.habits.audit import Fault, Judged, JudgedDays, Seen, SeenDays
from habitus.habits.queries import audits
from habitus.habits.rules.course import Course
from habitus.kernel.db import Database, Tx

PAGE = 200
TRIES = 5
"""How often a person's days are looked at who goes on writing meanwhile."""

_GATE = PersonGate()


class Finding(NamedTuple):
    """A fault and whose it is; `habit` is None where it is one of the person's days."""

    person: str
    habit: str | None
    fault: Fault


@dataclass(slots=True)
class Report:
    """What was compared, what was wrong, and how many of the faults are no more."""

    people: int = 0
    habits: int = 0
    days: int = 0
    findings: list[Finding] = field(default_factory=list)
    repaired: int = 0
    waiting: int = 0
    """Habits that a job will recompute, and people who wrote all the while."""


class _Gone(Exception):
    """The person was deleted meanwhile."""


class _Snapshot(NamedTuple):
    """A person's habits as of one instant; `courses` is None where one of them cannot be read."""

    me: Me
    any_habit: bool
    courses: Sequence[Course] | None

    def is_of(self, other: Me) -> bool:
        """Whether nothing has happened to the person since."""
        return (self.me.seq, self.me.today) == (other.seq, other.today)


class Checkup:
    """One round; `tell` hears of it after each person."""

    def __init__(
        self, database: Database[Actor, Me], *, repair: bool, tell: Callable[[Report], None] | None = None
    ) -> None:
        self._db = database
        self._repair = repair
        self._tell = tell
        self.report = Report()

    def everybody(self) -> None:
        """Look at all people, a page of keys at a time."""
        last = 0
        while page := self._db.run_read(people.keys_after, last, PAGE):
            for key in page:
                self.person(key)
            last = page[-1]

    def person(self, key: int) -> None:
        """Look at one person's habits, then at their days; at nothing when they are gone."""
        try:
            self._days(key, self._habits(key))
        except _Gone:
            return
        self.report.people += 1
        if self._tell is not None:
            self._tell(self.report)

    def _habits(self, key: int) -> _Snapshot:
        me, keys = self._db.run_read(_roster, key)
        return _snapshot(me, keys, [self._habit(me, habit_key) for habit_key in keys])

    def _habit(self, me: Me, habit_key: int) -> Judged:
        found = self._look(me.key, habit_key)
        if found is None:
            return _ERASED
        seen, judged = found
        self.report.habits += 1
        self.report.waiting += judged.waiting
        self._note(me, seen.name, judged.faults)
        if judged.faults and self._repair:
            self._db.run_write(_mend, me.key, habit_key)
            after = self._look(me.key, habit_key)
            self._note_repaired(judged.faults, () if after is None else after[1].faults)
        return judged

    def _look(self, key: int, habit_key: int) -> tuple[Seen, Judged] | None:
        seen = self._db.run_read(_look, key, habit_key)
        return None if seen is None else (seen, audit.judge(seen))

    def _days(self, key: int, snapshot: _Snapshot) -> None:
        judged = self._judged_days(key, snapshot)
        if judged is None:
            self.report.waiting += 1
            return
        self.report.days += judged.compared
        self._note(snapshot.me, None, judged.faults)
        if not judged.faults or not self._repair:
            return
        self._db.run_write(_mend_days, key, judged.first)
        while self._db.run_write(_close_days, key):
            pass
        after = self._judged_days(key, None)
        self._note_repaired(judged.faults, () if after is None else after.faults)

    def _judged_days(self, key: int, snapshot: _Snapshot | None) -> JudgedDays | None:
        """The days beside the habits of the same instant; None for somebody who is never still."""
        for _ in range(TRIES):
            snapshot = snapshot or self._read_again(key)
            me, seen = self._db.run_read(_look_at_days, key)
            if snapshot.is_of(me):
                return _judge_days(seen, snapshot)
            snapshot = None
        return None

    def _read_again(self, key: int) -> _Snapshot:
        me, keys = self._db.run_read(_roster, key)
        found = [self._look(key, habit_key) for habit_key in keys]
        return _snapshot(me, keys, [_ERASED if one is None else one[1] for one in found])

    def _note(self, me: Me, habit: str | None, faults: Sequence[Fault]) -> None:
        self.report.findings += [Finding(me.email, habit, fault) for fault in faults]

    def _note_repaired(self, before: Sequence[Fault], after: Sequence[Fault]) -> None:
        left = {fault.what for fault in after}
        self.report.repaired += sum(fault.what not in left for fault in before)


_ERASED = Judged((), waiting=False, readable=True, course=None)


def _snapshot(me: Me, keys: Sequence[int], habits: Sequence[Judged]) -> _Snapshot:
    if not all(habit.readable for habit in habits):
        return _Snapshot(me, bool(keys), None)
    return _Snapshot(me, bool(keys), [habit.course for habit in habits if habit.course is not None])


def _judge_days(seen: SeenDays, snapshot: _Snapshot) -> JudgedDays:
    never = seen.closing is None and not snapshot.any_habit
    if never or snapshot.courses is None:
        return JudgedDays((), None, 0)
    return audit.judge_days(seen, snapshot.courses)


def _me(tx: Tx, key: int) -> Me:
    found = people.emails_of(tx, [key])
    if not found:
        raise _Gone
    return me_of(tx, people.person_by_key(tx, key))


def _roster(tx: Tx, key: int) -> tuple[Me, Sequence[int]]:
    return _me(tx, key), audits.keys(tx, key)


def _look(tx: Tx, key: int, habit_key: int) -> Seen | None:
    return audit.look(tx, _me(tx, key), habit_key)


def _look_at_days(tx: Tx, key: int) -> tuple[Me, SeenDays]:
    me = _me(tx, key)
    return me, audit.look_at_days(tx, me)


def _writing(tx: Tx, key: int) -> Me:
    """The person, their row written first: on PostgreSQL that keeps their other writes waiting."""
    me = _GATE.person_of(tx, key)
    if me is None:
        raise _Gone
    _GATE.bump(tx, me)
    return me


def _mend(tx: Tx, key: int, habit_key: int) -> None:
    audit.mend(tx, _writing(tx, key), habit_key)


def _mend_days(tx: Tx, key: int, first: int | None) -> None:
    audit.mend_days(tx, _writing(tx, key), first)


def _close_days(tx: Tx, key: int) -> bool:
    me = _writing(tx, key)
    return closing.close_days(tx, me, next_boundary(tx.now, me.zone, me.day_start))
