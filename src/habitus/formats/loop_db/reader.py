"""A backup put together: definitions from Habits, days from Repetitions."""

from __future__ import annotations

from datetime import date, timedelta

from habitus.formats.archive import SQLITE_MAGIC, WANTED, Source
from habitus.formats.errors import ImportFileUnreadable, ImportFormatUnknown
from habitus.formats.findings import Findings
from habitus.formats.loop.build import build_habit
from habitus.formats.loop.codes import UNKNOWN, Cell, code_of
from habitus.formats.loop.definition import LOOP_DB
from habitus.formats.loop_db import queries
from habitus.formats.loop_db.database import Database, open_database
from habitus.formats.loop_db.definitions import read_definitions
from habitus.formats.loop_db.queries import Record
from habitus.formats.loop_db.values import text_of, whole
from habitus.formats.records import Imported
from habitus.formats.tables import MAX_CELL

FIRST_VERSION, LAST_VERSION = 9, 25
_DAY_MS = 24 * 60 * 60 * 1000
_EPOCH = date(1970, 1, 1)
_LAST_DAY = date(2199, 12, 31)
_DONE = 2
"""The value of a day before version 16, which had only days that were done."""


def read(source: Source, name: str) -> Imported:
    """Everything the backup `name` of a source holds.

    Raises ImportFormatUnknown when it is another database, ImportFileUnreadable when it is damaged,
    or ImportTooLarge.
    """
    begin = next(source.chunks(name), b"")
    if not begin.startswith(SQLITE_MAGIC):
        raise ImportFileUnreadable(f"{name} is not a database, or its beginning is damaged.")
    findings = Findings()
    with open_database(source, name) as database:
        if not queries.is_backup(database):
            raise ImportFormatUnknown(f"{name} is a database, but no backup of Loop Habit Tracker. {WANTED}")
        _check_version(database, name, findings)
        definitions = read_definitions(database, f"{name}, table Habits", findings)
        file = f"{name}, table Repetitions"
        cells = _read_days(database, file, list(definitions), findings)
    habits = [
        build_habit(definition, file, cells[key], None, findings) for key, definition in definitions.items()
    ]
    return findings.close(LOOP_DB, habits)


def _check_version(database: Database, name: str, findings: Findings) -> None:
    if not FIRST_VERSION <= database.version <= LAST_VERSION:
        findings.warn(
            f"{name} is a backup of version {database.version}; we know {FIRST_VERSION} to {LAST_VERSION}. "
            "Look through what came of it."
        )
    unknown = sorted(set(database.tables[queries.DAYS]) - set(queries.DAY_COLUMNS))
    unknown += sorted(set(database.tables[queries.HABITS]) - set(queries.HABIT_COLUMNS) - {"skip_days_list"})
    if unknown:
        findings.warn(f"{name} has columns we do not know, which were not read: {', '.join(unknown)[:200]}.")


def _read_days(database: Database, file: str, habits: list[int], findings: Findings) -> dict[int, list[Cell]]:
    """The known days of each habit in the order of the table."""
    found: dict[int, list[Cell]] = {habit: [] for habit in habits}
    shifted = 0
    for record in queries.days(database):
        findings.count_row()
        line = whole(record["id"]) or 0
        owner = whole(record["habit"])
        if owner not in found:
            findings.refuse(file, line, "habit_unknown")
            continue
        cell = _read_day(record, line)
        if isinstance(cell, str):
            findings.refuse(file, line, cell)
        elif cell is not None:
            findings.count_entry()
            shifted += _is_shifted(record)
            found[owner].append(cell)
    if shifted:
        findings.warn(
            f"Days that do not begin at midnight, taken as the day they are in UTC: {shifted}. "
            "Loop always writes midnight, so another program may have changed them."
        )
    return found


def _read_day(record: Record, line: int) -> Cell | str | None:
    """The day, the code of what is wrong, or None for a day that says nothing."""
    day = _day_of(whole(record["timestamp"]))
    if day is None:
        return "date_unreadable"
    number = whole(record.get("value", _DONE))
    code = None if number is None else code_of(number)
    if code is None:
        return "value_unreadable"
    note = text_of(record.get("notes"))
    if len(note) > MAX_CELL:
        return "cell_too_long"
    return None if code == UNKNOWN and not note else Cell(day, code, note, line)


def _day_of(timestamp: int | None) -> date | None:
    """The civil day of milliseconds, which Loop counts as if everybody lived in UTC."""
    if timestamp is None or not 0 <= timestamp // _DAY_MS <= (_LAST_DAY - _EPOCH).days:
        return None
    return _EPOCH + timedelta(days=timestamp // _DAY_MS)


def _is_shifted(record: Record) -> bool:
    return (whole(record["timestamp"]) or 0) % _DAY_MS != 0
