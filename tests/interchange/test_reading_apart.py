"""The process that reads a stranger's file: bounded, ended when it must be, and believed in nothing."""

from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.factories.backups import VERSIONS, backup, done
from tests.factories.exports import one_habit, zipped
from tests.factories.imports import LOOP

from habitus.formats.detect import read_file
from habitus.formats.errors import ArchiveUnreadable, DateOrderAmbiguous
from habitus.interchange import child, reading
from habitus.interchange.errors import ImportUnreadable
from habitus.interchange.packing import pack
from habitus.interchange.reading import read_apart
from habitus.interchange.unpacking import unpack

BEGIN = {"begin": {"format": "loop_csv", "refused_entries": 0, "habits": 1}}
HABIT = {
    "source_id": "Read", "name": "Read", "question": "", "measure": "check", "unit": "", "times": 1,
    "days": 1, "target": None, "direction": "at_least", "color": None, "archived": False,
    "goal_known": True, "description": "", "reminders": [], "other_keys": [], "has_scores": True,
    "files": ["a.csv"], "count": 2,
}  # fmt: skip
ENTRIES = [["2026-10-01", "done", None, "", 0, 2], ["2026-10-02", "skip", None, "ill", 0, 3]]
SCORES = [["2026-10-01", 0.5]]
WHOLE = (BEGIN, {"habit": HABIT}, {"entries": ENTRIES}, {"scores": SCORES}, {"end": 1})


def go_on():
    """Nobody wants it to stop."""


def read(path, called=None, order=None):
    target = path.parent / "records"
    read_apart(path, called or path.name, order, target, go_on)
    return unpack(target)


