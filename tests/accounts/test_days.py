"""When days begin and end, in every zone of the pinned database, and which days nobody lived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.people import create_person, me_again

from habitus.accounts import rules, service
from habitus.accounts.gate import PersonGate, me_of
from habitus.accounts.queries import people
from habitus.accounts.rules import PersonClock
from habitus.accounts.schemas.people import ProfileWrite

BERLIN, NEW_YORK, APIA, LORD_HOWE = "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"
HONOLULU, KIRITIMATI = "Pacific/Honolulu", "Pacific/Kiritimati"
KWAJALEIN, HAVANA = "Pacific/Kwajalein", "America/Havana"
DAY_STARTS = (0, 90, 150, 240, 1439)
MICROSECOND = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def raw_day(now: datetime, zone: str, day_start: int) -> date:
    """The formula of the civil day, before a clock that is put back is thought of."""
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - timedelta(minutes=day_start)).date()


@dataclass(frozen=True)
class Transition:
    """A change of a zone's offset; `pattern` is what days can see of it."""

    zone: str
    at: datetime
    pattern: tuple[timedelta, timedelta, int]


def offset(stamp: int, tz: ZoneInfo) -> timedelta:
    return datetime.fromtimestamp(stamp, tz).utcoffset() or timedelta()


def transitions_of(zone: str) -> list[Transition]:
    """From 1970 to 2037; no zone changes twice within two days."""
    tz, step, found = ZoneInfo(zone), 2 * 86400, []
    marks = range(0, int(datetime(2038, 1, 1, tzinfo=UTC).timestamp()), step)
    offsets = [offset(stamp, tz) for stamp in marks]
    for stamp, (before, after) in zip(marks, pairwise(offsets), strict=False):
        if before == after:
            continue
        low, high = stamp, stamp + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle, tz) == before else (low, middle)
        wall_second = (high + int(before.total_seconds())) % 86400
        found.append(Transition(zone, datetime.fromtimestamp(high, UTC), (before, after, wall_second)))
    return found


def different_zones() -> list[str]:
    """One name of each zone: a third of the names only point to others."""
    root = files("tzdata") / "zoneinfo"
    return sorted({(root / name).read_bytes(): name for name in available_timezones()}.values())


ZONES = different_zones()


@pytest.fixture(scope="module")
def transitions() -> list[Transition]:
    return [transition for zone in ZONES for transition in transitions_of(zone)]


def check_day_around(now: datetime, zone: str, day_start: int) -> None:
    """An instant has one day, which ends where a later one begins."""
    day = rules.civil_day(now, zone, day_start)
    boundary = rules.next_boundary(now, zone, day_start)
    assert rules.day_begins(day, zone, day_start) <= now < boundary
    assert rules.civil_day(boundary, zone, day_start) > day
    assert rules.civil_day(boundary - MICROSECOND, zone, day_start) == day


