"""Every rule against the slow obvious model, on habits and histories that hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.habits.bridge import bits, course_of, marks_of, micros, terms_of
from tests.model.habit import Reading, opening
from tests.model.things import DAY, MICRO, Goal, Habit, Mark, days

from habitus.habits.rules.agenda import logged_on, look_of, strip, window_on
from habitus.habits.rules.course import Course
from habitus.habits.rules.cover import altered_from, filled_days
from habitus.habits.rules.curve import curve, reads_from
from habitus.habits.rules.days import month_of
from habitus.habits.rules.due import counted, due_days
from habitus.habits.rules.effects import felt_from, is_filled, lookback
from habitus.habits.rules.heat import digits
from habitus.habits.rules.ledger import ledger
from habitus.habits.rules.log import Log, log_of_marks, log_of_months, month_bits
from habitus.habits.rules.rollup import (
    Checkpoint,
    Opening,
    Touched,
    advanced,
    carried,
    figures,
    nearest,
    recomputed,
)
from habitus.habits.rules.streaks import best, streaks
from habitus.habits.rules.summary import summary
from habitus.habits.rules.terms import terms_of as terms_of_text
from habitus.habits.rules.terms import text_of

BEGIN = date(2026, 1, 20)
SPAN = 75
AROUND = range(-70, SPAN + 40)

PER_DAY = ["daily", "weekdays", "interval"]
SPANS = ["weekly", "monthly", "window"]


def on(number: int) -> date:
    return BEGIN + number * DAY


@st.composite
def goals(draw, kind: str, measure: str) -> Goal:
    counts = measure != "check"
    schedules = PER_DAY + SPANS
    if kind == "quit":
        schedules = ["daily", "weekdays", *(SPANS if counts else [])]
    schedule = draw(st.sampled_from(schedules))
    sums = counts and schedule in SPANS and (kind == "quit" or draw(st.booleans()))
    length = {"interval": st.integers(2, 9), "window": st.sampled_from([2, 3, 5, 7, 30, 31])}
    size = draw(length.get(schedule, st.just(1)))
    times = {"weekly": 7, "monthly": 31, "window": size - 1}.get(schedule, 1)
    target = draw(st.sampled_from(["0.1", "0.3", "0.8", "1", "5", "12", *(["0"] if kind == "quit" else [])]))
    return Goal(
        schedule,
        times=1 if sums else draw(st.integers(1, times)),
        days=size,
        weekdays=frozenset(draw(st.sets(st.integers(1, 7), min_size=1)) if schedule == "weekdays" else ()),
        target=Fraction(target) if counts else None,
        sums=sums,
        first_weekday=draw(st.integers(1, 7)),
        anchor=on(draw(st.integers(-5, 9))),
    )


@st.composite
def marks(draw, kind: str, measure: str, *, steps: bool) -> Mark:
    states = ["done"] * 5 + ["skipped", "none", "frozen" if kind == "build" else "lapsed"]
    state = draw(st.sampled_from(states))
    if state != "done":
        return Mark(state)
    if measure != "check":
        amounts = [Fraction(one, 10) for one in (0, 1, 2, 7, 10, 50, 90)]
        return Mark("done", draw(st.sampled_from([*amounts, *([None] if kind == "quit" else [])])))
    shares = [None, Fraction(0), Fraction(1, 4), Fraction(333_333, MICRO), Fraction(1)]
    return Mark("done", draw(st.sampled_from(shares)) if steps else None)


@st.composite
def entries(draw, kind: str, measure: str, *, steps: bool) -> dict[date, Mark]:
    one = marks(kind, measure, steps=steps)
    few = st.dictionaries(st.integers(-8, SPAN + 1), one, max_size=20)
    many = st.dictionaries(st.integers(SPAN - 40, SPAN + 1), one, min_size=25, max_size=42)
    return {on(number): mark for number, mark in draw(st.one_of(few, many)).items()}


@st.composite
def rests(draw) -> list[tuple[date, date | None]]:
    pairs = draw(st.lists(st.tuples(st.integers(-5, SPAN), st.integers(0, 12)), max_size=2))
    pauses: list[tuple[date, date | None]] = [(on(first), on(first + length)) for first, length in pairs]
    if draw(st.integers(0, 9)) == 0:
        pauses.append((on(draw(st.integers(0, SPAN))), None))
    return pauses


def maybe(strategy):
    return st.one_of(st.none(), st.none(), st.none(), strategy)


@st.composite
def habits(draw) -> Habit:
    kind = draw(st.sampled_from(["build", "build", "quit"]))
    measure = draw(st.sampled_from(["check", "amount"]))
    steps = kind == "build" and measure == "check" and draw(st.booleans())
    since = [0, *sorted(draw(st.sets(st.integers(1, SPAN + 3), max_size=2)))]
    begins = on(draw(st.sampled_from([0, 0, 3, -4])))
    ends = draw(maybe(st.integers(3, SPAN + 3)))
    away = draw(maybe(st.integers(1, SPAN)))
    return Habit(
        goals=[(on(first), draw(goals(kind, measure))) for first in since],
        begins=begins,
        kind=kind,
        measure=measure,
        steps=steps,
        ends_on=None if ends is None else on(ends),
        archived_day=None if away is None else on(away),
        pauses=draw(rests()),
        unlived=set() if draw(st.integers(0, 4)) else {on(draw(st.integers(0, SPAN - 1)))},
        entries=draw(entries(kind, measure, steps=steps)),
    )


todays = st.integers(SPAN - 10, SPAN).map(on)


def same(ours: Opening, theirs) -> None:
    assert (ours.streak, ours.longest) == (theirs.streak, theirs.longest)
    assert ours.strength == pytest.approx(theirs.strength, abs=1e-9)


@given(habits(), todays)
def test_figures_of_today_and_what_held_when_it_began(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    then = recomputed(course, marks_of(habit), today.toordinal()).opening
    same(then, reading.opening())
    now = figures(course, then, today.toordinal())
    assert (now.streak, now.longest) == reading.streak()
    assert now.strength == pytest.approx(reading.strength(), abs=1e-9)


@given(habits(), todays)
def test_what_a_day_asks_and_how_it_looks(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    first, last = on(AROUND[0]).toordinal(), on(AROUND[-1]).toordinal()
    at_once = counted(course, first, last, today.toordinal())
    asked, filled = due_days(course, first, last), filled_days(course, first, last)
    for place, number in enumerate(AROUND):
        day = on(number)
        due, done = reading.due(day), reading.counts_done(day)
        assert at_once.on(place) == (due or done, done)
        assert counted(course, day.toordinal(), day.toordinal(), today.toordinal()).on(0) == (
            due or done,
            done,
        )
        assert bool(asked >> place & 1) == (due and not (reading.builds and reading.done(day))) or (
            reading.done(day)
        )
        assert look_of(course, day.toordinal(), today.toordinal()) == reading.look(day)
        assert bool(course.rest(day.toordinal(), day.toordinal())) == reading.rests(day)
        assert bool(filled >> place & 1) == reading.filled(day)


@given(habits(), todays)
def test_month_rows_hold_the_days_and_what_held_when_the_month_began(habit: Habit, today: date) -> None:
    course = course_of(habit, today)
    for row in recomputed(course, marks_of(habit), today.toordinal()).rows:
        first = date.fromordinal(row.bits.month)
        month = Reading(habit, today).month(first)
        assert row.bits[1:] == (
            bits(month.done, first),
            bits(month.skipped, first),
            bits(month.frozen, first),
            bits(month.partial, first),
            bits(month.lapsed, first),
            micros(month.amount),
        )
        if first <= today:
            same(row.opening, opening(habit, first))


@given(habits(), todays)
def test_months_give_the_whole_log_back(habit: Habit, today: date) -> None:
    course = course_of(habit, today)
    again = log_of_months([row.bits for row in recomputed(course, marks_of(habit), today.toordinal()).rows])
    for number in AROUND:
        day = on(number).toordinal()
        assert logged_on(course._replace(log=again), day) == logged_on(course, day)
        assert month_bits(again, month_of(day))[:-1] == month_bits(course.log, month_of(day))[:-1]


@given(habits(), todays, st.integers(0, 100))
def test_figures_carried_forward_are_those_of_a_later_recomputation(
    habit: Habit, today: date, later: int
) -> None:
    """Only the days that carrying forward reads are given, and none is written later than tomorrow."""
    written = {day: mark for day, mark in habit.entries.items() if day <= today + DAY}
    habit = replace(habit, entries=written)
    course, then = course_of(habit, today), today.toordinal() + later
    known = Checkpoint(today.toordinal(), recomputed(course, marks_of(habit), today.toordinal()).opening)
    kept = month_of(known.day - course.terms.reach(known.day))
    recent = log_of_marks(course.terms, [mark for mark in marks_of(habit) if mark.day >= kept - 62])
    near = course._replace(log=_forgotten(recent, kept))
    expected = recomputed(course, marks_of(habit), then).opening
    found = carried(near, known, then)
    assert (found.streak, found.longest) == (expected.streak, expected.longest)
    assert found.strength == pytest.approx(expected.strength, abs=1e-9)


def _forgotten(log: Log, first: int) -> Log:
    """A log without the days before `first`, as month rows from there on give it."""
    if not log.has_marks:
        return log
    months = sorted({month_of(day) for day in range(first, on(SPAN + 2).toordinal())})
    amounts = {day: amount for day, amount in log.amounts.items() if day >= first}
    return log_of_months([month_bits(log, month) for month in months], amounts)


@st.composite
def changes(draw) -> tuple[Habit, Habit]:
    """A habit before and after some of its days were written."""
    before = draw(habits())
    new = draw(entries(before.kind, before.measure, steps=before.steps))
    some = dict(sorted(new.items())[: draw(st.integers(1, 4))])
    return before, replace(before, entries={**before.entries, **some})


@given(changes(), todays, st.integers(0, 40))
def test_a_change_carried_on_from_a_checkpoint_equals_a_recomputation(
    change: tuple[Habit, Habit], today: date, later: int
) -> None:
    """Only the rows and the days from the checkpoint on, and those it reaches back to, are given."""
    before, after = change
    written = [day for day in after.entries if after.entries[day] != before.entries.get(day)]
    if not written:
        return
    old, new = course_of(before, today), course_of(after, today)
    was = recomputed(old, marks_of(before), today.toordinal() - later)
    stored = {row.bits.month: row for row in was.rows}
    touched = _touched(old, new, [day.toordinal() for day in written])
    known = Checkpoint(today.toordinal() - later, was.opening)
    begin = nearest(new, sorted(stored.values()), known, touched, today.toordinal())
    rows_from = [row for month, row in sorted(stored.items()) if month >= month_of(begin.day)]
    loaded = month_of(begin.day) - lookback(new.terms, begin.day)
    near = new._replace(log=_known_since(after, loaded))
    advance = advanced(near, rows_from, begin, touched, today.toordinal())
    stored.update({row.bits.month: row for row in advance.rows})
    expected = recomputed(new, marks_of(after), today.toordinal())
    assert advance.opening == expected.opening
    assert sorted(stored.values()) == expected.rows


def _touched(old: Course, new: Course, written: list[int]) -> Touched:
    first = min(written)
    since = felt_from(new.terms, first)
    if is_filled(new.terms, first):
        altered = altered_from(new.terms, old.log, new.log, first, whole=True)
        since = min(since, first if altered is None else altered)
    moved = old.life.start != new.life.start
    since = min(since, old.life.start, new.life.start) if moved else since
    return Touched(sorted({month_of(day) for day in written}), since)


def _known_since(habit: Habit, first: int) -> Log:
    marks = [mark for mark in marks_of(habit) if mark.day >= first]
    return log_of_marks(terms_of(habit), marks)


@given(habits(), todays)
def test_a_digit_a_day(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    first, last = on(AROUND[0]), on(AROUND[-1])
    drawn = digits(course, first.toordinal(), last.toordinal(), today.toordinal())
    assert drawn == "".join(f"{_digit(reading, day):x}" for day in days(first, last))


def _digit(reading: Reading, day: date) -> int:
    done = reading.counts_done(day)
    rest = reading.rests(day) and reading.in_life(day)
    return done + 2 * reading.partial(day) + 4 * rest + 8 * (done or reading.due(day))


@given(habits(), todays, st.integers(1, 60))
def test_a_summary_counts_its_days(habit: Habit, today: date, length: int) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    span = list(days(today - (length - 1) * DAY, today))
    told = summary(course, span[0].toordinal(), today.toordinal(), today.toordinal())
    done = [day for day in span if reading.counts_done(day)]
    due = [day for day in span if reading.due(day) or day in done]
    assert (told.due, told.done) == (len(due), len(done))
    assert told.rate == (len(done) / len(due) if due else None)
    assert told.partial == sum(reading.partial(day) for day in span)
    assert told.skipped == sum(reading.mark(day).state == "skipped" for day in span)
    assert told.lapsed == sum(reading.lapsed(day) for day in span)
    assert told.by_weekday == [
        (sum(day.isoweekday() == one for day in due), sum(day.isoweekday() == one for day in done))
        for one in range(1, 8)
    ]
    assert told.amount == sum(micros(reading.amount(day)) or 0 for day in span)
    assert told.best_month == _best_month(habit, reading, span, set(done))


def _best_month(habit: Habit, reading: Reading, span: list[date], done: set[date]):
    """All months of the days ranked, the newest of the best."""
    held: dict[date, tuple[int, int]] = {}
    for day in span:
        amount = 0 if habit.measure == "check" else micros(reading.amount(day)) or 0
        before = held.get(day.replace(day=1), (0, 0))
        held[day.replace(day=1)] = (before[0] + amount, before[1] + (day in done))
    ranks = {month: (amount if reading.builds else 0, often) for month, (amount, often) in held.items()}
    month = max(ranks, key=lambda one: (ranks[one], one))
    most, often = ranks[month]
    return (month.toordinal(), often, held[month][0]) if most or often else None


@given(habits(), todays, st.integers(1, 120))
def test_a_curve_is_the_strength_of_each_day(habit: Habit, today: date, length: int) -> None:
    """Replayed from a stored month, with the days alone that it reaches back to."""
    course, reading = course_of(habit, today), Reading(habit, today)
    first, now = today.toordinal() - length + 1, today.toordinal()
    whole = recomputed(course, marks_of(habit), now)
    begin = reads_from(course.life, first, now)
    known = nearest(course, whole.rows, Checkpoint(now, whole.opening), Touched([], begin), now)
    near = course._replace(log=_known_since(habit, month_of(known.day) - lookback(course.terms, known.day)))
    found = curve(near, known, first, now)
    assert found.days == range(max(first, min(reading.start.toordinal(), now)), now + 1)
    expected = [*(opening(habit, on + DAY).strength for on in _dates(found.days)[:-1]), reading.strength()]
    assert found.values == pytest.approx(expected, abs=1e-9)
    assert found.values[-1] == figures(course, whole.opening, now).strength
    before = today - 30 * DAY
    if before < reading.start:
        assert found.change is None
    else:
        gained = reading.strength() - opening(habit, before + DAY).strength
        assert found.change == pytest.approx(gained, abs=1e-9)


def _dates(ordinals: range) -> list[date]:
    return [date.fromordinal(day) for day in ordinals]


@given(habits(), todays)
def test_streaks_are_the_runs_of_good_days_between_bad_ones(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    start = reading.start.toordinal()
    first = min(start - course.terms.reach(start), today.toordinal())
    found = streaks(course, first, today.toordinal())
    assert found == _slow_streaks(reading, date.fromordinal(first), today)
    now, longest = reading.streak()
    assert max((one.length for one in found), default=0) == longest
    running = [one for one in found if one.is_running]
    assert [one.length for one in running] == ([now] if now else [])
    assert [one.first for one in running] == ([ledger(course, first, today.toordinal()).since] if now else [])
    newest_first = found[::-1]
    assert best(found, 2) == sorted(newest_first, key=lambda one: -one.length)[:2]


def _slow_streaks(reading: Reading, first: date, today: date):
    """Day by day: good ones gather, a bad one ends them, another unit forgets all."""
    ended: list[list[date]] = []
    run: list[date] = []
    for day in days(first, today):
        if day > first and reading.unit(day) != reading.unit(day - DAY):
            ended, run = [], []
        if reading.good(day):
            run.append(day)
        elif reading.bad(day) and (day < today or not reading.builds):
            ended, run = [*ended, run], []
    return [(len(one), one[0].toordinal(), one[-1].toordinal(), one is run) for one in [*ended, run] if one]


@given(habits(), todays)
def test_a_ledger_covers_each_day_once_and_adds_up_to_the_streak(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    start = reading.start.toordinal()
    told = ledger(course, start - course.terms.reach(start), today.toordinal())
    assert told.streak == reading.streak()[0] == sum(run.adds for run in told.runs)
    assert told.unit == reading.unit(today)
    day = today.toordinal()
    for run in told.runs:
        assert run.last == day
        day = run.first - 1
    good = [one for run in told.runs for one in range(run.first, run.last + 1) if _adds(reading, one)]
    assert len(good) == told.streak
    assert told.since == min(good, default=None)
    if told.ended_by is not None:
        assert told.ended_by.last == day


def _adds(reading: Reading, ordinal: int) -> bool:
    return reading.good(date.fromordinal(ordinal))


@given(habits(), todays)
def test_what_a_goal_holds_so_far_and_whether_a_day_is_safe_to_skip(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    for number in range(SPAN - 20, SPAN + 1):
        day = on(number)
        goal, window = reading.goal_on(day), window_on(course, day.toordinal())
        first = date.fromordinal(window.first)
        spans = goal.schedule in SPANS
        one_amount = goal.target is not None and (goal.sums or not spans)
        done = (
            float(reading.total(first, day))
            if one_amount
            else float(sum(map(reading.done, days(first, day))))
        )
        assert window.done == pytest.approx(done)
        if not reading.builds:
            continue
        without = Reading(replace(habit, entries={**habit.entries, day: Mark()}), day + DAY)
        if goal.schedule in {"weekly", "monthly"}:
            continue
        if day not in habit.entries and reading.start <= day:
            assert window.is_safe_to_skip == (not without.due(day))


@given(habits(), todays)
def test_the_strip_is_the_last_seven_looks(habit: Habit, today: date) -> None:
    course, reading = course_of(habit, today), Reading(habit, today)
    shown = strip(course, today.toordinal(), today.toordinal())
    assert [one.state for one in shown] == [reading.look(today - back * DAY) for back in range(6, -1, -1)]


@given(habits())
def test_terms_survive_storage(habit: Habit) -> None:
    terms = terms_of(habit)
    again = terms_of_text(text_of(terms))
    assert again == replace(terms, pauses=tuple(sorted(terms.pauses)))
