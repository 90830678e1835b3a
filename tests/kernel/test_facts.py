"""Facts: one job for each listed reaction, none where nobody listens, and short chains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from tests.factories.people import create_person
from tests.kernel.jobs import Renamed, crew_of, handed_to, name_of, only, rows

from habitus import wiring
from habitus.accounts.queries import people
from habitus.kernel import facts
from habitus.kernel.outbox import Reaction, drain
from habitus.kernel.settings import Settings

DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Greeted:
    person_key: int


def add_name(tx, me, fact):
    people.update_person(tx, me.key, {"name": f"{me.name} {fact.name} {fact.day:%d.%m.}"})


def greet(tx, me, _fact):
    facts.record(tx, Greeted(me.key))


def shout(tx, me, _fact):
    people.update_person(tx, me.key, {"name": me.name.upper()})


def note(db, me, name="Ilse", **more):
    db.run_write(lambda tx: facts.record(tx, Renamed(me.key, name, DAY), **more))


def test_a_fact_to_which_nobody_reacts_leaves_nothing(db):
    handed = handed_to(db)
    note(db, create_person(db))
    assert (rows(db), handed) == ([], [])


def test_each_reaction_is_a_job_of_its_own_and_gets_the_fact_as_it_was(db):
    me = create_person(db)
    crew = crew_of(db, Reaction("add", Renamed, add_name), Reaction("shout", Renamed, shout))
    note(db, me)
    assert [(row.kind, row.person_key) for row in rows(db)] == [("add", me.key), ("shout", me.key)]
    assert drain(db, crew) == 2
    assert name_of(db, me) == "MIRA ILSE 20.11."


def test_one_reaction_that_fails_keeps_no_other_from_its_work(db):
    def fail(_tx, _me, _fact):
        raise ZeroDivisionError

    me = create_person(db)
    crew = crew_of(db, Reaction("fail", Renamed, fail), Reaction("shout", Renamed, shout))
    note(db, me)
    drain(db, crew)
    assert (only(db).kind, name_of(db, me)) == ("fail", "MIRA")


def test_with_once_a_reaction_that_waits_is_not_asked_again(db):
    me = create_person(db)
    crew_of(db, Reaction("shout", Renamed, shout))
    for _ in range(3):
        note(db, me, once="names")
    assert len(rows(db)) == 1


def test_a_reaction_causes_only_what_is_listed(db):
    me = create_person(db)
    after = Reaction("shout", Greeted, shout)
    crew = crew_of(db, Reaction("greet", Renamed, greet), after)
    note(db, me)
    drain(db, crew)
    assert only(db).error == "FactNotListed: Greeted"

    crew = crew_of(db, Reaction("greet", Renamed, greet, causes=(Greeted,)), after)
    note(db, me)
    assert drain(db, crew) == 2
    assert name_of(db, me) == "MIRA"


def chain(fact, reactions):
    """How many reactions follow one another from a fact; the longest way."""
    return max(
        (
            1 + max((chain(caused, reactions) for caused in reaction.causes), default=0)
            for reaction in reactions
            if reaction.fact is fact
        ),
        default=0,
    )


def test_a_chain_of_reactions_is_counted():
    listed = (Reaction("greet", Renamed, greet, causes=(Greeted,)), Reaction("shout", Greeted, shout))
    assert (chain(Renamed, listed), chain(Greeted, listed), chain(str, listed)) == (2, 1, 0)


@pytest.mark.parametrize("reaction", wiring.REACTIONS, ids=lambda reaction: reaction.kind)
def test_in_the_house_no_chain_is_longer_than_two(reaction):
    assert chain(reaction.fact, wiring.REACTIONS) <= 2


def test_every_kind_of_the_house_is_listed_once_and_every_schedule_has_a_job():
    crew = wiring.crew(Settings())
    assert {schedule.kind for schedule in wiring.SCHEDULES} <= crew.jobs.keys()
    assert len({schedule.name for schedule in wiring.SCHEDULES}) == len(wiring.SCHEDULES)
    assert all(len(kind) <= 60 for kind in crew.jobs)