class TestEveryZone:
    def test_days_tile_time_at_every_transition(self, transitions):
        assert len(transitions) > 15_000
        for transition in transitions:
            for day_start in DAY_STARTS:
                check_day_around(transition.at - MICROSECOND, transition.zone, day_start)
                check_day_around(transition.at, transition.zone, day_start)

    def test_the_day_is_the_latest_that_the_wall_clock_has_shown(self, transitions):
        """Densely, once for each way in which a clock was ever changed."""
        samples = sorted(
            {timedelta(minutes=minute) for minute in range(-27 * 60, 27 * 60, 30)}
            | {timedelta(minutes=minute) for minute in range(-190, 190, 5)}
            | {-timedelta(seconds=1), -MICROSECOND, MICROSECOND}
        )
        for transition in {one.pattern: one for one in transitions}.values():
            instants = [transition.at + sample for sample in samples]
            _, _, wall_second = transition.pattern
            near = ((wall_second // 60 + minutes) % 1440 for minutes in (-60, -1, 0, 1, 15, 30, 60))
            for day_start in {*DAY_STARTS, *near}:
                shown = accumulate((raw_day(now, transition.zone, day_start) for now in instants), max)
                days = [rules.civil_day(now, transition.zone, day_start) for now in instants]
                assert days == list(shown), (transition, day_start)
                for now in instants[::6]:
                    check_day_around(now, transition.zone, day_start)

    def test_days_follow_each_other_through_a_leap_year(self):
        for zone in ZONES:
            now = at("2028-02-26T12:00")
            days = [rules.civil_day(now, zone, 240)]
            for _ in range(40):
                now = rules.next_boundary(now, zone, 240)
                days.append(rules.civil_day(now, zone, 240))
            assert [after - before for before, after in pairwise(days)] == [timedelta(days=1)] * 40
            assert date(2028, 2, 29) in days


@pytest.mark.parametrize(
    "now,zone,day_start,day",
    [
        ("2026-11-20T12:00", "UTC", 0, date(2026, 11, 20)),
        ("2026-11-20T23:30", BERLIN, 0, date(2026, 11, 21)),
        ("2026-11-20T23:30", NEW_YORK, 0, date(2026, 11, 20)),
        ("2026-11-20T02:59", "UTC", 180, date(2026, 11, 19)),
        ("2026-11-20T03:00", "UTC", 180, date(2026, 11, 20)),
        ("2028-02-29T23:59", "UTC", 0, date(2028, 2, 29)),
        # Berlin falls back on 25 October 2026 at 03:00: 02:30 is passed twice, the first begins the day.
        ("2026-10-25T00:29", BERLIN, 150, date(2026, 10, 24)),
        ("2026-10-25T00:30", BERLIN, 150, date(2026, 10, 25)),
        ("2026-10-25T01:15", BERLIN, 150, date(2026, 10, 25)),
        # Samoa had no 30 December 2011.
        ("2011-12-30T09:59", APIA, 0, date(2011, 12, 29)),
        ("2011-12-30T10:00", APIA, 0, date(2011, 12, 31)),
        # Whose day begins at four in the morning had four hours of it.
        ("2011-12-30T10:00", APIA, 240, date(2011, 12, 30)),
        ("2011-12-30T14:00", APIA, 240, date(2011, 12, 31)),
    ],
)
def test_the_day_an_instant_belongs_to(now, zone, day_start, day):
    assert rules.civil_day(at(now), zone, day_start) == day


@pytest.mark.parametrize(
    "now,zone,day_start,boundary",
    [
        ("2026-11-20T12:00", BERLIN, 0, "2026-11-20T23:00"),
        # 29 March 2026, Berlin jumps from 02:00 to 03:00: half past two begins the day at the jump.
        ("2026-03-28T12:00", BERLIN, 150, "2026-03-29T01:00"),
        # 25 October 2026, 03:00 becomes 02:00: the first half past two.
        ("2026-10-24T12:00", BERLIN, 150, "2026-10-25T00:30"),
        # Lord Howe moves by half an hour: from 02:00 to 02:30, and back from 02:00 to 01:30.
        ("2026-10-03T00:00", LORD_HOWE, 135, "2026-10-03T15:30"),
        ("2026-04-04T00:00", LORD_HOWE, 105, "2026-04-04T14:45"),
        # Havana's clocks jump at midnight: 8 March 2026 begins at one o'clock.
        ("2026-03-07T12:00", HAVANA, 0, "2026-03-08T05:00"),
        # Two boundaries in one instant.
        ("2011-12-29T12:00", APIA, 0, "2011-12-30T10:00"),
        ("2011-12-29T12:00", APIA, 240, "2011-12-29T14:00"),
        ("2011-12-29T14:00", APIA, 240, "2011-12-30T10:00"),
    ],
)
def test_when_the_next_day_begins(now, zone, day_start, boundary):
    assert rules.next_boundary(at(now), zone, day_start) == at(boundary)


class TestAnotherClock:
    def test_today_never_goes_back(self):
        clock = PersonClock(NEW_YORK, 0)
        assert rules.today(at("2026-11-20T02:00"), clock, None) == date(2026, 11, 19)
        assert rules.today(at("2026-11-20T02:00"), clock, date(2026, 11, 20)) == date(2026, 11, 20)

    def test_it_counts_from_the_next_boundary_on(self):
        now = at("2026-11-20T12:00")
        clock = rules.changed_clock(now, PersonClock(BERLIN, 0), "Asia/Tokyo", 180)
        assert clock.changes_at == at("2026-11-20T23:00")
        assert clock.at(now) == (BERLIN, 0)
        assert clock.at(at("2026-11-20T23:00")) == ("Asia/Tokyo", 180)

    def test_a_second_change_before_the_boundary_keeps_the_day_that_runs(self):
        now = at("2026-11-20T12:00")
        first = rules.changed_clock(now, PersonClock(BERLIN, 0), "Asia/Tokyo", 0)
        second = rules.changed_clock(now, first, NEW_YORK, 0)
        assert second.at(now) == (BERLIN, 0)
        assert second.changes_at == first.changes_at
        back = rules.changed_clock(now, second, BERLIN, 0)
        assert back == PersonClock(BERLIN, 0)


def days(*ordinals: int) -> list[str]:
    return [date.fromordinal(ordinal).isoformat() for ordinal in ordinals]


class TestUnlived:
    @pytest.mark.parametrize("last_day", [None, date(2026, 11, 20), date(2026, 11, 19)])
    def test_nobody_misses_a_day_overnight(self, last_day):
        assert rules.unlived(last_day, date(2026, 11, 20), PersonClock(BERLIN, 0)) == ()

    @pytest.mark.parametrize("absent", [7, 400, 20_000])
    @pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, LORD_HOWE, "Africa/Casablanca"])
    def test_days_away_from_habitus_are_lived(self, zone, absent):
        back = date(2035, 5, 1)
        assert rules.unlived(back - timedelta(days=absent), back, PersonClock(zone, 0)) == ()

    @pytest.mark.parametrize(
        "zone,skipped",
        [
            (APIA, "2011-12-30"),
            ("Pacific/Fakaofo", "2011-12-30"),
            (KWAJALEIN, "1993-08-21"),
            ("Pacific/Enderbury", "1994-12-31"),
            (KIRITIMATI, "1994-12-31"),
        ],
    )
    def test_a_day_that_the_zone_skipped(self, zone, skipped):
        on, one = date.fromisoformat(skipped), timedelta(days=1)
        clock = PersonClock(zone, 0)
        for before, after in [(1, 1), (2, 1), (1, 2), (3000, 3000)]:
            assert days(*rules.unlived(on - before * one, on + after * one, clock)) == [skipped]
        assert rules.unlived(on, on + 9 * one, clock) == ()
        assert rules.unlived(on - 9 * one, on + 9 * one, PersonClock(zone, 240)) == (), "four hours are lived"

    def test_no_zone_skips_another(self, transitions):
        """Days without an instant are found by how long a stretch lasts; one by one they are the same."""
        jumps = [one for one in transitions if one.pattern[1] - one.pattern[0] > timedelta(hours=2)]
        for zone in ZONES:
            found = rules.unlived(date(1970, 1, 3), date(2037, 12, 30), PersonClock(zone, 0))
            by_hand = [
                day.toordinal()
                for jump in jumps
                if jump.zone == zone
                for day in (raw_day(jump.at, zone, 0) - timedelta(days=1),)
                if rules.day_begins(day, zone, 0) == rules.day_begins(day + timedelta(days=1), zone, 0)
            ]
            assert list(found) == by_hand, zone

    def test_going_east_over_the_date_line_jumps_over_a_day(self):
        clock = rules.changed_clock(at("2026-11-20T12:00"), PersonClock(HONOLULU, 0), KIRITIMATI, 0)
        assert clock.changes_at == at("2026-11-21T10:00")
        assert rules.today(at("2026-11-21T09:59"), clock, date(2026, 11, 20)) == date(2026, 11, 20)
        assert rules.today(at("2026-11-21T10:00"), clock, date(2026, 11, 20)) == date(2026, 11, 22)
        assert days(*rules.unlived(date(2026, 11, 20), date(2026, 11, 22), clock)) == ["2026-11-21"]
        assert days(*rules.unlived(date(2026, 11, 20), date(2031, 1, 1), clock)) == ["2026-11-21"]
        assert rules.unlived(date(2026, 11, 22), date(2031, 1, 1), clock) == ()

    def test_going_west_makes_a_day_longer_and_counts_it_once(self):
        clock = rules.changed_clock(at("2026-11-20T12:00"), PersonClock(KIRITIMATI, 0), HONOLULU, 0)
        last_day = date(2026, 11, 21)
        hours = [at("2026-11-20T12:00") + timedelta(hours=hour) for hour in range(60)]
        todays = [rules.today(now, clock, last_day) for now in hours]
        assert todays == sorted(todays)
        assert todays.count(last_day) == 46, "until midnight in Honolulu"
        assert rules.unlived(last_day, date(2026, 11, 30), clock) == ()

    def test_a_later_day_start_makes_the_day_longer_and_an_earlier_one_skips_none(self):
        now = at("2026-11-20T12:00")
        later = rules.changed_clock(now, PersonClock("UTC", 0), "UTC", 1439)
        assert rules.today(at("2026-11-21T23:58"), later, date(2026, 11, 20)) == date(2026, 11, 20)
        earlier = rules.changed_clock(now, PersonClock("UTC", 1439), "UTC", 0)
        assert earlier.changes_at == at("2026-11-20T23:59")
        assert rules.unlived(date(2026, 11, 19), date(2026, 11, 30), earlier) == ()


