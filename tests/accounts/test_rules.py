"""Passwords, how long a wrong one waits, and names of zones: pure rules. Days are in test_days.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from habitus.accounts import rules


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


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
    assert rules.is_zone("Europe/Berlin")
    assert not rules.is_zone("Mars/Olympus")
    assert not rules.is_zone("../../etc/passwd")
