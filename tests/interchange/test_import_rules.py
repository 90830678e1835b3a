"""Names of files, shares of the way, and who may upload."""

from __future__ import annotations

from uuid import UUID

import pytest

from habitus.interchange.errors import ImportRunning, ImportsBusy
from habitus.interchange.files import UPLOADS_AT_ONCE, Desk
from habitus.interchange.rules import file_name, percent


@pytest.mark.parametrize(
    "given, kept",
    [
        ("Loop Habits CSV 2026-11-20.zip", "Loop Habits CSV 2026-11-20.zip"),
        ("Übung ☀.db", "Übung ☀.db"),
        ("C:\\Users\\me\\loop.db", "loop.db"),
        ("../../etc/passwd", "passwd"),
        ("/", "file"),
        ("", "file"),
        ("..", "file"),
        (" . ", "file"),
        ("a\0b\nc\u202ed.csv", "a b c d.csv"),
        ("x" * 300 + ".zip", "x" * 251 + ".zip"),
    ],
)
def test_a_name_is_one_line_and_no_path(given, kept):
    assert file_name(given) == kept


@pytest.mark.parametrize(
    "done, of, shown",
    [(0, 10, 50), (5, 10, 75), (10, 10, 100), (11, 10, 100), (0, 0, 100), (1, 1_000_000, 50)],
)
def test_the_second_half_of_the_way(done, of, shown):
    assert percent(done, of, begin=50) == shown


def test_one_upload_a_person_and_a_few_at_a_time(tmp_path):
    desk = Desk(tmp_path)
    people = [UUID(int=number) for number in range(UPLOADS_AT_ONCE + 1)]
    with desk.attending(people[0]):
        with pytest.raises(ImportRunning), desk.attending(people[0]):
            pass
        for number in range(1, UPLOADS_AT_ONCE):
            desk._sending.add(people[number])
        with pytest.raises(ImportsBusy), desk.attending(people[-1]):
            pass
        desk._sending.discard(people[1])
        with desk.attending(people[-1]):
            pass
    with desk.attending(people[0]):
        pass
