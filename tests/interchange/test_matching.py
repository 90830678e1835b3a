"""Which habit here a habit of a file goes into: by keys before names, and none twice."""

from uuid import uuid4

import pytest

from habitus.formats.records import ImportedHabit
from habitus.habits.models import SourceKey
from habitus.interchange.matching import Lacks, Place, assign, fits, keys_of
from habitus.interchange.scores import terms_in_source

NOTHING = Lacks(unit=False, question=False, description=False, reminders=False)


def named(name, uuid=None, **more):
    """A habit of a backup when it has a uuid, else of a CSV export."""
    other = () if uuid is None else (("loop_csv", name),)
    return ImportedHabit(uuid or name, name, other_keys=other, **more)


def place(key, name, *keys, deleted=False, like=None):
    terms = terms_in_source(like or named(name))
    found_by = frozenset(SourceKey(*one) for one in keys)
    return Place(uuid4(), key, name, terms, False, deleted, found_by, NOTHING)


def assigned(source, habits, here):
    """The keys of the places; None for new habits."""
    return [None if found is None else found.key for found in assign(source, habits, here)]


def test_the_keys_of_a_habit_begin_with_its_own():
    assert keys_of("loop_db", named("Read", "u1")) == (("loop_db", "u1"), ("loop_csv", "Read"))
    assert keys_of("loop_csv", named("Read")) == (("loop_csv", "Read"),)


def test_its_own_key_is_worth_more_than_a_name():
    here = [place(1, "Read"), place(2, "Books", ("loop_csv", "Read"))]
    assert assigned("loop_csv", [named("Read")], here) == [2]


def test_a_key_of_another_format_is_found():
    here = [place(1, "Books", ("loop_csv", "Read"))]
    assert assigned("loop_db", [named("Read", "u1")], here) == [1]


def test_a_name_finds_only_what_no_import_knows():
    known = place(1, "Read", ("tickmate", "4"))
    assert assigned("loop_csv", [named("Read")], [known]) == [None]
    assert assigned("loop_csv", [named("Read")], [known, place(2, "Read")]) == [2]
    assert assigned("loop_csv", [named("Read")], [place(2, "Read", deleted=True)]) == [None]


def test_nothing_is_found_twice():
    here = [place(1, "Read")]
    assert assigned("loop_csv", [named("Read"), named("Read")], here) == [1, None]


def test_two_habits_that_swapped_their_names_stay_apart():
    here = [
        place(1, "Read", ("loop_db", "u1"), ("loop_csv", "Read")),
        place(2, "Run", ("loop_db", "u2"), ("loop_csv", "Run")),
    ]
    assert assigned("loop_db", [named("Run", "u1"), named("Read", "u2")], here) == [1, 2]


def test_an_old_name_does_not_lead_to_a_habit_that_is_in_the_file_itself():
    """Read was renamed to Books in the other tool, and another Read was made."""
    here = [place(1, "Read", ("loop_db", "u1"), ("loop_csv", "Read"))]
    assert assigned("loop_db", [named("Read", "u2"), named("Books", "u1")], here) == [None, 1]


def test_a_backup_that_has_new_ids_is_found_by_its_names():
    here = [place(1, "Read", ("loop_db", "Read"), ("loop_csv", "Read"))]
    assert assigned("loop_db", [named("Read", "u1")], here) == [1]


AMOUNT = {"measure": "amount", "target": 2.0}
LIMIT = {**AMOUNT, "direction": "at_most"}


@pytest.mark.parametrize(
    "theirs, ours, fit",
    [
        (named("A"), named("A"), True),
        (named("A"), named("A", **AMOUNT), False),
        (named("A", **AMOUNT), named("A"), False),
        (named("A", **LIMIT), named("A", **AMOUNT), False),
        (named("A", **LIMIT), named("A", **LIMIT), True),
        (named("A", **AMOUNT, goal_known=False), named("A", **LIMIT), True),
    ],
)
def test_days_must_mean_here_what_they_meant_there(theirs, ours, fit):
    assert fits(theirs, place(1, "A", like=ours)) is fit


def test_only_its_own_key_leads_to_a_habit_that_it_does_not_fit():
    amount, own, other = named("A", "u1", **AMOUNT), ("loop_db", "u1"), ("loop_csv", "A")
    assert assigned("loop_db", [amount], [place(1, "A", own)]) == [1]
    assert assigned("loop_db", [amount], [place(1, "A", other)]) == [None]
    assert assigned("loop_db", [amount], [place(1, "A")]) == [None]


def test_a_deleted_habit_is_found_unless_it_does_not_fit():
    own = ("loop_csv", "A")
    assert assigned("loop_csv", [named("A")], [place(1, "A", own, deleted=True)]) == [1]
    assert assigned("loop_csv", [named("A", **AMOUNT)], [place(1, "A", own, deleted=True)]) == [None]
