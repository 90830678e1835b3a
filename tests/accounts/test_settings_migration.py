"""Whoever was here before needs no first steps; who comes later begins with them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.factories.old_databases import empty_database, upgraded

PERSON = (
    "INSERT INTO person (key, id, email, name, password_hash, role, language, zone, day_start, first_weekday,"
    " seq, created_at) VALUES ({key}, '{key:032}', '{key}@home.example', 'Mira', 'x', 'member', 'en', 'UTC',"
    " 0, 1, 0, CURRENT_TIMESTAMP)"
)
SETTINGS = "SELECT key, name, weight_unit, onboarded FROM person ORDER BY key"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    with empty_database(request.param, tmp_path, request.getfixturevalue) as connection:
        yield connection


def test_people_who_are_here_know_their_way(old):
    upgraded(old, "0005")
    old.execute(text(PERSON.format(key=1)))
    upgraded(old, "0006")
    old.execute(text(PERSON.format(key=2)))
    assert [tuple(row) for row in old.execute(text(SETTINGS))] == [
        (1, "Mira", "kg", True),
        (2, "Mira", "kg", False),
    ]
    with pytest.raises(IntegrityError):
        old.execute(text("UPDATE person SET weight_unit = 'g'"))
    old.rollback()
