"""The table Habits: names, goals, looks and reminders."""

from __future__ import annotations

from habitus.formats.findings import Findings
from habitus.formats.loop.colors import pigment_of_stored
from habitus.formats.loop.definition import (
    LOOP_CSV,
    Definition,
    frequency,
    numbered,
    one_line,
    short,
    target_of,
)
from habitus.formats.loop_db import queries
from habitus.formats.loop_db.database import Database
from habitus.formats.loop_db.queries import Record
from habitus.formats.loop_db.values import number, text_of, whole
from habitus.formats.records import Direction, ImportedHabit, ImportedReminder

_EVERY_DAY = 0b1111111
_MONDAY_BIT = 2
"""Loop's mask of weekdays begins with Saturday, so Monday is its third bit."""
_MAX_UUID = 100
_LEFT = {
    "highlight": ("highlights", "Habitus does not highlight single habits."),
    "skip_days": ("days off", "Weekdays that the first versions left out; choose them in the habit's goal."),
}


def read_definitions(database: Database, file: str, findings: Findings) -> dict[int, Definition]:
    """The habits by their id, in the order in which Loop lists them; unusable rows are refused."""
    usable: dict[int, Record] = {}
    for record in queries.habits(database):
        findings.count_row()
        key = whole(record["id"])
        if key is None or key in usable:
            findings.refuse(file, key or 0, "id_unusable", is_entry=False)
        elif not one_line(text_of(record["name"])):
            findings.refuse(file, key, "name_missing", is_entry=False)
        else:
            usable[key] = record
    keys = _Keys()
    return {
        key: _definition(record, place, database.version, keys, findings)
        for place, (key, record) in enumerate(sorted(usable.items(), key=_by_position), start=1)
    }


def _by_position(item: tuple[int, Record]) -> tuple[bool, int, int]:
    key, record = item
    position = whole(record.get("position"))
    return position is None, position or 0, key


class _Keys:
    """Gives every habit keys that no other of the file has."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._uuids: set[str] = set()

    def of(self, name: str, uuid: str) -> tuple[str, str]:
        """The key of a habit, and the one it has in Loop's CSV export."""
        by_name = numbered(name, self._names)
        self._names.add(by_name)
        if not uuid or len(uuid) > _MAX_UUID or uuid in self._uuids:
            return by_name, by_name
        self._uuids.add(uuid)
        return uuid, by_name


def _definition(record: Record, place: int, version: int, keys: _Keys, findings: Findings) -> Definition:
    name = one_line(text_of(record["name"]))
    source_id, csv_id = keys.of(name, text_of(record.get("uuid")))
    is_amount = whole(record.get("type")) == 1
    direction: Direction = "at_most" if is_amount and whole(record.get("target_type")) == 1 else "at_least"
    times, days = frequency(name, whole(record.get("freq_num")), whole(record.get("freq_den")), findings)
    _count_left(record, findings)
    question, description = _texts(record)
    habit = ImportedHabit(
        source_id=source_id,
        name=short(name),
        question=question,
        description=description,
        measure="amount" if is_amount else "check",
        unit=text_of(record.get("unit")),
        times=times,
        days=days,
        target=target_of(number(record.get("target_value")), direction),
        direction=direction,
        color=pigment_of_stored(whole(record.get("color")), version),
        archived=bool(whole(record.get("archived"))),
        reminders=_reminders(record, findings),
        other_keys=((LOOP_CSV, csv_id),),
    )
    return Definition(name, place, habit)


def _texts(record: Record) -> tuple[str, str]:
    """Question and description; before version 23 there was one column, which held the question."""
    description = text_of(record.get("description"))
    if "question" not in record:
        return description, ""
    return text_of(record["question"]), description


def _reminders(record: Record, findings: Findings) -> tuple[ImportedReminder, ...]:
    hour, minute = whole(record.get("reminder_hour")), whole(record.get("reminder_min"))
    if hour is None or minute is None:
        return ()
    days = whole(record.get("reminder_days", _EVERY_DAY)) or 0
    if not (0 <= hour < 24 and 0 <= minute < 60):
        findings.leave("reminders", "Their time is none that a clock shows.")
        return ()
    if not days & _EVERY_DAY:
        findings.leave("reminders", "They have a time but no weekday, so they never rang.")
        return ()
    return (ImportedReminder(hour * 60 + minute, _from_monday(days & _EVERY_DAY)),)


def _from_monday(days: int) -> int:
    """Turn a mask that begins with Saturday into one that begins with Monday."""
    return (days >> _MONDAY_BIT | days << (7 - _MONDAY_BIT)) & _EVERY_DAY


def _count_left(record: Record, findings: Findings) -> None:
    for column, (what, reason) in _LEFT.items():
        if whole(record.get(column)):
            findings.leave(what, reason)
