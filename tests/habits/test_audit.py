"""The doctor: what is damaged is found and put right, what is true is left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bench.harness.histories import SORTS, live
from sqlalchemy import delete, insert, select, update
from tests.conftest import NOON
from tests.factories.habits import change, create_habit
from tests.factories.jobs import drain
from tests.factories.people import create_person, me_again

from habitus.accounts import service as accounts
from habitus.accounts.schemas.people import ProfileWrite
from habitus.habits import lifecycle, pausing, service
from habitus.habits.checkup import Checkup
from habitus.habits.models import NewHabit
from habitus.habits.queries.tables import (
    day_close,
    entry,
    habit,
    habit_goal,
    habit_month,
    pause,
    person_day,
)
from habitus.habits.rules.asked import NewGoal
from habitus.habits.rules.goal import Measure, Schedule
from habitus.habits.rules.log import State
from habitus.habits.schemas.pauses import PauseWrite
from habitus.today.jobs import start_day_closes

DAYS = 110
DAY = timedelta(days=1)
TABLES = (habit, habit_goal, pause, entry, habit_month, person_day, day_close)
EVERY_DAY, MONTHLY, LITRES, DELETED = 1, 4, 7, 9


def checkup(db, *, repair: bool = False):
    round_ = Checkup(db, repair=repair)
    round_.everybody()
    return round_.report


def faults(db) -> list[str]:
    return [finding.fault.what for finding in checkup(db).findings]


def stored(db) -> dict[str, list[tuple]]:
    """Every row, strengths rounded; a day without a row is one of 0 of 0."""

    def read(tx):
        return {table.name: [plain(row) for row in tx.execute(select(table))] for table in TABLES}

    found = db.run_read(read)
    found["person_day"] = [row for row in found["person_day"] if row[2:] != (0, 0)]
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def plain(row) -> tuple:
    return tuple(round(value, 9) if isinstance(value, float) else value for value in row)


def damage(db, *statements) -> None:
    db.run_write(lambda tx: [tx.execute(statement) for statement in statements])


@pytest.fixture
def me(db):
    """Somebody with a habit of every sort and half a year behind them, all of it counted."""
    me = create_person(db)
    live(db, me, DAYS, seed=7)
    drain(db)
    return me


def check_off(tx, me, habit_id, tap) -> None:
    service.apply(tx, me, habit_id, [tap], totals_on=tap.day)


def month_of(key: int, **values):
    one = select(habit_month.c.month).where(habit_month.c.habit_key == key)
    one = one.order_by(habit_month.c.month).offset(2).limit(1).scalar_subquery()
    return (
        update(habit_month).where(habit_month.c.habit_key == key, habit_month.c.month == one).values(values)
    )


def figures(key: int, **values):
    return update(habit).where(habit.c.key == key).values(values)


def day_row(ago: int):
    return person_day.c.day == NOON.date() - ago * DAY


month, put_day = habit_month.c, insert(person_day)

DAMAGES = {
    "terms": figures(EVERY_DAY, terms='["build"'),
    "terms ": figures(DELETED, terms=habit.c.terms + " "),
    "terms  ": figures(EVERY_DAY, terms='["build","check",0,[[739000,"daily",1,1,null,false,0,1,1]],[]]'),
    "start_day": figures(MONTHLY, start_day=date(2026, 1, 31)),
    "strength": figures(LITRES, strength=habit.c.strength / 2 + 1e-6),
    "streak": figures(EVERY_DAY, streak=habit.c.streak + 1, longest_streak=habit.c.longest_streak + 1),
    "longest_streak": figures(DELETED, longest_streak=habit.c.longest_streak + 1),
    "as_of": figures(EVERY_DAY, as_of=date(2027, 1, 5)),
    "reads_from": figures(LITRES, reads_from=date(2026, 9, 1)),
    " done": month_of(EVERY_DAY, done=month.done + 1),
    " skipped": month_of(MONTHLY, skipped=month.skipped + 1),
    " frozen": month_of(EVERY_DAY, frozen=64),
    " partial": month_of(LITRES, partial=month.partial + 1),
    " lapsed": month_of(11, lapsed=month.lapsed + 1),
    " amount": month_of(LITRES, amount=month.amount + 1),
    " opening_strength": month_of(LITRES, opening_strength=0.123),
    " opening_streak": month_of(EVERY_DAY, opening_streak=month.opening_streak + 1),
    " opening_longest": month_of(DELETED, opening_longest=month.opening_longest + 1),
    "month 2026-08": delete(habit_month).where(month.habit_key == EVERY_DAY, month.month == date(2026, 8, 1)),
    "month row of 2026-08-05": insert(habit_month).values(
        dict.fromkeys((column.name for column in month), 0) | {"habit_key": 1, "month": date(2026, 8, 5)}
    ),
    "day 2026-11-10": update(person_day).where(day_row(10)).values(due=person_day.c.due + 1),
    "day 2026-11-11": delete(person_day).where(day_row(9)),
    "day 2026-03-01": put_day.values(person_key=1, day=date(2026, 3, 1), due=1, done=1),
    "day 2026-11-20": put_day.values(person_key=1, day=date(2026, 11, 20), due=90, done=0),
    "day 2026-12-24": put_day.values(person_key=1, day=date(2026, 12, 24), due=1, done=0),
    "closed until": delete(day_close),
    "closed until ": update(day_close).values(until=date(2026, 11, 20)),
    "closed next": update(day_close).values(next_at=NOON + 4 * DAY),
}


def test_each_damage_is_found_and_repaired_and_nothing_else_is_changed(db, me):
    before = stored(db)
    for what, statement in DAMAGES.items():
        damage(db, statement)
        found = faults(db)
        assert any(what.strip() in one for one in found), (what, found)
        assert all(what.split()[0] in one for one in found), (what, found)
        report = checkup(db, repair=True)
        assert report.repaired == len(report.findings) == len(found), what
        assert faults(db) == [], what
        assert stored(db) == before, what


def test_all_at_once_is_repaired_and_a_second_round_has_nothing_to_do(db, me):
    before = stored(db)
    damage(db, *(DAMAGES[what] for what in DAMAGES if not what.startswith("closed")))
    report = checkup(db, repair=True)
    assert report.repaired == len(report.findings) > 20
    assert stored(db) == before
    again = checkup(db, repair=True)
    assert (again.people, again.habits, again.repaired, again.findings) == (1, len(SORTS), 0, [])
    assert again.days > DAYS - 1


def test_the_last_bits_of_a_strength_are_no_fault(db, me):
    damage(db, figures(EVERY_DAY, strength=habit.c.strength * (1 - 1e-13)))
    assert faults(db) == []


def test_without_being_told_to_it_changes_nothing(db, me):
    damage(db, DAMAGES["streak"], DAMAGES["day 2026-11-10"])
    before, seq = stored(db), me_again(db, me.key).seq
    assert len(faults(db)) == 3
    assert (stored(db), me_again(db, me.key).seq) == (before, seq)


def test_a_repair_moves_the_persons_sequence_on(db, me):
    damage(db, DAMAGES["streak"])
    seq = me_again(db, me.key).seq
    checkup(db, repair=True)
    assert me_again(db, me.key).seq == seq + 1


@pytest.mark.parametrize("seed", range(3))
def test_a_healthy_database_has_no_faults_whatever_happens(db, clock, seed):
    me = create_person(db, zone="Europe/Berlin")
    ids = live(db, me, 100, seed=seed)
    assert faults(db) == []
    for number, days in enumerate((0, 1, 3, 30, 2, 45)):
        clock.move(days=days)
        me = me_again(db, me.key)
        if number % 2:
            db.run_write(start_day_closes, {})
            drain(db)
        for habit_id in (ids[2], ids[5], ids[7]):
            ago = (number * 7 + seed) % 30
            tap = change(me.today - ago * DAY, State.SKIPPED if number % 3 else State.DONE)
            db.run_write(check_off, me, habit_id, tap)
        if number == 3:
            db.run_write(pausing.add, me, PauseWrite(first=me.today - 3 * DAY))
        assert faults(db) == []


def test_habits_that_wait_for_a_job_are_no_fault(db, me):
    db.run_write(pausing.add, me, PauseWrite(first=me.today - 20 * DAY))
    report = checkup(db, repair=True)
    assert (report.waiting, report.findings) == (len(SORTS) - pausing.AT_ONCE, [])
    drain(db)
    assert checkup(db).waiting == 0


def test_terms_are_repaired_while_a_habit_waits(db, me):
    damage(db, DAMAGES["terms"], update(habit).values(stale=True))
    report = checkup(db, repair=True)
    assert ([one.fault.what for one in report.findings], report.repaired) == (["terms"], 1)
    drain(db)
    assert faults(db) == []


def test_what_only_its_person_could_put_right_is_told_and_left(db, me):
    logged = entry.c.habit_key == EVERY_DAY
    day = db.run_read(lambda tx: tx.execute(select(entry.c.day).where(logged).limit(1)).scalar_one())
    damage(db, update(entry).where(logged, entry.c.day == day).values(source=9))
    damage(db, delete(habit_goal).where(habit_goal.c.habit_key == LITRES))
    before = stored(db)
    report = checkup(db, repair=True)
    assert [one.fault.what for one in report.findings] == [f"entry of {day}", "goals"]
    assert (report.repaired, stored(db)) == (0, before)


def test_somebody_without_habits_has_no_days(db):
    create_person(db)
    report = checkup(db)
    assert (report.people, report.habits, report.days, report.findings) == (1, 0, 0, [])


def test_one_persons_faults_are_theirs_alone(db, me):
    tomasz = create_person(db, "Tomasz")
    create_habit(db, tomasz)
    damage(db, figures(len(SORTS) + 1, streak=3, longest_streak=3))
    report = Checkup(db, repair=True)
    report.person(me.key)
    assert report.report.findings == []
    report.person(tomasz.key)
    assert {one.person for one in report.report.findings} == {tomasz.email}
    assert report.report.repaired == 2


def test_days_that_a_job_has_not_closed_yet_are_closed_by_a_repair(db, me, clock):
    damage(db, DAMAGES["day 2026-11-10"])
    clock.move(days=100)
    report = checkup(db, repair=True)
    assert report.repaired == len(report.findings) == 1
    until = db.run_read(lambda tx: tx.execute(select(day_close.c.until)).scalar_one())
    assert until == me_again(db, me.key).today - DAY
    assert faults(db) == []


@pytest.mark.parametrize("times", range(2, 8))
def test_a_day_that_travel_jumps_over_changes_the_week_that_was_begun(db, clock, times):
    """From Honolulu to Kiritimati on a Friday: there was no Saturday."""
    me = create_person(db, zone="Pacific/Honolulu")
    goal = NewGoal(schedule=Schedule.WEEKLY, times=times)
    for count in range(5):
        new = NewHabit("Swim", Measure.CHECK, goal, begins_on=date(2026, 11, 2))
        habit_id = db.run_write(lifecycle.create, me, new).id
        for day in range(16, 16 + count):
            db.run_write(service.apply, me, habit_id, [change(date(2026, 11, day))])
    drain(db)
    db.run_write(travel, me, "Pacific/Kiritimati")
    for _ in range(10):
        clock.move(hours=12)
        assert faults(db) == []
        db.run_write(start_day_closes, {})
        drain(db)
        report = checkup(db)
        assert (report.findings, report.waiting) == ([], 0)
    assert me_again(db, me.key).unlived == (date(2026, 11, 21).toordinal(),)


def travel(tx, me, zone):
    accounts.update_profile(tx, me, ProfileWrite(zone=zone))
    accounts.touch(tx, me)


def test_goals_and_terms_remain_the_same_thing(db):
    me = create_person(db)
    habit_id = create_habit(db, me)
    db.run_write(service.apply, me, habit_id, [change(me.today - 9 * DAY)])
    twice = NewGoal(schedule=Schedule.WEEKLY, times=2)
    for goal, ago in ((NewGoal(), 0), (twice, 5), (NewGoal(), 0), (twice, 5), (twice, 2), (NewGoal(), 30)):
        db.run_write(lifecycle.set_goal, me, habit_id, goal, me.today - ago * DAY)
        assert faults(db) == []


class Restless:
    """A database in which the person writes after each of the first reads."""

    def __init__(self, db, me, writes: int) -> None:
        self.run_write = db.run_write
        self._db, self._me, self._writes = db, me, writes

    def run_read(self, fn, *args):
        value = self._db.run_read(fn, *args)
        if self._writes:
            self._writes -= 1
            self._db.run_write(accounts.touch, self._me)
        return value


@pytest.mark.parametrize("writes,waiting,days", [(20, 0, DAYS), (1_000, 1, 0)])
def test_who_writes_meanwhile_is_looked_at_again(db, me, writes, waiting, days):
    damage(db, DAMAGES["streak"])
    round_ = Checkup(Restless(db, me, writes), repair=False)
    round_.person(me.key)
    assert {one.fault.what for one in round_.report.findings} == {"streak", "longest_streak"}
    assert (round_.report.waiting, round_.report.days >= days) == (waiting, True)
    assert (round_.report.days == 0) == (days == 0)


def test_somebody_who_is_gone_is_not_looked_at(db, me):
    round_ = Checkup(db, repair=True)
    round_.person(me.key + 1)
    assert round_.report.people == 0
