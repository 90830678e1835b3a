"""The civil day, passwords, and how long a wrong one waits: pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habitus.accounts import rules
from habitus.accounts.rules import PersonClock

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "now,zone,day_start,day",
    [
        ("2026-11-20T12:00", "UTC", 0, date(2026, 11, 20)),
        ("2026-11-20T23:30", BERLIN, 0, date(2026, 11, 21)),
        ("2026-11-20T23:30", "America/New_York", 0, date(2026, 11, 20)),
        ("2026-11-20T02:59", "UTC", 180, date(2026, 11, 19)),
        ("2026-11-20T03:00", "UTC", 180, date(2026, 11, 20)),
        # Berlin falls back on 25 October 2026 at 03:00: the same wall hour twice, one day.
        ("2026-10-25T00:30", BERLIN, 0, date(2026, 10, 25)),
        ("2026-10-25T01:30", BERLIN, 0, date(2026, 10, 25)),
        # Samoa had no 30 December 2011.
        ("2011-12-30T09:59", "Pacific/Apia", 0, date(2011, 12, 29)),
        ("2011-12-30T10:00", "Pacific/Apia", 0, date(2011, 12, 31)),
    ],
)
def test_the_day_an_instant_belongs_to(now, zone, day_start, day):
    assert rules.civil_day(at(now), zone, day_start) == day


def test_today_never_goes_back():
    clock = PersonClock("America/New_York", 0)
    assert rules.today(at("2026-11-20T02:00"), clock, None) == date(2026, 11, 19)
    assert rules.today(at("2026-11-20T02:00"), clock, date(2026, 11, 20)) == date(2026, 11, 20)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(
        [BERLIN, "Pacific/Apia", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "UTC"]
    ),
    st.integers(0, 1439),
)
def test_at_the_boundary_the_next_day_begins(now, zone, day_start):
    boundary = rules.next_boundary(now, zone, day_start)
    today = rules.civil_day(now, zone, day_start)
    assert boundary > now - timedelta(hours=3), "a repeated hour may lie between"
    assert rules.civil_day(boundary + timedelta(hours=2), zone, day_start) > today


def test_a_changed_zone_counts_from_the_next_boundary_on():
    now = at("2026-11-20T12:00")
    clock = rules.changed_clock(now, PersonClock(BERLIN, 0), "Asia/Tokyo", 180)
    assert clock.changes_at == at("2026-11-20T23:00")
    assert clock.at(now) == (BERLIN, 0)
    assert clock.at(at("2026-11-20T23:00")) == ("Asia/Tokyo", 180)


def test_a_second_change_before_the_boundary_keeps_the_day_that_runs():
    now = at("2026-11-20T12:00")
    first = rules.changed_clock(now, PersonClock(BERLIN, 0), "Asia/Tokyo", 0)
    second = rules.changed_clock(now, first, "America/New_York", 0)
    assert second.at(now) == (BERLIN, 0)
    assert second.changes_at == first.changes_at
    back = rules.changed_clock(now, second, BERLIN, 0)
    assert back == PersonClock(BERLIN, 0)


@pytest.mark.parametrize(
    "password",
    ["three grey stones", "äöü and ß are fine", "  spaces count  ", "正確な馬電池ホチキス留めと石"],
)
def test_good_passwords(password):
    assert rules.password_fault(password, "mira@home.example", "Mira Lund") is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "eleven char",
        "x" * 1025,
        "aaaaaaaaaaaaaa",
        "abcdefghijklmn",
        "98765432187654",
        "habitus12345",
        "mira-mira-1234",
        "Password12345!",
        "lund2026mira",
    ],
)
def test_passwords_that_would_be_guessed_first(password):
    assert rules.password_fault(password, "mira@home.example", "Mira Lund")


def test_length_is_counted_in_code_points_at_both_ends():
    assert rules.password_fault("żółw ą ę ś ", "a@b.example", "A") is not None
    assert rules.password_fault("żółw ą ę ś ć", "a@b.example", "A") is None
    assert rules.password_fault("ab cd ef " * 113 + "1234567", "a@b.example", "A") is None


PAIR, ACCOUNT = rules.pair_subject("0" * 64), rules.account_subject("0" * 64)


@pytest.mark.parametrize("subject,free", [(PAIR, 5), (ACCOUNT, 30)])
def test_some_wrong_passwords_are_free_then_the_wait_doubles_to_a_minute(subject, free):
    last = at("2026-11-20T12:00")
    waits = [rules.wait_until(subject, failures, last) for failures in range(free - 1, free + 9)]
    seconds = [None if until is None else (until - last).total_seconds() for until in waits]
    assert seconds == [None, 1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize("subject,minutes", [(PAIR, 5), (ACCOUNT, 60)])
def test_a_quiet_window_forgets(subject, minutes):
    last = at("2026-11-20T12:00")
    assert rules.failures_after(subject, 4, last, last + timedelta(minutes=minutes)) == 5
    assert rules.failures_after(subject, 4, last, last + timedelta(minutes=minutes + 1)) == 1
    assert rules.failures_after(subject, 0, None, last) == 1


def test_subjects_fit_their_column():
    assert len(PAIR) == len(ACCOUNT) == 64
    assert PAIR != ACCOUNT


def test_zones_come_from_the_pinned_time_zone_database():
    assert rules.is_zone(BERLIN)
    assert not rules.is_zone("Mars/Olympus")
    assert not rules.is_zone("../../etc/passwd")
