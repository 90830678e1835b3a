"""The machine that makes up lives: habits, taps, pauses, journeys, nights, in any order."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.flows.choices import AMOUNTS, DAY_STARTS, STARTS, ZONES, goals, in_the_past, kindred
from tests.flows.comparing import Comparison, Seen, same
from tests.flows.wishes import House, Touch, Wish
from tests.flows.world import World
from tests.model.person import first_minute_after
from tests.model.things import DAY

from habitus.habits import closing, counting, pausing

SETTINGS = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    stateful_step_count=30,
    report_multiple_bugs=False,
)
HABITS_MAX = 4
LONGEST_LIFE = timedelta(days=150)
SMALL_SLICES = [
    (pausing, "AT_ONCE", 1),
    (closing, "DAYS_A_SLICE", 7),
    (closing, "HABITS_A_SLICE", 1),
    (counting, "SETTLED_MAX", 9),
]
"""What is done at once, made so small that a short life meets it."""
PACE = [timedelta(minutes=minutes) for minutes in (0, 40, 0, 1200, 5, 300, 0, 2900, 0, 700, 0)]


class Truth(RuleBasedStateMachine):
    """`house` is given by a subclass or a factory."""

    house: House
    examples = 0
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).examples += 1
        self.world: World | None = None
        self.taps = 0
        self.pocket: list[Touch] = []
        self.patch = pytest.MonkeyPatch()

    def teardown(self) -> None:
        try:
            self.end()
        finally:
            self.patch.undo()

    def end(self) -> None:
        if self.world is None:
            return
        failure = sys.exc_info()[1]
        try:
            if failure is None:
                self.last_word()
        except Exception as error:
            failure = error
            raise
        finally:
            if failure is not None:
                failure.add_note("\n".join(["What happened:", *self.world.story]))
            self.world.leave()

    def last_word(self) -> None:
        """All is as the model says, and nothing waits after a night in which every job ran."""
        self.compare(self.w.today)
        self.w.night()
        self.w.work(1000)
        seen = self.compare(self.w.today - DAY)
        assert not any(figures.stale for figures in seen.figures.values()), "a habit waits to be recomputed"
        if seen.until is not None:
            assert date.fromordinal(seen.until) == self.w.today - DAY, "days are left open"

    def compare(self, asked: date) -> Seen:
        comparison = Comparison(self.w, asked)
        comparison.check()
        return comparison.seen

    @invariant()
    def count_steps(self) -> None:
        type(self).steps += 1

    # What everything is about

    @property
    def w(self) -> World:
        assert self.world is not None
        return self.world

    def habit(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.w.names), label="habit")

    def day(self, data: st.DataObject, days: st.SearchStrategy[int] = in_the_past) -> date:
        return self.w.today - data.draw(days, label="days ago") * DAY

    def instant(self) -> datetime:
        """Now, a little later each time: two taps are never one."""
        self.taps += 1
        self.w.now += timedelta(seconds=1)
        return self.w.now

    def later(self) -> datetime:
        """The same after some minutes, hours or days: life goes on."""
        if self.may_go_on:
            self.w.now += PACE[self.taps % len(PACE)]
        return self.instant()

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        if data.draw(st.booleans(), label="small slices"):
            for module, name, size in SMALL_SLICES:
                self.patch.setattr(module, name, size)
        start, zones = data.draw(st.sampled_from(STARTS), label="start")
        zone = data.draw(st.sampled_from(zones), label="zone")
        self.world = World(self.house, start, zone, data.draw(st.sampled_from(DAY_STARTS), label="day start"))
        self.make(data, [None, None, None, 20])

    def make(self, data: st.DataObject, ends_in: list[int | None]) -> None:
        kind, measure = data.draw(
            st.sampled_from(
                [
                    ("build", "check"),
                    ("build", "check"),
                    ("build", "amount"),
                    ("build", "minutes"),
                    ("quit", "check"),
                    ("quit", "amount"),
                ]
            ),
            label="what",
        )
        steps = 0
        if (kind, measure) == ("build", "check"):
            steps = data.draw(st.sampled_from([0, 0, 0, 1, 3]), label="steps")
        begins = data.draw(st.sampled_from([None, None, None, -3, 5, 12, 40]), label="begins days ago")
        ends = data.draw(st.sampled_from(ends_in), label="ends in days")
        wish = Wish(
            data.draw(goals(kind, measure), label="goal"),
            kind,
            measure,
            steps,
            data.draw(st.sampled_from([None, None, None, 0, 1, 3]), label="skip budget"),
            None if begins is None else self.w.today - begins * DAY,
            None if ends is None else self.w.today + ends * DAY,
        )
        name = self.w.make(wish)
        if name in self.w.ids and data.draw(st.sampled_from([True, True, False]), label="has a past"):
            self.fill(data, name)

    @precondition(lambda self: len(self.w.ids) < HABITS_MAX)
    @rule(data=st.data())
    def make_another(self, data: st.DataObject) -> None:
        self.make(data, [None, None, None, None, 1, 20, -4])

    # Days

    def mark(self, data: st.DataObject, name: str, day: date, at: datetime) -> Touch:
        """Some tap that the habit's screen could make, and now and then one that it could not."""
        kept = self.w.person.kept[name]
        habit, known = kept.habit, self.w.steps[name]
        states = ["done"] * 6 + ["skipped", "none"]
        states += ["lapsed"] * (4 if habit.kind == "quit" else 0)
        state = data.draw(
            st.sampled_from([*states, "frozen" if self.taps % 7 == 0 else "lapsed"]), label="state"
        )
        amount, ticked = None, None
        if state == "done" and habit.measure != "check":
            amount = data.draw(st.sampled_from([None, *AMOUNTS]), label="amount")
        if state == "done" and known and data.draw(st.booleans(), label="ticks"):
            ticked = tuple(data.draw(st.sets(st.sampled_from(known)), label="ticked"))
        note = data.draw(st.sampled_from([None, None, None, None, "rain", "sun", ""]), label="note")
        return Touch(name, day, at, state, amount, None, note, self.client_id(), ticked=ticked)

    def client_id(self) -> str:
        return f"tap-{self.taps}"

    def send(self, touch: Touch) -> None:
        """Deliver a tap; what comes back is the truth, too."""
        applied = self.w.touch(touch)
        if applied is None:
            return
        person, now = self.w.person, self.w.now
        reading = person.reading(touch.habit, now)
        figures = applied.figures
        same("streak in the answer", (figures.streak, figures.longest), reading.streak())
        same("strength in the answer", figures.strength, pytest.approx(reading.strength(), abs=1e-9))
        same(f"totals of {touch.day} in the answer", applied.totals, person.totals(touch.day, now))
        entry = person.entry(touch.habit, touch.day)
        note = None if applied.entry is None else applied.entry.note
        same("note in the answer", note, None if entry is None else entry.note)

    @rule(data=st.data())
    def tap(self, data: st.DataObject) -> None:
        at = self.later()
        self.send(self.mark(data, self.habit(data), self.w.today, at))

    @rule(data=st.data())
    def tap_another_day(self, data: st.DataObject) -> None:
        at = self.later()
        day = self.day(data, st.one_of(in_the_past, st.sampled_from([-1, -1, -2])))
        self.send(self.mark(data, self.habit(data), day, at))

    @rule(data=st.data())
    def tap_day_after_day(self, data: st.DataObject) -> None:
        self.fill(data, self.habit(data))

    def fill(self, data: st.DataObject, name: str) -> None:
        """A rhythm: done every so many days, up to today or a day before."""
        every = data.draw(st.sampled_from([1, 1, 1, 2, 2, 3, 4, 7]), label="every")
        first = data.draw(st.sampled_from([6, 10, 20, 45]), label="from")
        last = data.draw(st.sampled_from([0, 1, 1, 2, 4, 9]), label="to")
        counts = self.w.person.kept[name].habit.measure != "check"
        amount = data.draw(st.sampled_from([None, "1", "3.5"]), label="amount") if counts else None
        touches = [
            Touch(name, self.w.today - ago * DAY, self.instant(), "done", amount, client_id=self.client_id())
            for ago in range(first, last - 1, -every)
        ]
        if touches:
            self.w.touch_all(touches)

    @rule(data=st.data())
    def count(self, data: st.DataObject) -> None:
        counting = [name for name in self.w.names if self.w.person.kept[name].habit.measure != "check"]
        name = data.draw(st.sampled_from(counting or self.w.names), label="habit")
        by = data.draw(st.sampled_from(["1", "1", "0.1", "-1"]), label="by")
        at = self.later()
        day = self.day(data, st.sampled_from([0, 0, 0, 1, 2]))
        self.send(Touch(name, day, at, increment=by, client_id=self.client_id()))

    @rule(data=st.data())
    def tap_offline(self, data: st.DataObject) -> None:
        """Some taps into the pocket, at about the same time; one may come from a clock that is ahead."""
        name = self.habit(data)
        counts = self.w.person.kept[name].habit.measure != "check"
        day = self.day(data, st.sampled_from([0, 0, 0, 1, 2, 8]))
        for _ in range(data.draw(st.integers(2, 3), label="taps")):
            at = self.instant()
            ahead = data.draw(st.sampled_from([0, 0, 0, 0, 0, 3, 30]), label="hours ahead")
            if counts and data.draw(st.sampled_from([True, True, False]), label="counts"):
                touch = Touch(name, day, at, increment="1", client_id=self.client_id())
            else:
                touch = self.mark(data, name, day, at)
            self.pocket.append(Touch(**{**vars(touch), "at": at + timedelta(hours=ahead)}))

    @precondition(lambda self: self.pocket)
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """What was tapped before arrives, in any order; some of it comes again, now or later."""
        last = range(len(self.pocket))[-4:]
        order = data.draw(st.permutations(last), label="order")
        if data.draw(st.booleans(), label="and again"):
            order += [data.draw(st.integers(0, len(self.pocket) - 1), label="which")]
        for place in order:
            self.instant()
            self.send(self.pocket[place])

    @rule(data=st.data())
    def bring(self, data: st.DataObject) -> None:
        """An import of some days, as another tool kept them."""
        name = self.habit(data)
        habit = self.w.person.kept[name].habit
        states = ["done", "done", "done", "skipped", "none"] + ["lapsed"] * (habit.kind == "quit")
        touches = []
        for ago in data.draw(st.lists(st.integers(0, 50), min_size=1, max_size=8), label="days ago"):
            state = data.draw(st.sampled_from(states), label="state")
            counts = state == "done" and habit.measure != "check"
            amount = data.draw(st.sampled_from([None, *AMOUNTS]), label="amount") if counts else None
            note = data.draw(st.sampled_from([None, None, "from before"]), label="note")
            day = self.w.today - ago * DAY
            touches.append(Touch(name, day, self.instant(), state, amount, note=note, source="import"))
        self.w.touch_all(touches)

    @rule(data=st.data())
    def freeze(self, data: st.DataObject) -> None:
        at = self.later()
        day = self.day(data, st.sampled_from([1, 1, 2, 3]))
        self.send(Touch(self.habit(data), day, at, "frozen", source="freeze"))

    # Habits

    @rule(data=st.data())
    def ask_for_something_else(self, data: st.DataObject) -> None:
        name = self.habit(data)
        self.later()
        habit = self.w.person.kept[name].habit
        kin = kindred(habit.goals[-1][1])
        goal = data.draw(st.one_of(goals(habit.kind, habit.measure), kin), label="goal")
        ago = data.draw(
            st.sampled_from([None, None, 0, 1, 2, 3, 4, 5, 8, 15, 40, -1]), label="since days ago"
        )
        self.w.set_goal(name, goal, None if ago is None else self.w.today - ago * DAY)

    @rule(data=st.data())
    def live_from_to(self, data: st.DataObject) -> None:
        name = self.habit(data)
        self.later()
        changes: dict[str, date | None] = {}
        begins = data.draw(st.sampled_from([None, 0, 3, 20, -3]), label="begins days ago")
        if begins is not None:
            changes["begins_on"] = self.w.today - begins * DAY
        ends = data.draw(st.sampled_from(["", None, 0, 2, 10, -2, -12]), label="ends in days")
        if not isinstance(ends, str):
            changes["ends_on"] = None if ends is None else self.w.today + ends * DAY
        self.w.live(name, **changes)

    @rule(data=st.data(), steps=st.integers(0, 4))
    def list_steps(self, data: st.DataObject, steps: int) -> None:
        self.later()
        self.w.list_steps(self.habit(data), steps)

    @rule(data=st.data(), skips=st.sampled_from([None, 0, 1, 2]))
    def allow(self, data: st.DataObject, skips: int | None) -> None:
        self.later()
        self.w.allow(self.habit(data), skips)

    @rule(data=st.data())
    def put_away_or_bring_back(self, data: st.DataObject) -> None:
        name = self.habit(data)
        self.later()
        archived = self.w.person.kept[name].archived_at is not None
        what: Callable[[str], None] = self.w.restore if archived else self.w.archive
        what(name)

    @rule(data=st.data())
    def throw_away_or_bring_back(self, data: st.DataObject) -> None:
        name = self.habit(data)
        self.later()
        deleted = self.w.person.kept[name].deleted
        what: Callable[[str], None] = self.w.undelete if deleted else self.w.delete
        what(name)

    @rule(data=st.data())
    def reorder(self, data: st.DataObject) -> None:
        self.instant()
        kept = self.w.person.kept
        mine = [name for name in self.w.names if not kept[name].deleted and kept[name].archived_at is None]
        if mine:
            self.w.reorder(data.draw(st.permutations(mine), label="order"))

    # Pauses

    @rule(data=st.data())
    def pause(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([None, *self.w.names]), label="habit")
        self.later()
        first = self.day(data, st.sampled_from([0, 0, 1, 2, 3, 6, 20, -1, -3]))
        length = data.draw(st.sampled_from([None, 0, 1, 2, 5, 6, 14]), label="length")
        self.w.pause(name, first, None if length is None else first + length * DAY)

    @precondition(lambda self: self.w.pauses)
    @rule(data=st.data())
    def end_pause(self, data: st.DataObject) -> None:
        pause_id = sorted(self.w.pauses)[data.draw(st.integers(0, len(self.w.pauses) - 1), label="pause")]
        self.later()
        last = data.draw(st.sampled_from([None, 0, 1, 1, 2, -2]), label="last days ago")
        self.w.end_pause(pause_id, None if last is None else self.w.today - last * DAY)

    @precondition(lambda self: self.w.pauses)
    @rule(data=st.data())
    def remove_pause(self, data: st.DataObject) -> None:
        pause_id = sorted(self.w.pauses)[data.draw(st.integers(0, len(self.w.pauses) - 1), label="pause")]
        self.later()
        self.w.remove_pause(pause_id)

    # Time

    def wait(self, delta: timedelta) -> None:
        self.w.now += delta

    @property
    def may_go_on(self) -> bool:
        return self.w.now - self.w.person.clock.trips[0][0] < LONGEST_LIFE

    @precondition(lambda self: self.may_go_on)
    @rule(minutes=st.sampled_from([20, 60, 90, 180, 420, 600, 1000]))
    def wait_some_hours(self, minutes: int) -> None:
        self.wait(timedelta(minutes=minutes))

    @precondition(lambda self: self.may_go_on)
    @rule(number=st.sampled_from([1, 1, 1, 2, 3, 5, 9, 21, 35]))
    def wait_some_days(self, number: int) -> None:
        self.wait(timedelta(days=number))

    @precondition(lambda self: self.may_go_on)
    @rule(seconds=st.sampled_from([-2, 0, 1, 1800, 3600]), then=st.booleans(), data=st.data())
    def wait_for_the_next_day(self, seconds: int, then: bool, data: st.DataObject) -> None:  # noqa: FBT001
        """To the edge of the day, where clocks must agree to the second; somebody may tap there."""
        zone, day_start = self.w.person.clock.in_force(self.w.now)
        edge = first_minute_after(self.w.today, self.w.now, zone, day_start)
        self.w.now = max(self.w.now, edge + timedelta(seconds=seconds))
        self.w.read(lambda tx, me: self.check_today(me.today))  # noqa: ARG005
        if then:
            self.tap(data)

    def check_today(self, today: date) -> None:
        assert today == self.w.today, "today"

    @rule(zone=st.sampled_from(ZONES), day_start=st.sampled_from(DAY_STARTS))
    def travel(self, zone: str, day_start: int) -> None:
        self.later()
        self.w.travel(zone, day_start)

    @rule(at_most=st.sampled_from([1, 2, 1000]), night=st.booleans())
    def work(self, at_most: int, night: bool) -> None:  # noqa: FBT001
        if night:
            self.w.night()
        self.w.work(at_most)

    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        self.compare(self.day(data, st.one_of(in_the_past, st.just(-1))))
