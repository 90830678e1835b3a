"""Events are kept for a week or ten thousand of a person; whoever comes later is never told half of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update
from tests.factories.jobs import drain
from tests.factories.people import create_person
from tests.kernel.sockets import live_on

from habitus.accounts.queries.tables import person
from habitus.kernel.outbox import queries as outbox
from habitus.kernel.outbox import record
from habitus.kernel.ratelimit import jobs as limits
from habitus.kernel.ratelimit.queries import rate_limit
from habitus.kernel.realtime import jobs
from habitus.kernel.realtime.queries import event


def fill(db, key, count, first=1, ago=timedelta(0)):
    """So many events of a person, a second apart, the newest so long ago."""

    def write(tx):
        rows = [
            {
                "person_key": key,
                "seq": seq,
                "at": tx.now - ago - timedelta(seconds=first + count - seq),
                "topics": "",
            }
            for seq in range(first, first + count)
        ]
        tx.execute(insert(event), rows)
        tx.execute(update(person).where(person.c.key == key).values(seq=first + count - 1))

    db.run_write(write)


def kept(db, key):
    """The number of a person's events, the oldest and the newest."""
    numbers = select(func.count(), func.min(event.c.seq), func.max(event.c.seq)).where(
        event.c.person_key == key
    )
    return tuple(db.run_read(lambda tx: tx.execute(numbers).one()))


def forget(db):
    db.run_write(lambda tx: record(tx, jobs.FORGET, {"slot": "…"}))
    return drain(db)


def test_a_week_is_kept(db):
    mira = create_person(db).key
    fill(db, mira, 1_000, ago=timedelta(days=8))
    fill(db, mira, 50, first=1_001, ago=timedelta(days=6))
    assert forget(db) >= 3, "in slices"
    assert kept(db, mira) == (50, 1_001, 1_050)
    forget(db)
    assert kept(db, mira) == (50, 1_001, 1_050)


def test_ten_thousand_are_kept(db):
    mira = create_person(db).key
    fill(db, mira, 10_700)
    forget(db)
    assert kept(db, mira) == (10_000, 701, 10_700)


def test_everybody_has_their_own(db):
    keys = [create_person(db, name).key for name in ("Mira", "Tomasz", "Ada")]
    fill(db, keys[0], 450, ago=timedelta(days=9))
    fill(db, keys[1], 30)
    fill(db, keys[2], 450, ago=timedelta(days=9))
    fill(db, keys[2], 1, first=451)
    forget(db)
    assert [kept(db, key)[0] for key in keys] == [0, 30, 1]


def test_a_slice_writes_less_than_five_hundred_rows(db):
    key = create_person(db).key
    fill(db, key, 1_200, ago=timedelta(days=9))
    db.run_write(jobs.forget_events, {})
    assert kept(db, key)[0] >= 1_200 - 499
    assert db.run_read(outbox.counts).pending == 1, "and comes again"


def test_with_nothing_to_forget_nothing_is_left_behind(db):
    assert forget(db) == 1


@pytest.mark.parametrize("cursor,answer", [(0, "resync"), (699, "resync"), (700, "ready"), (999, "ready")])
def test_a_cursor_before_what_is_kept_is_told_to_read_anew(application, db, mira, cursor, answer):
    fill(db, mira.me.key, 700, ago=timedelta(days=8))
    fill(db, mira.me.key, 300, first=701)
    forget(db)
    with live_on(application, db) as live:
        line, first = live.follow(mira, cursor=cursor)
        assert first == {"type": answer, "seq": cursor if answer == "ready" else 1_000}
        missed = list(range(cursor + 1, 1_001)) if answer == "ready" else []
        assert line.events(len(missed)) == missed
        live.write(mira)
        assert line.events(1) == [1_001]


def test_limits_that_nobody_is_near_are_forgotten(db, clock):
    rows = [{"subject": f"x:{number}", "used_until": clock()} for number in range(900)]
    db.run_write(lambda tx: tx.execute(insert(rate_limit), rows) and None)
    clock.move(days=1, minutes=1)
    db.run_write(lambda tx: tx.execute(insert(rate_limit).values(subject="new", used_until=tx.now)) and None)
    db.run_write(lambda tx: record(tx, limits.FORGET, {}))
    assert drain(db) == 3
    assert db.run_read(lambda tx: tx.execute(select(rate_limit.c.subject)).scalars().all()) == ["new"]