@dataclass
class Traveller:
    """A person as the gate keeps them: what they know is folded in by each of their writes."""

    clock: PersonClock
    last_day: date | None = None
    unlived: tuple[int, ...] = ()

    def today(self, now: datetime) -> date:
        return rules.today(now, self.clock, self.last_day)

    def all_unlived(self, now: datetime) -> tuple[int, ...]:
        return self.unlived + rules.unlived(self.last_day, self.today(now), self.clock)

    def write(self, now: datetime, clock: PersonClock | None = None) -> None:
        self.unlived, self.last_day = self.all_unlived(now), self.today(now)
        self.clock = clock or self.clock


@dataclass
class SlowLife:
    """The same life minute by minute: today is the latest day that the clock in force has shown."""

    start: datetime
    minutes: int
    clock: tuple[str, int]
    planned: tuple[str, int] | None = None
    todays: list[date] = field(default_factory=list)
    shown: dict[tuple[str, int], list[date]] = field(default_factory=dict)

    def day_by(self, clock: tuple[str, int], minute: int) -> date:
        if clock not in self.shown:
            instants = (self.start + timedelta(minutes=one) for one in range(self.minutes))
            self.shown[clock] = list(accumulate((raw_day(now, *clock) for now in instants), max))
        return self.shown[clock][minute]

    def live_until(self, minute: int) -> None:
        """Live the minutes up to and including this one."""
        while len(self.todays) <= minute:
            now = len(self.todays)
            begins = now > 0 and self.day_by(self.clock, now) > self.day_by(self.clock, now - 1)
            if self.planned is not None and begins:
                self.clock, self.planned = self.planned, None
            day = self.day_by(self.clock, now)
            self.todays.append(max([day, *self.todays[-1:]]))


