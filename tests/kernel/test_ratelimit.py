"""Limits: the rule, in the database (of many at once no more get through), and in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from habitus.kernel.errors import RateLimited
from habitus.kernel.ratelimit import jobs, queries, service
from habitus.kernel.ratelimit.memory import Meter
from habitus.kernel.ratelimit.rules import Limit, Wait

TEN = Limit("tens", 10, timedelta(minutes=1), 10)
BURSTY = Limit("bursty", 60, timedelta(minutes=1), 1_000)


def use(db, limit=TEN, subject="a"):
    return db.run_write(service.use, limit, subject)


def uses(db, times, **kwargs):
    """How many of so many uses got through."""
    return [use(db, **kwargs) for _ in range(times)].count(None)


class TestInTheDatabase:
    def test_so_many_at_once_and_then_one_an_interval(self, db, clock):
        assert uses(db, 12) == 10
        assert use(db) == Wait(6)
        clock.move(seconds=5)
        assert use(db) == Wait(1)
        clock.move(seconds=1)
        assert uses(db, 2) == 1
        clock.move(minutes=1)
        assert uses(db, 12) == 10

    def test_subjects_and_limits_do_not_share(self, db):
        assert uses(db, 11) == 10
        assert uses(db, 11, subject="b") == 10
        assert uses(db, 11, limit=Limit("others", 10, timedelta(minutes=1), 10)) == 10

    def test_of_many_at_once_no_more_get_through(self, db):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: use(db), range(60)))
        assert answers.count(None) == 10

    def test_looking_counts_nothing(self, db):
        assert [db.run_read(service.look, TEN, "a") for _ in range(20)] == [None] * 20
        assert uses(db, 10) == 10
        assert db.run_read(service.look, TEN, "a") == Wait(6)

    def test_what_was_given_back_can_be_used_again(self, db):
        assert uses(db, 10) == 10
        db.run_write(service.give_back, TEN, "a")
        assert uses(db, 2) == 1

    def test_spending_raises_and_says_when_to_come_again(self, db):
        for _ in range(10):
            db.run_write(service.spend, TEN, "a")
        with pytest.raises(RateLimited) as refused:
            db.run_write(service.spend, TEN, "a")
        assert refused.value.headers() == {"Retry-After": "6"}

    def test_what_fails_is_not_counted(self, db):
        def fail(tx):
            service.spend(tx, TEN, "a")
            raise KeyError("a")

        for _ in range(20):
            with pytest.raises(KeyError):
                db.run_write(fail)
        assert uses(db, 12) == 10

    def test_who_has_not_used_anything_for_long_is_forgotten(self, db, clock):
        uses(db, 3)
        clock.move(days=2)
        use(db, subject="b")
        db.run_write(jobs.forget_unused, {})
        kept = db.run_read(lambda tx: [row.subject for row in tx.execute(queries.rate_limit.select())])
        assert kept == ["tens:b"]


class TestInMemory:
    def test_it_is_the_same_rule(self):
        meter = Meter(BURSTY)
        assert [meter.use("a", 1_000.0) for _ in range(1_001)] == [0] * 1_000 + [1]
        assert meter.use("b", 1_000.0) == 0
        assert [meter.use("a", 1_060.0) for _ in range(61)] == [0] * 60 + [1]

    def test_it_says_how_many_seconds_to_wait(self):
        meter = Meter(TEN)
        assert [meter.use("a", 5.0) for _ in range(11)][-1] == 6
        assert meter.use("a", 9.5) == 2
        assert meter.use("a", 11.0) == 0

    def test_it_does_not_grow_and_forgets_idle_subjects_first(self):
        meter = Meter(TEN, subjects_max=100)
        for subject in range(90):
            meter.use(subject, 0.0)
        for _ in range(10):
            meter.use("busy", 100.0)
        for subject in range(1_000, 1_030):
            meter.use(subject, 100.0)
        assert len(meter._used_until) <= 100
        assert meter.use("busy", 100.0) > 0, "who waits is not forgotten for others who came later"

    def test_with_too_many_busy_ones_the_first_begin_anew(self):
        meter = Meter(TEN, subjects_max=100)
        for subject in range(500):
            meter.use(subject, 0.0)
        assert len(meter._used_until) <= 100
        assert 499 in meter._used_until
