"""A person twice: in a real database, through the real services, and in the slow model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import text
from tests.flows.wishes import House, Touch, Wish, asked, word
from tests.model.person import Person, Tap, share
from tests.model.things import Goal, Habit

from habitus.accounts import service as accounts
from habitus.accounts.gate import PersonGate, me_of
from habitus.accounts.queries import people
from habitus.accounts.schemas.people import ProfileWrite
from habitus.habits import lifecycle, pausing, service
from habitus.habits.errors import (
    AmountNotAllowed,
    DayNotOpen,
    GoalNotAllowed,
    HabitArchived,
    HabitNotFound,
    PauseNotAllowed,
    PauseNotFound,
    SkipBudgetSpent,
    StateNotAllowed,
    StepUnknown,
)
from habitus.habits.models import NewHabit, Step
from habitus.habits.rules.goal import Kind, Measure
from habitus.habits.rules.log import State
from habitus.habits.rules.merge import Change, SkipReason, Source
from habitus.habits.schemas.habits import HabitWrite, StepWrite
from habitus.habits.schemas.pauses import PauseWrite
from habitus.kernel.db import Tx
from habitus.kernel.errors import DomainError
from habitus.kernel.outbox import queries as jobs
from habitus.kernel.outbox import record
from habitus.kernel.outbox.running import run

R = TypeVar("R")
KEPT_FOR = timedelta(days=30)
REFUSALS: dict[str, type[DomainError]] = {
    "deleted": HabitNotFound,
    "day": DayNotOpen,
    "state": StateNotAllowed,
    "amount": AmountNotAllowed,
    "archived": HabitArchived,
    "budget": SkipBudgetSpent,
    "step": StepUnknown,
    "goal": GoalNotAllowed,
    "pause": PauseNotAllowed,
    "no pause": PauseNotFound,
}


class World:
    """Does everything in both worlds; each method sees to it that both refuse the same."""

    def __init__(self, house: House, now: datetime, zone: str, day_start: int) -> None:
        self.house = house
        self.now = now
        new = accounts.NewPerson(f"{uuid4().hex}@home.example", "Mira", "unusable", "member", zone)
        self.key: int = house.database.run_write(accounts.create_person, new)
        self.person = Person(now, zone)
        self.write(accounts.update_profile, ProfileWrite())
        self.ids: dict[str, UUID] = {}
        self.steps: dict[str, tuple[str, ...]] = {}
        self.thrown_away: dict[str, datetime] = {}
        self.pauses: dict[UUID, tuple[str | None, date, date | None]] = {}
        self.story: list[str] = []
        self.tell("made in", zone)
        if day_start:
            self.travel(zone, day_start)

    # The real one

    @property
    def now(self) -> datetime:
        return self.house.clock.now

    @now.setter
    def now(self, now: datetime) -> None:
        self.house.clock.now = now

    def write(self, fn: Callable[..., R], *args: object, **more: object) -> R:
        """As `Database.write` does for somebody who is signed in."""
        gate = PersonGate()

        def function(tx: Tx) -> R:
            me = gate.person_of(tx, self.key)
            assert me is not None
            assert me.today == self.today, f"today is {me.today}, not {self.today}"
            value = fn(tx, me, *args, **more)
            gate.touch(tx, me)
            return value

        return self.house.database.run_write(function)

    def read(self, fn: Callable[..., R], *args: object) -> R:
        return self.house.database.run_read(
            lambda tx: fn(tx, me_of(tx, people.person_by_key(tx, self.key)), *args)
        )

    def leave(self) -> None:
        """Forget the person and all that waits."""
        self.house.database.run_write(_forget, self.key)

    @contextmanager
    def refusing(self, code: str | None) -> Iterator[None]:
        """What the model refuses with a code, the service must refuse with its error."""
        refused: type[DomainError] | None = None
        try:
            yield
        except tuple(REFUSALS.values()) as error:
            refused = type(error)
        assert refused is (None if code is None else REFUSALS[code]), f"{refused} instead of {code}"

    def tell(self, *words: object) -> None:
        """Note what is done, for whoever reads of a failure."""
        self.story.append(" ".join([f"{self.now:%Y-%m-%d %H:%M:%S} ({self.today:%a %d})", *map(word, words)]))

    # The clock

    @property
    def today(self) -> date:
        return self.person.today(self.now)

    @property
    def names(self) -> list[str]:
        return list(self.ids)

    def travel(self, zone: str, day_start: int) -> None:
        self.tell("travel", zone, day_start)
        self.write(accounts.update_profile, ProfileWrite(zone=zone, day_start=day_start))
        self.person.clock.change(self.now, zone, day_start)

    # Habits

    def make(self, wish: Wish) -> str:
        self.tell("make", wish)
        name = f"h{len(self.ids)}"
        steps = tuple(f"s{number}" for number in range(wish.steps))
        new = NewHabit(
            name=name,
            kind=Kind(wish.kind),
            measure=Measure(wish.measure),
            goal=asked(wish.goal),
            steps=tuple(Step(step, step) for step in steps),
            skip_budget=wish.skip_budget,
            begins_on=wish.begins,
            ends_on=wish.ends,
        )
        begins = wish.begins or self.today
        backward = wish.ends is not None and wish.ends < begins
        with self.refusing("goal" if backward else None):
            self.ids[name] = self.write(lifecycle.create, new).id
        if backward:
            return name
        self.steps[name] = steps
        habit = Habit(
            [(self.today, wish.goal)],
            begins,
            wish.kind,
            wish.measure,
            steps=bool(steps),
            ends_on=wish.ends,
        )
        self.person.keep(name, habit, wish.skip_budget)
        return name

    def live(self, name: str, **changes: date | None) -> None:
        """Give a habit another `begins_on` or `ends_on`."""
        self.tell("live", name, {key: str(day) for key, day in changes.items()})
        habit = self.person.kept[name].habit
        begins = changes.get("begins_on") or habit.begins
        ends = changes.get("ends_on", habit.ends_on)
        code = "goal" if ends is not None and ends < begins else None
        code = self._gone(name) or code
        with self.refusing(code):
            self.write(lifecycle.edit, self.ids[name], HabitWrite.model_validate(changes))
        if code is None:
            habit.begins, habit.ends_on = begins, ends

    def allow(self, name: str, skips: int | None) -> None:
        self.tell("allow", name, skips)
        code = self._gone(name)
        with self.refusing(code):
            self.write(lifecycle.edit, self.ids[name], HabitWrite(skip_budget=skips))
        if code is None:
            self.person.kept[name].skip_budget = skips

    def list_steps(self, name: str, number: int) -> None:
        """Give a check another checklist."""
        self.tell("list_steps", name, number)
        habit = self.person.kept[name].habit
        steps = tuple(f"s{one}" for one in range(number))
        wanted = [StepWrite(id=step, name=step) for step in steps]
        checks = habit.measure == "check" and habit.kind == "build"
        code = self._gone(name) or ("goal" if steps and not checks else None)
        with self.refusing(code):
            self.write(lifecycle.edit, self.ids[name], HabitWrite(steps=tuple(wanted)))
        if code is None:
            self.steps[name] = steps
            habit.steps = habit.steps or bool(steps)

    def set_goal(self, name: str, goal: Goal, since: date | None) -> None:
        self.tell("set_goal", name, goal, since)
        day = since or self.today
        code = self._gone(name) or ("goal" if day > self.today else None)
        with self.refusing(code):
            self.write(lifecycle.set_goal, self.ids[name], asked(goal), since)
        if code is None:
            self.person.set_goal(name, day, goal)

    def archive(self, name: str) -> None:
        self.tell("archive", name)
        with self.refusing(self._gone(name)):
            self.write(lifecycle.archive, self.ids[name])
            self.person.archive(name, self.now)

    def restore(self, name: str) -> None:
        self.tell("restore", name)
        with self.refusing(self._gone(name)):
            before = {row.id for row in self.read(pausing.list_pauses).items}
            self.write(lifecycle.restore, self.ids[name])
            self.person.restore(name, self.now)
            for row in self.read(pausing.list_pauses).items:
                if row.id not in before:
                    self.pauses[row.id] = (name, row.first, row.last)

    def delete(self, name: str) -> None:
        self.tell("delete", name)
        with self.refusing(self._gone(name)):
            self.write(lifecycle.delete, self.ids[name])
            self.person.delete(name)
            self.thrown_away[name] = self.now

    def undelete(self, name: str) -> None:
        """May be too late: a day close erases what was deleted 30 days before."""
        self.tell("undelete", name)
        if not self.person.kept[name].deleted:
            with self.refusing("deleted"):
                self.write(lifecycle.undelete, self.ids[name])
            return
        try:
            self.write(lifecycle.undelete, self.ids[name])
        except HabitNotFound:
            assert self.thrown_away[name] < self.now - KEPT_FOR
            return
        self.person.undelete(name)
        del self.thrown_away[name]

    def reorder(self, names: Sequence[str]) -> None:
        self.write(lifecycle.reorder, [self.ids[name] for name in names])

    def _gone(self, name: str) -> str | None:
        return "deleted" if self.person.kept[name].deleted else None

    # Pauses

    def pause(self, name: str | None, first: date, last: date | None) -> None:
        self.tell("pause", name, first, last)
        code = "pause" if last is None and first > self.today else None
        if name is not None and code is None:
            code = self._gone(name)
        habit_id = None if name is None else self.ids[name]
        with self.refusing(code):
            made = self.write(pausing.add, PauseWrite(habit_id=habit_id, first=first, last=last))
            self.person.pause(first, last, name)
            self.pauses[made.id] = (name, first, last)

    def end_pause(self, pause_id: UUID, last: date | None) -> None:
        name, first, before = self.pauses[pause_id]
        self.tell("end_pause", name, first, before, "→", last)
        kept = {row.id: row for row in self.read(pausing.list_pauses).items}
        if pause_id not in kept:
            code: str | None = "no pause"
        else:
            archived = kept[pause_id].reason == "archived"
            backward = last is not None and last < first
            later = last is None and first > self.today
            code = "pause" if archived or backward or later else None
        with self.refusing(code):
            self.write(pausing.end, pause_id, last)
            pauses = self._pauses(name)
            pauses[pauses.index((first, before))] = (first, last)
            self.pauses[pause_id] = (name, first, last)

    def remove_pause(self, pause_id: UUID) -> None:
        name, first, last = self.pauses.pop(pause_id)
        self.tell("remove_pause", name, first, last)
        kept = {row.id for row in self.read(pausing.list_pauses).items}
        with self.refusing(None if pause_id in kept else "no pause"):
            self.write(pausing.remove, pause_id)
            self._pauses(name).remove((first, last))

    def _pauses(self, name: str | None) -> list[tuple[date, date | None]]:
        return self.person.pauses if name is None else self.person.kept[name].habit.pauses

    # Days

    def touch(self, touch: Touch) -> service.Applied | None:
        """One tap that asks for the totals of its day, as a check-off does."""
        return self._apply([touch], totals_on=touch.day)

    def touch_all(self, touches: Sequence[Touch]) -> service.Applied | None:
        """Days of one habit at once; all or none are taken."""
        return self._apply(touches, totals_on=None)

    def _apply(self, touches: Sequence[Touch], *, totals_on: date | None) -> service.Applied | None:
        self.tell("tap", *touches)
        changes = [self._change(touch) for touch in touches]
        code = self._taken(touches)
        applied: list[service.Applied] = []
        with self.refusing(code):
            habit_id = self.ids[touches[0].habit]
            applied.append(self.write(service.apply, habit_id, changes, totals_on=totals_on))
        return applied[0] if applied else None

    def _taken(self, touches: Sequence[Touch]) -> str | None:
        """Let the model take all of them, or none; why not."""
        kept = self.person.kept[touches[0].habit]
        if kept.deleted:
            return "deleted"
        known = self.steps[touches[0].habit]
        if any(one.ticked is not None and (not known or set(one.ticked) - set(known)) for one in touches):
            return "step"
        before = {day: list(taps) for day, taps in kept.taps.items()}
        for touch in touches:
            code = self.person.tap(self._tap(touch))
            if code is not None:
                kept.taps = before
                return code
        return None

    def _tap(self, touch: Touch) -> Tap:
        amount = touch.increment if touch.amount is None else touch.amount
        size = None if amount is None else Fraction(amount)
        if touch.ticked is not None:
            size = share(len(set(touch.ticked)), len(self.steps[touch.habit]))
        return Tap(
            touch.habit,
            touch.day,
            touch.at,
            self.now,
            kind="mark" if touch.increment is None else "increment",
            state=touch.state,
            amount=size,
            note=touch.note,
            client_id=touch.client_id,
            source=touch.source,
            ticks=touch.ticked is not None,
        )

    def _change(self, touch: Touch) -> Change:
        zone, day_start = self.person.clock.in_force(self.now)
        return Change(
            day=touch.day,
            state=State[touch.state.upper()],
            tapped_at=touch.at,
            zone=zone,
            day_start=day_start,
            amount=None if touch.amount is None else float(touch.amount),
            increment=None if touch.increment is None else float(touch.increment),
            note=touch.note,
            client_id=touch.client_id,
            source=Source[touch.source.upper()],
            steps=touch.ticked,
            reason=SkipReason.SICK if touch.state == "skipped" else None,
        )

    # Jobs

    def night(self) -> None:
        """What the schedule does each minute."""
        self.tell("night")
        self.house.database.run_write(lambda tx: record(tx, "today.start_day_closes", {}))

    def work(self, at_most: int) -> None:
        """Run jobs that are due, and what follows from them."""
        self.tell("work", at_most)
        while at_most > 0 and (due := self.house.database.run_read(jobs.due)):
            for job_id in due[:at_most]:
                self.house.database.run_write(run, self.house.crew, job_id)
            at_most -= len(due[:at_most])
        assert self.house.database.run_read(jobs.failed, 10) == []


def _forget(tx: Tx, key: int) -> None:
    tx.execute(text("DELETE FROM person WHERE key = :key"), {"key": key})
    tx.execute(text("DELETE FROM outbox"))