def whole(unpacked):
    return [unpacked.habit(number) for number in range(len(unpacked.imported.habits))]


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Has other code run in place of the reading process."""

    def put(code):
        (tmp_path / "modules").mkdir()
        (tmp_path / "modules" / "stand_in.py").write_text(f"import os, sys, time\n{code}\n")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))
        monkeypatch.setattr(child, "__name__", "stand_in")

    return put


@pytest.fixture
def file(tmp_path):
    (tmp_path / "Read.csv").write_text(one_habit("2026-10-01,YES_MANUAL,"))
    return tmp_path / "Read.csv"


@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_everything_of_a_backup_arrives(tmp_path, version):
    path = backup(
        tmp_path / "loop.db",
        version,
        habits=[
            {"name": "Lauf ☀ “früh”", "uuid": "a1", "question": "Bist du\ngelaufen?", "reminder_hour": 7},
            {"id": 2, "name": "Water", "type": 1, "unit": "l", "target_value": 1.5, "archived": 1},
        ],
        days=[
            done(1, "2026-10-01", notes="a\tb “c” \U0001f600"),
            done(1, "2026-10-02", 3),
            done(2, "2026-10-01", 1500),
        ],
    )
    imported, unpacked = read_file(path), read(path)
    assert whole(unpacked) == list(imported.habits)
    assert unpacked.imported.warnings == imported.warnings
    assert unpacked.imported.not_carried == imported.not_carried
    assert unpacked.count == 3


def many_days(count):
    return (date(2000, 1, 1) + timedelta(days=number) for number in range(count))


def test_everything_of_an_export_arrives(tmp_path):
    path = zipped(tmp_path / "loop.zip", LOOP)
    imported, unpacked = read_file(path), read(path)
    assert whole(unpacked) == list(imported.habits)
    assert unpacked.imported.refused == imported.refused
    assert (unpacked.imported.format, unpacked.imported.refused_entries) == (imported.format, 1)
    assert [len(habit.entries) for habit in unpacked.imported.habits] == [0, 0]
    mode = stat.S_IMODE((tmp_path / "records").stat().st_mode)
    assert (mode, sorted(path.name for path in tmp_path.iterdir())) == (0o600, ["loop.zip", "records"])


def test_a_long_history_with_long_notes_arrives(tmp_path):
    dice = random.Random(5)
    rows = (f"{day},YES_MANUAL,{'n' * dice.choice([0, 0, 0, 60_000])}" for day in many_days(1200))
    (tmp_path / "Long.csv").write_text(one_habit(*rows))
    path = tmp_path / "Long.csv"
    assert whole(read(path)) == list(read_file(path).habits)


def test_it_goes_by_the_name_that_people_gave_it(tmp_path):
    (tmp_path / "upload").write_text(one_habit("2026-10-01,YES_MANUAL,"))
    (habit,) = read(tmp_path / "upload", "Stretching.csv").imported.habits
    assert habit.name == "Stretching"
    (tmp_path / "upload").write_text("no zip")
    with pytest.raises(ArchiveUnreadable):
        read(tmp_path / "upload", "loop.zip")


def test_refusals_arrive_in_their_own_words(tmp_path):
    (tmp_path / "Read.csv").write_text(one_habit("01-02-2026,NO,", "03-04-2026,NO,"))
    with pytest.raises(DateOrderAmbiguous) as here:
        read_file(tmp_path / "Read.csv")
    with pytest.raises(DateOrderAmbiguous) as there:
        read(tmp_path / "Read.csv")
    assert there.value.detail == here.value.detail
    assert read(tmp_path / "Read.csv", order="dmy").count == 2


def test_a_file_that_takes_too_much_memory(tmp_path, stand_in):
    stand_in(
        "from habitus.interchange import child\nchild.MEMORY_BYTES = 128 * 1024**2\nsys.exit(child.main())"
    )
    dice = random.Random(5)
    notes = ("".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=900)) * 66 for _ in range(2_000))
    rows = (f"{day},NO,{note}" for day, note in zip(many_days(2_000), notes, strict=True))
    path = zipped(tmp_path / "loop.zip", {"Read.csv": one_habit(*rows)})
    assert path.stat().st_size < 8 * 1024**2
    with pytest.raises(ImportUnreadable, match="memory"):
        read(path)


@pytest.mark.parametrize(
    "code, words",
    [
        ("os.abort()", "make a new export"),
        ("os.kill(os.getpid(), 9)", "make a new export"),
        ("1 / 0", "make a new export"),
        ("sys.exit(0)", "make a new export"),
        (
            "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 5))\nwhile True: pass",
            "longer than 10 minutes",
        ),
        ('open(\'refused\', \'w\').write(\'{"code": "unexpected", "detail": "x"}\')', "make a new export"),
        ("open('refused', 'w').write('nonsense')", "make a new export"),
        ("os.symlink('/etc/passwd', 'packed')", "make a new export"),
        ("os.symlink('/etc/passwd', 'refused')", "make a new export"),
        ("open('packed', 'w').write('nonsense')", "does not hold together"),
    ],
)
def test_whatever_becomes_of_it_is_a_refusal(file, stand_in, code, words):
    stand_in(code)
    with pytest.raises(ImportUnreadable, match=words):
        read(file)
    assert not list(file.parent.glob("reading-*"))


def test_it_is_ended_when_it_takes_too_long(file, stand_in, monkeypatch):
    stand_in(f"open({str(file.parent / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    monkeypatch.setattr(reading, "WALL_SECONDS", 1.0)
    with pytest.raises(ImportUnreadable, match="took longer"):
        read(file)
    assert_gone(file.parent / "pid")


def test_it_is_ended_when_it_is_not_wanted_any_more(file, stand_in):
    stand_in(f"open({str(file.parent / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")

    def stop_when_it_runs():
        if (file.parent / "pid").exists() and (file.parent / "pid").read_text():
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read_apart(file, file.name, None, file.parent / "records", stop_when_it_runs)
    assert_gone(file.parent / "pid")
    assert not list(file.parent.glob("reading-*"))


def assert_gone(pid: Path):
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_it_ends_with_the_process_that_asked(tmp_path):
    code = (
        "import sys, time\nfrom habitus.interchange import child\n"
        "child.carry_out = lambda order: time.sleep(600)\nsys.exit(child.main())"
    )
    order = {"file": "x", "called": "x", "folder": str(tmp_path), "date_order": None}
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.flush()
    time.sleep(0.2)
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(30) == 1


def test_it_is_told_nothing_of_our_secrets(file, stand_in, monkeypatch):
    monkeypatch.setenv("HABITUS_DATABASE_URL", "postgresql+psycopg://user:secret@host/name")
    stand_in(f"open({str(file.parent / 'env')!r}, 'w').write(repr(dict(os.environ)))")
    with pytest.raises(ImportUnreadable):
        read(file)
    assert "secret" not in (file.parent / "env").read_text()


def test_its_limits_are_its_own(file, stand_in, tmp_path):
    stand_in(
        "import resource\nfrom habitus.interchange import child\nchild.confine()\n"
        f"open({str(tmp_path / 'limits')!r}, 'w').write(repr([resource.getrlimit(limit)[0] for limit in ("
        "resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)]))"
    )
    with pytest.raises(ImportUnreadable):
        read(file)
    assert (tmp_path / "limits").read_text() == repr([512 * 1024**2, 600, 0])


def packed(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_what_is_whole_is_taken(tmp_path):
    unpacked = unpack(packed(tmp_path / "records", *WHOLE))
    assert [len(habit.entries) for habit in whole(unpacked)] == [2]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ({"end": 0},),
        WHOLE[:-1],
        (*WHOLE[:-1], {"end": 1, "warning": "x"}),
        (*WHOLE[:-1], {"evil": 1}, {"end": 1}),
        (BEGIN, {"end": 1}),
        (BEGIN, {"habit": HABIT | {"name": "x" * 121}}, *WHOLE[2:]),
        (BEGIN, {"habit": HABIT | {"name": "a\0b"}}, *WHOLE[2:]),
        (BEGIN, {"habit": HABIT | {"days": 0}}, *WHOLE[2:]),
        (BEGIN, {"habit": HABIT | {"more": 1}}, *WHOLE[2:]),
        (BEGIN, {"habit": HABIT}, {"entries": [["2026-10-01", "evil", None, "", 0, 2]]}, {"end": 1}),
        (BEGIN, {"habit": HABIT}, {"entries": [["2026-10-01", "done", None, "\ud800", 0, 2]]}, {"end": 1}),
        (BEGIN, {"habit": HABIT}, {"entries": ENTRIES * 300}, {"end": 1}),
        ({"begin": BEGIN["begin"] | {"format": "../x"}}, *WHOLE[1:]),
    ],
)
def test_what_does_not_hold_together_is_refused(tmp_path, lines):
    with pytest.raises(ImportUnreadable):
        unpack(packed(tmp_path / "records", *lines))


@pytest.mark.parametrize(
    "entries",
    [
        ENTRIES[:1],
        [*reversed(ENTRIES)],
        [ENTRIES[0], ENTRIES[0]],
        [ENTRIES[0], ["2026-10-02", "done", None, "", 7, 2]],
    ],
)
def test_days_that_do_not_hold_together_are_refused(tmp_path, entries):
    unpacked = unpack(packed(tmp_path / "records", BEGIN, {"habit": HABIT}, {"entries": entries}, {"end": 1}))
    with pytest.raises(ImportUnreadable):
        unpacked.habit(0)


def test_a_line_without_end_is_not_read_whole(tmp_path):
    (tmp_path / "records").write_bytes(b'{"warning": "' + b"x" * 5 * 1024**2)
    with pytest.raises(ImportUnreadable):
        unpack(tmp_path / "records")


def test_packing_stays_within_what_unpacking_takes(tmp_path):
    path = backup(tmp_path / "loop.db", habits=[{"question": "q" * 100_000}], days=[done(1, "2026-10-01")])
    with (tmp_path / "records").open("w") as file:
        pack(read_file(path), file)
    (habit,) = unpack(tmp_path / "records").imported.habits
    assert 4_000 < len(habit.question) <= 5_000, (
        "longer than what is stored, so that it shows that it was cut"
    )
