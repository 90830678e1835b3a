"""What the reading process has written, believed in nothing: it opened a stranger's file.

One habit at a time is in memory, however much the file holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, BinaryIO

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from habitus.formats import records
from habitus.formats.loop.definition import MAX_NAME
from habitus.formats.tables import MAX_CELL
from habitus.interchange.errors import ImportUnreadable
from habitus.interchange.packing import ROWS_A_LINE, WORDS_MAX

LINE_MAX = 4 * 1024**2
HABITS_MAX = 20_000
_BIG = 2**53
_WRONG = "What was read of it does not hold together. Please export it again."


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("no database keeps U+0000")
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


_Line = Annotated[str, AfterValidator(_storable), Field(max_length=500_000)]
_Words = Annotated[str, AfterValidator(_storable), Field(max_length=WORDS_MAX)]
_Note = Annotated[str, AfterValidator(_storable), Field(max_length=MAX_CELL)]
_Count = Annotated[int, Field(ge=0, le=_BIG)]
_Entry = tuple[date, records.Kind, float | None, _Note, _Count, int]
_Name = Annotated[str, AfterValidator(_storable), Field(min_length=1, max_length=MAX_NAME)]
_Key = Annotated[str, AfterValidator(_storable), Field(max_length=200)]
_Format = Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]


class _Begin(_Strict):
    format: _Format
    refused_entries: _Count
    habits: Annotated[int, Field(ge=0, le=HABITS_MAX)]


class _Refused(_Strict):
    file: _Line
    line: int
    code: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    reason: _Line
    hint: _Line


class _NotCarried(_Strict):
    what: _Line
    count: _Count
    reason: _Line


class _Reminder(_Strict):
    minute: Annotated[int, Field(ge=0, le=1439)]
    weekdays: Annotated[int, Field(ge=1, le=127)]


class _Habit(_Strict):
    source_id: _Key
    name: _Name
    question: _Words
    measure: records.Measure
    unit: _Words
    times: Annotated[int, Field(ge=1, le=365)]
    days: Annotated[int, Field(ge=1, le=365)]
    target: Annotated[float, Field(ge=0)] | None
    direction: records.Direction
    color: Annotated[str, Field(pattern=r"^[a-z]{1,10}$")] | None
    archived: bool
    goal_known: bool
    description: _Words
    reminders: list[_Reminder]
    other_keys: list[tuple[_Format, _Key]]
    has_scores: bool
    files: list[_Line]
    count: _Count


class _Record(_Strict):
    """One line: exactly one of these."""

    begin: _Begin | None = None
    refused: _Refused | None = None
    not_carried: _NotCarried | None = None
    warning: _Line | None = None
    habit: _Habit | None = None
    entries: Annotated[list[_Entry], Field(max_length=ROWS_A_LINE)] | None = None
    scores: Annotated[list[tuple[date, float]], Field(max_length=ROWS_A_LINE)] | None = None
    end: _Count | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """All of a file but its days: `imported.habits` are without entries and scores.

    `habit` reads one of them whole, by its place; `count` is how many entries all have together.
    """

    imported: records.Imported
    count: int
    _path: Path
    _places: tuple[int, ...]

    def habit(self, number: int) -> records.ImportedHabit:
        """Raises ImportUnreadable when the file is not any more what it was."""
        with _opened(self._path) as file:
            file.seek(self._places[number])
            lines = _records(file)
            head = next(lines).habit
            if head is None:
                raise ImportUnreadable(_WRONG)
            return _whole(head, lines)


def unpack(path: Path) -> Unpacked:
    """Go through the whole file once and check it. Raises ImportUnreadable."""
    refused: list[records.RefusedRow] = []
    not_carried: list[records.NotCarried] = []
    warnings: list[str] = []
    heads: list[records.ImportedHabit] = []
    places: list[int] = []
    count = 0
    with _opened(path) as file:
        begin = next(_records(file)).begin
        while begin is not None:
            place = file.tell()
            record = next(_records(file))
            if record.end is not None:
                break
            if record.refused is not None:
                refused.append(records.RefusedRow(**dict(record.refused)))
            elif record.not_carried is not None:
                not_carried.append(records.NotCarried(**dict(record.not_carried)))
            elif record.warning is not None:
                warnings.append(record.warning)
            elif record.habit is not None:
                places.append(place)
                heads.append(_head(record.habit))
                count += record.habit.count
        if begin is None or begin.habits != len(heads) or len(refused) > records.REFUSED_LISTED:
            raise ImportUnreadable(_WRONG)
    return Unpacked(
        records.Imported(
            format=begin.format,
            habits=tuple(heads),
            refused=tuple(refused),
            refused_entries=begin.refused_entries,
            not_carried=tuple(not_carried),
            warnings=tuple(warnings),
        ),
        count,
        path,
        tuple(places),
    )


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise ImportUnreadable("The file is not here any more. Please upload it again.") from error


def _records(file: BinaryIO) -> Iterator[_Record]:
    while True:
        line = file.readline(LINE_MAX)
        try:
            record = _Record.model_validate_json(line)
        except ValidationError as error:
            raise ImportUnreadable(_WRONG) from error
        if not line.endswith(b"\n") or len(record.model_fields_set) != 1:
            raise ImportUnreadable(_WRONG)
        yield record


def _head(found: _Habit) -> records.ImportedHabit:
    return records.ImportedHabit(
        source_id=found.source_id,
        name=found.name,
        question=found.question,
        measure=found.measure,
        unit=found.unit,
        times=found.times,
        days=found.days,
        target=found.target,
        direction=found.direction,
        color=found.color,
        archived=found.archived,
        goal_known=found.goal_known,
        description=found.description,
        reminders=tuple(records.ImportedReminder(one.minute, one.weekdays) for one in found.reminders),
        other_keys=tuple(found.other_keys),
    )


def _whole(head: _Habit, lines: Iterator[_Record]) -> records.ImportedHabit:
    entries: list[records.ImportedEntry] = []
    scores: dict[date, float] = {}
    for record in lines:
        if record.entries is not None:
            entries += _entries(head, record.entries)
        elif record.scores is not None:
            scores.update(record.scores)
        else:
            break
    days = [entry.day for entry in entries]
    if len(entries) != head.count or any(day >= after for day, after in pairwise(days)):
        raise ImportUnreadable(_WRONG)
    return replace(_head(head), entries=tuple(entries), scores=scores if head.has_scores else None)


def _entries(head: _Habit, rows: list[_Entry]) -> Iterator[records.ImportedEntry]:
    for day, kind, amount, note, file, line in rows:
        if file >= len(head.files):
            raise ImportUnreadable(_WRONG)
        yield records.ImportedEntry(day, kind, amount, note, head.files[file], line)