PLACES = [
    BERLIN,
    NEW_YORK,
    APIA,
    LORD_HOWE,
    HONOLULU,
    KIRITIMATI,
    "Pacific/Kwajalein",
    "America/Havana",
    "UTC",
]
MOMENTS = [
    at("2011-12-27T00:00"),  # Samoa skips a day
    at("1994-12-28T00:00"),  # Kiritimati does
    at("1993-08-18T00:00"),  # Kwajalein
    at("2026-10-23T00:00"),  # Berlin, and then New York and Havana, put the clock back
    at("2026-03-06T00:00"),  # Havana and New York put it forward
    at("2026-04-03T00:00"),  # Lord Howe puts it back by half an hour
]
CLOCKS = st.tuples(st.sampled_from(PLACES), st.sampled_from([0, 1, 90, 150, 240, 720, 1439]))


@settings(max_examples=60)
@given(
    st.sampled_from(MOMENTS),
    CLOCKS,
    st.lists(st.tuples(st.integers(0, 2000), st.none() | CLOCKS), max_size=8),
)
def test_on_any_trip_every_day_counts_exactly_once(start, home, deeds):
    moments = list(accumulate((wait for wait, _ in deeds), initial=1500))
    end = moments[-1] + 3000
    life = SlowLife(start, end + 1, home)
    person = Traveller(PersonClock(*home))
    for minute, change in zip(moments, [None, *(change for _, change in deeds)], strict=True):
        life.live_until(minute)
        now = start + timedelta(minutes=minute)
        assert person.today(now) == life.todays[minute]
        if change is None:
            person.write(now)
        else:
            person.write(now, rules.changed_clock(now, person.clock, *change))
            life.planned = None if change == life.clock else change
    life.live_until(end)
    for minute in range(moments[-1], end, 50):
        assert person.today(start + timedelta(minutes=minute)) == life.todays[minute]
    first, last = life.todays[moments[0]], life.todays[end]
    unlived = person.all_unlived(start + timedelta(minutes=end))
    lived = {day.toordinal() for day in life.todays}
    assert life.todays == sorted(life.todays)
    assert list(unlived) == [day for day in range(first.toordinal(), last.toordinal()) if day not in lived]


