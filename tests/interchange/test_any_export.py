"""Whatever the export and whatever is here: a dry run says what will happen, and once is enough."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.factories.exports import folder, habits_csv, one_habit
from tests.factories.habits import change
from tests.factories.jobs import drain
from tests.factories.people import create_person, me_again
from tests.model.habit import totals
from tests.model.things import Goal, Habit, Mark

from habitus.habits import lifecycle
from habitus.habits import service as habits
from habitus.habits.queries import days as day_queries
from habitus.habits.queries import habits as habit_queries
from habitus.habits.rules.log import State
from habitus.interchange import service
from habitus.interchange.service import Options, import_file

FIRST = date(2026, 9, 20)
LENGTH = 70
"""Days an export reaches; the last of them lie in the future."""

CHECK_VALUES = ("YES_MANUAL", "NO", "SKIP", "UNKNOWN", "YES_AUTO", "nonsense")
AMOUNT_VALUES = ("0", "1500", "2000", "7000", "SKIP", "UNKNOWN", "x")
GOALS = (
    ("YES_NO", 1, 1, "", ""),
    ("YES_NO", 2, 7, "", ""),
    ("NUMERICAL", 1, 1, "AT_LEAST", "2.0"),
    ("NUMERICAL", 1, 7, "AT_LEAST", "9.0"),
    ("NUMERICAL", 1, 1, "AT_MOST", "2.0"),
    ("NUMERICAL", 1, 1, "AT_MOST", "0.0"),
    ("NUMERICAL", 1, 30, "AT_MOST", "20.0"),
)


@st.composite
def days(draw, number):
    values = AMOUNT_VALUES if GOALS[number][0] == "NUMERICAL" else CHECK_VALUES
    cells = st.tuples(st.sampled_from(values), st.sampled_from(["", "", "note"]))
    return draw(st.dictionaries(st.integers(0, LENGTH), cells, max_size=25))


@st.composite
def exports(draw):
    """Goal number → day number → (value, note); a habit at most once."""
    numbers = draw(st.lists(st.integers(0, len(GOALS) - 1), unique=True, min_size=1, max_size=4))
    return {number: draw(days(number)) for number in sorted(numbers)}


def written(path, export):
    rows, files = [], {}
    for place, (number, cells) in enumerate(export.items(), 1):
        form, times, length, direction, target = GOALS[number]
        rows.append(f"{place:03},Habit {number},{form},,,{times},{length},,,{direction},{target},false")
        lines = (f"{FIRST + timedelta(days=at)},{value},{note}" for at, (value, note) in cells.items())
        files[f"{place:03} Habit {number}/Checkmarks.csv"] = one_habit(*lines)
    return folder(path / uuid4().hex, files | {"Habits.csv": habits_csv(*rows)})


def both(db, path, email):
    """The report of an import, which a dry run must have said before, and which adds up."""
    dry = import_file(db, path, email, Options(dry_run=True))
    real = import_file(db, path, email)
    assert dry.model_dump(exclude={"dry_run"}) == real.model_dump(exclude={"dry_run"})
    entries = real.entries
    assert entries.read == (
        entries.added + entries.updated + entries.unchanged + entries.automatic_dropped + entries.refused
    )
    return real


def ids(db, me):
    return {row.name: row.id for row in db.run_read(habit_queries.habits, me.key)}


def said(export):
    """How many cells of an export say something."""
    return sum(
        value != "UNKNOWN" or bool(note) for cells in export.values() for value, note in cells.values()
    )


@pytest.fixture
def slices(monkeypatch):
    monkeypatch.setattr(service, "SLICE", 7)


@pytest.mark.usefixtures("slices")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(older=exports(), newer=exports(), tapped=st.integers(0, 50), deletes=st.booleans())
def test_a_dry_run_is_right_and_importing_again_adds_nothing(db, tmp_path, *, older, newer, tapped, deletes):
    person = create_person(db, uuid4().hex)
    first = both(db, written(tmp_path, older), person.email)
    assert (first.habits.new, first.entries.read) == (len(older), said(older))
    name, habit_id = min(ids(db, person).items())
    tap = change(FIRST + timedelta(days=tapped), State.SKIPPED)
    db.run_write(lambda tx: habits.apply(tx, person, habit_id, [tap]))
    if deletes:
        db.run_write(lambda tx: lifecycle.delete(tx, person, habit_id))

    path = written(tmp_path, newer)
    report = both(db, path, person.email)
    assert report.entries.read == said(newer)
    assert report.habits.new == len(newer.keys() - older.keys())
    again = both(db, path, person.email)
    assert (again.habits.new, again.habits.merged, again.entries.added, again.entries.updated) == (0, 0, 0, 0)
    assert (again.notes.added, again.skips.added, again.entries.read) == (0, 0, report.entries.read)
    assert (name in ids(db, person)) is (not deletes or name in {f"Habit {number}" for number in newer})


@pytest.mark.usefixtures("slices")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(export=exports())
def test_the_days_are_counted_as_the_slow_model_counts_them(db, tmp_path, export):
    person = create_person(db, uuid4().hex)
    import_file(db, written(tmp_path, export), person.email)
    assert waiting(db, person) <= Counter({"today.recount": 1})
    drain(db)
    me = me_again(db, person.key)
    slow = [slow_habit(number, cells, me.today) for number, cells in export.items()]
    first, last = FIRST.toordinal(), me.today.toordinal() - 1
    counted = db.run_read(day_queries.totals, me.key, first, last)
    for day in range(first, last + 1):
        assert tuple(counted.get(day, (0, 0))) == totals(slow, date.fromordinal(day), me.today)


def waiting(db, me):
    """The person's jobs that wait, by kind."""
    rows = db.run_read(
        lambda tx: tx.execute(text("SELECT kind FROM outbox WHERE person_key = :me"), {"me": me.key}).all()
    )
    return Counter(kind for (kind,) in rows)


def slow_habit(number, cells, today):
    form, times, length, direction, target = GOALS[number]
    counts = form == "NUMERICAL"
    entries = {}
    for at, (value, _) in cells.items():
        day = FIRST + timedelta(days=at)
        if day > today + timedelta(days=1):
            continue
        if value == "SKIP":
            entries[day] = Mark("skipped")
        elif value == "YES_MANUAL":
            entries[day] = Mark("done")
        elif value.isdigit():
            entries[day] = Mark("done", Fraction(int(value), 1000))
    goal = Goal(
        "daily" if length == 1 else "window",
        times,
        length,
        target=Fraction(target) if counts else None,
        sums=counts and length > 1,
    )
    kind = "quit" if direction == "AT_MOST" else "build"
    return Habit([(today, goal)], today, kind, "amount" if counts else "check", entries=entries)
