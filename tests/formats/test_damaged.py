"""Bytes turned at random: a file is read or refused, whatever it holds; nothing else may come out."""

import random

import pytest
from tests.factories.backups import backup, done
from tests.factories.exports import habits_csv, one_habit, zipped

from habitus.formats import errors
from habitus.formats.detect import read_file
from habitus.formats.records import Imported

ROUNDS = 60
REFUSALS = tuple(kind for kind in vars(errors).values() if getattr(kind, "status", 0) in {413, 422})


def turned(raw, dice):
    """A copy with up to 20 bytes changed, a piece cut out or put in twice."""
    found = bytearray(raw)
    for _ in range(dice.randint(1, 20)):
        found[dice.randrange(len(found))] = dice.choice(b'\0\xff",\n;-' + dice.randbytes(3))
    at, length = dice.randrange(len(found)), dice.randint(0, 40)
    way = dice.randrange(4)
    if way == 0:
        del found[at : at + length]
    elif way == 1:
        found[at:at] = found[at : at + length]
    return bytes(found)


def outcome(path):
    try:
        return read_file(path)
    except REFUSALS as refusal:
        return refusal


def samples(tmp_path):
    rows = "2026-01-03,YES_MANUAL,", '2026-01-02,NO,"a, b"', "2026-01-01,Entry(timestamp=x, value=2)"
    habits = habits_csv(
        "001,Read,YES_NO,,,3,7,#00897B,,,,false", "002,Tea,NUMERICAL,,,1,1,,l,AT_MOST,0,false"
    )
    files = {"Habits.csv": habits, "001 Read/Checkmarks.csv": one_habit(*rows)}
    matrix = "Date,Read,Tea, hot,\n03-01-2026,2,1500,\n02-01-2026,SKIP,0,\n"
    yield "days.csv", one_habit(*rows).encode()
    yield "matrix.csv", matrix.encode()
    yield "habits.csv", habits.encode()
    yield "export.zip", zipped(tmp_path / "a.zip", {**files, "Checkmarks.csv": matrix}).read_bytes()
    days = [done(1, f"2026-01-{day:02}", 2, "note" * day) for day in range(1, 29)]
    yield "backup.db", backup(tmp_path / "a.db", 25, [{}, {"id": 2, "reminder_hour": 8}], days).read_bytes()


@pytest.mark.parametrize("place", range(5))
def test_turned_bytes_are_read_or_refused(tmp_path, place):
    name, raw = list(samples(tmp_path))[place]
    dice = random.Random(name)
    path = tmp_path / name
    for _ in range(ROUNDS):
        path.write_bytes(turned(raw, dice))
        assert isinstance(outcome(path), (Imported, *REFUSALS))
