"""An export put together: definitions, days and scores of every habit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import TypeVar

from habitus.formats.archive import WANTED, Source
from habitus.formats.dates import read_date
from habitus.formats.errors import DateOrderAmbiguous, ImportFormatUnknown
from habitus.formats.findings import Findings
from habitus.formats.loop.build import build_habit
from habitus.formats.loop.codes import Cell
from habitus.formats.loop.definition import LOOP_CSV, Definition, one_line, undescribed
from habitus.formats.loop_csv.checkmarks import read_one_habit, starts_with_date
from habitus.formats.loop_csv.folders import Folder, assign, folder_name, folder_of
from habitus.formats.loop_csv.habits_file import read_habits
from habitus.formats.loop_csv.matrix import (
    Column,
    date_order,
    read_cells,
    read_columns,
    read_score,
    read_score_columns,
    refuse_cells,
    warn_of_scores,
)
from habitus.formats.loop_csv.parts import Parts, by_words, name_of, sort_parts
from habitus.formats.loop_csv.rows import score_rows
from habitus.formats.records import DateOrder, Imported
from habitus.formats.tables import Table

T = TypeVar("T")


@dataclass(slots=True)
class _Draft:
    """A habit while its parts are found; `file` is where its days stand."""

    definition: Definition
    file: str = ""
    cells: list[Cell] = field(default_factory=list)
    scores: dict[date, float] | None = None

    @property
    def is_foldered(self) -> bool:
        """Known by its folder only, whose name may have lost letters."""
        return not self.definition.habit.goal_known and self.definition.position > 0


@dataclass(slots=True)
class _Reading:
    """One reading of one source."""

    order: DateOrder | None
    findings: Findings
    drafts: list[_Draft] = field(default_factory=list)
    by_folder: dict[Folder, _Draft] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)

    def definitions(self) -> list[Definition]:
        return [draft.definition for draft in self.drafts]

    def add(self, name: str, folder: Folder | None = None) -> _Draft:
        taken = {definition.habit.source_id for definition in self.definitions()}
        draft = _Draft(undescribed(name, folder.number if folder else 0, taken))
        self.drafts.append(draft)
        if folder:
            self.by_folder[folder] = draft
        return draft

    def owner_of(self, table: Table) -> _Draft | None:
        """The habit a file belongs to: by its folder, a loose one by the words of its name."""
        folder = folder_of(table)
        if folder is not None:
            return self.by_folder.get(folder)
        place = by_words(name_of(table), self.definitions())
        return None if place is None else self.drafts[place]


def read(source: Source, order: DateOrder | None = None) -> Imported:
    """Everything a Loop CSV export holds. `order` settles dates that could be read both ways.

    Raises ImportFormatUnknown, ImportTooLarge, or DateOrderAmbiguous when for that reason no file
    with days could be read; a file among several is refused row by row instead.
    """
    findings = Findings()
    parts = sort_parts(source, findings)
    _check_parts(parts, findings)
    reading = _Reading(order, findings)
    if parts.habits:
        reading.drafts += [_Draft(definition) for definition in read_habits(parts.habits, findings)]
    _assign_folders(reading, parts)
    _take_days(reading, parts)
    _take_matrix(reading, parts)
    if reading.ambiguous and not any(draft.file for draft in reading.drafts):
        raise DateOrderAmbiguous(
            f"Day and month in {reading.ambiguous[0]} could be either way round. "
            "Say which comes first: --date-order dmy or --date-order mdy."
        )
    _take_scores(reading, parts)
    habits = [build_habit(d.definition, d.file, d.cells, d.scores, findings) for d in reading.drafts]
    _warn_of_goals(
        [habit.name for habit in habits if not habit.goal_known and habit.measure == "check"], findings
    )
    return findings.close(LOOP_CSV, habits)


def _check_parts(parts: Parts, findings: Findings) -> None:
    has_days = parts.matrix or parts.days
    if not has_days and not parts.habits and (parts.scores or parts.score_matrix):
        raise ImportFormatUnknown(
            "These are only Loop's scores, which Habitus computes itself. The days are in "
            "Checkmarks.csv: give that, or the whole export."
        )
    if not has_days and not parts.habits:
        raise ImportFormatUnknown(WANTED)
    if parts.habits and not has_days:
        findings.warn(
            f"{parts.habits.name} says which habits there are, but no day of them. "
            "Their days are in the Checkmarks.csv files of the export."
        )


def _assign_folders(reading: _Reading, parts: Parts) -> None:
    folders = [folder for table in (*parts.days, *parts.scores) if (folder := folder_of(table))]
    places = assign(tuple(dict.fromkeys(folders)), reading.definitions(), reading.findings)
    reading.by_folder = {folder: reading.drafts[place] for folder, place in places.items()}


def _take_days(reading: _Reading, parts: Parts) -> None:
    """The files of single habits; one that no definition claims makes a habit of its own."""
    for table in parts.days:
        cells = _unless_ambiguous(
            reading, table, partial(read_one_habit, table, reading.order, reading.findings)
        )
        if cells is None:
            continue
        draft = reading.owner_of(table)
        if draft is not None and draft.file:
            name = draft.definition.habit.name
            reading.findings.warn(f"{table.name} is a second file of “{name}”; it was left out.")
            reading.findings.leave("entries", "They stand in a second file of the same habit.", len(cells))
            continue
        draft = draft or reading.add(name_of(table), folder_of(table))
        draft.file, draft.cells = table.name, cells


def _take_matrix(reading: _Reading, parts: Parts) -> None:
    """The matrix gives the days of the habits that have no file of their own."""
    table = parts.matrix
    if table is None:
        return
    columns = _columns(reading, table)
    owners = _owners(reading, columns)
    missing = {column: draft for column, draft in owners if draft is None or not draft.file}
    if not columns and not any(draft.file for draft in reading.drafts):
        refuse_cells(table, reading.findings)
    if not missing:
        return
    cells = _unless_ambiguous(
        reading,
        table,
        partial(read_cells, table, tuple(missing), columns[-1].place, reading.order, reading.findings),
    )
    if cells is None:
        return
    for column, owner in missing.items():
        draft = owner or reading.add(column.name)
        draft.file, draft.cells = table.name, cells[column.place]


def _take_scores(reading: _Reading, parts: Parts) -> None:
    for table in parts.scores:
        draft = reading.owner_of(table)
        if draft is not None:
            draft.scores = _scores_or_none(reading, table, partial(_scores_of, reading, table))
    if parts.score_matrix and any(draft.scores is None for draft in reading.drafts):
        _take_score_matrix(reading, parts.score_matrix)


def _take_score_matrix(reading: _Reading, table: Table) -> None:
    columns = _columns(reading, table)
    open_ones = [(column, draft) for column, draft in _owners(reading, columns) if draft and not draft.scores]
    if not open_ones:
        return
    wanted = [column for column, _ in open_ones]
    found = _scores_or_none(
        reading,
        table,
        partial(read_score_columns, table, wanted, columns[-1].place, reading.order, reading.findings),
    )
    if found is None:
        return
    for column, draft in open_ones:
        draft.scores = found[column.place]


def _scores_of(reading: _Reading, table: Table) -> dict[date, float]:
    order = date_order(table, reading.order)
    found: dict[date, float] = {}
    unreadable = 0
    for row in score_rows(table, 1):
        day = read_date(row.cells[0], order) if len(row.cells) > 1 else None
        if day is None:
            continue
        score = read_score(row.cells[1])
        if score is None:
            unreadable += 1
        else:
            found[day] = score
    warn_of_scores(table, unreadable, reading.findings)
    return found


def _owners(reading: _Reading, columns: Sequence[Column]) -> list[tuple[Column, _Draft | None]]:
    """The habit of each column: by its name, in the order of the habits when several have it."""
    left = list(reading.drafts)
    found: list[tuple[Column, _Draft | None]] = []
    for column in columns:
        draft = _named(left, column.name)
        if draft is not None:
            left.remove(draft)
        found.append((column, draft))
    return found


def _named(drafts: Sequence[_Draft], name: str) -> _Draft | None:
    """By the name, or for a habit known only by its folder by the letters Loop leaves in it."""
    plain = one_line(name)
    exact = next((draft for draft in drafts if draft.definition.name == plain), None)
    if exact is not None:
        return exact
    foldered = [
        draft for draft in drafts if not draft.definition.habit.goal_known and draft.definition.position
    ]
    return next((draft for draft in foldered if draft.definition.name == folder_name(plain)), None)


def _columns(reading: _Reading, table: Table) -> list[Column]:
    known = [definition.name for definition in reading.definitions()]
    listed = [definition.name for definition in reading.definitions() if definition.habit.goal_known]
    return read_columns(table, known, listed, reading.findings)


def _unless_ambiguous(reading: _Reading, table: Table, read_it: Callable[[], T]) -> T | None:
    """What `read_it` gives; when day and month stay open, None and every row of the file refused."""
    try:
        return read_it()
    except DateOrderAmbiguous as error:
        reading.ambiguous.append(table.name)
        reading.findings.warn(f"{table.name}: {error.detail}")
        for row in islice(table.rows(), 0 if starts_with_date(table) else 1, None):
            reading.findings.refuse(table.name, row.line, error.code)
        return None


def _scores_or_none(reading: _Reading, table: Table, read_it: Callable[[], T]) -> T | None:
    try:
        return read_it()
    except DateOrderAmbiguous:
        reading.findings.warn(
            f"Day and month in {table.name} could be either way round; it was not compared."
        )
        return None


def _warn_of_goals(names: Sequence[str], findings: Findings) -> None:
    if names:
        listed = ", ".join(f"“{name}”" for name in names)
        findings.warn(f"The file does not say how often these are due; they are daily now: {listed}.")
