"""The one key that a habit had from its import becomes the first of its keys."""

import pytest
from sqlalchemy import text
from tests.factories.old_databases import empty_database, upgraded

BEFORE = "0004"
PERSON = (
    "INSERT INTO person (key, id, email, name, password_hash, role, language, zone, day_start, first_weekday,"
    " seq, created_at, unlived) VALUES (1, :id, 'mira@home.example', 'Mira', 'x', 'member', 'en', 'UTC', 0,"
    " 1, 0, CURRENT_TIMESTAMP, '')"
)
HABIT = (
    "INSERT INTO habit (key, id, owner_key, name, kind, measure, unit, question, description, steps, color,"
    " icon, section, category, tags, position, created_at, begins_on, start_day, source, source_id, terms,"
    " as_of, streak, longest_streak, strength, reads_from, stale) VALUES (:key, :id, 1, 'Read', 'build',"
    " 'check', '', '', '', '[]', 'sage', 'leaf', 'anytime', '', '[]', 0, CURRENT_TIMESTAMP, {day}, {day},"
    " :source, :source_id, '', {day}, 0, 0, 0.5, {day}, :stale)"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    with empty_database(request.param, tmp_path, request.getfixturevalue) as connection:
        yield connection, "20000" if request.param == "sqlite" else "DATE '2024-10-04'"


def test_a_key_moves_and_nothing_else_changes(old):
    connection, day = old
    upgraded(connection, BEFORE)
    connection.execute(text(PERSON), {"id": "0" * 32})
    for key, source, source_id in ((1, "loop_csv", "Read"), (2, None, None)):
        values = {"key": key, "id": f"{key:032}", "source": source, "source_id": source_id, "stale": False}
        connection.execute(text(HABIT.format(day=day)), values)
    upgraded(connection, "0005")
    keys = connection.execute(text("SELECT owner_key, source, source_id, habit_key FROM habit_source")).all()
    assert [tuple(row) for row in keys] == [(1, "loop_csv", "Read", 1)]
    habits = connection.execute(text("SELECT key, name, strength FROM habit ORDER BY key")).all()
    assert [tuple(row) for row in habits] == [(1, "Read", 0.5), (2, "Read", 0.5)]
    connection.rollback()