class TestStored:
    """What the gate keeps of it, on both databases."""

    @staticmethod
    def move_to(db, me, zone, day_start=0):
        def function(tx):
            person = me_again_in(tx, me.key)
            service.update_profile(tx, person, ProfileWrite(zone=zone, day_start=day_start))
            PersonGate().touch(tx, person)

        db.run_write(function)

    @staticmethod
    def write(db, me):
        db.run_write(lambda tx: PersonGate().touch(tx, me_again_in(tx, me.key)))

    def test_a_day_jumped_over_is_kept_when_the_clock_changes_again(self, db, clock):
        me = create_person(db, zone=HONOLULU)
        assert me.unlived == ()
        self.move_to(db, me, KIRITIMATI)
        clock.now = at("2026-11-21T11:00")
        again = me_again(db, me.key)
        assert (again.today, days(*again.unlived)) == (date(2026, 11, 22), ["2026-11-21"])
        self.move_to(db, me, BERLIN)
        clock.now = at("2026-12-24T11:00")
        again = me_again(db, me.key)
        assert (again.zone, days(*again.unlived)) == (BERLIN, ["2026-11-21"])
        self.write(db, me)
        assert days(*me_again(db, me.key).unlived) == ["2026-11-21"]

    def test_a_change_taken_back_before_the_boundary_jumps_over_nothing(self, db, clock):
        me = create_person(db, zone=HONOLULU)
        self.move_to(db, me, KIRITIMATI)
        self.move_to(db, me, HONOLULU)
        clock.move(days=9)
        assert me_again(db, me.key).unlived == ()

    def test_a_day_that_the_zone_skipped_is_kept_by_the_next_write(self, db, clock):
        clock.now = at("2011-12-29T12:00")
        me = create_person(db, zone=APIA)
        self.write(db, me)
        clock.now = at("2012-01-05T12:00")
        for _ in range(2):
            assert days(*me_again(db, me.key).unlived) == ["2011-12-30"]
            self.write(db, me)


def me_again_in(tx, key):
    return me_of(tx, people.person_by_key(tx, key))
