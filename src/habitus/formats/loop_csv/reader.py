"""An export put together: definitions, days and scores of every habit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from typing import TypeVar

from habitus.formats.archive import Source
from habitus.formats.dates import read_date
from habitus.formats.errors import DateOrderAmbiguous, ImportFormatUnknown
from habitus.formats.findings import Findings
from habitus.formats.loop_csv.build import build_habit
from habitus.formats.loop_csv.checkmarks import read_one_habit
from habitus.formats.loop_csv.codes import Cell
from habitus.formats.loop_csv.habits_file import Definition, read_habits, undescribed
from habitus.formats.loop_csv.matrix import (
    Column,
    date_order,
    read_cells,
    read_columns,
    read_score,
    read_score_columns,
    warn_of_scores,
)
from habitus.formats.loop_csv.parts import (
    Parts,
    count_folders,
    folder_name,
    folder_number,
    name_of,
    owner_of,
    sort_parts,
)
from habitus.formats.records import DateOrder, Imported
from habitus.formats.tables import Table

FORMAT = "loop_csv"
T = TypeVar("T")


@dataclass(slots=True)
class _Draft:
    """A habit while its parts are found; `file` is where its days stand."""

    definition: Definition
    file: str = ""
    cells: list[Cell] = field(default_factory=list)
    scores: dict[date, float] | None = None


@dataclass(slots=True)
class _Reading:
    """One reading of one source."""

    order: DateOrder | None
    findings: Findings
    drafts: list[_Draft] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)

    def definitions(self) -> list[Definition]:
        return [draft.definition for draft in self.drafts]

    def add(self, name: str, position: int) -> _Draft:
        taken = {definition.source_id for definition in self.definitions()}
        draft = _Draft(undescribed(name, position, taken))
        self.drafts.append(draft)
        return draft


def read(source: Source, order: DateOrder | None = None) -> Imported:
    """Everything a Loop CSV export holds. `order` settles dates that could be read both ways.

    Raises ImportFormatUnknown, ImportTooLarge, or DateOrderAmbiguous when for that reason no file
    with days could be read; a file among several is refused row by row instead.
    """
    findings = Findings()
    parts = sort_parts(source, findings)
    if not (parts.habits or parts.matrix or parts.days):
        raise ImportFormatUnknown("Give a Loop Habit Tracker CSV export: its ZIP, its folder or a CSV file.")
    reading = _Reading(order, findings)
    if parts.habits:
        reading.drafts += [_Draft(definition) for definition in read_habits(parts.habits, findings)]
    _take_days(reading, parts)
    _take_matrix(reading, parts)
    if reading.ambiguous and not any(draft.file for draft in reading.drafts):
        raise DateOrderAmbiguous(
            f"Day and month in {reading.ambiguous[0]} could be either way round. "
            "Say which comes first: --date-order dmy or --date-order mdy."
        )
    _take_scores(reading, parts)
    habits = tuple(build_habit(d.definition, d.file, d.cells, d.scores, findings) for d in reading.drafts)
    _warn_of_goals(
        [habit.name for habit in habits if not habit.goal_known and habit.measure == "check"], findings
    )
    return Imported(
        format=FORMAT,
        habits=habits,
        refused=tuple(findings.refused),
        refused_entries=findings.refused_entries,
        not_carried=tuple(findings.not_carried),
        warnings=tuple(findings.warnings),
    )


def _take_days(reading: _Reading, parts: Parts) -> None:
    """The files of single habits; one that no definition claims makes a habit of its own."""
    folders = count_folders(parts.days)
    for table in parts.days:
        cells = _unless_ambiguous(reading, table, partial(_days_of, reading, table))
        owner = owner_of(table, reading.definitions(), folders)
        draft = next((draft for draft in reading.drafts if draft.definition is owner), None)
        if cells is None:
            continue
        if draft is not None and draft.file:
            reading.findings.warn(
                f"{table.name} is a second file of “{draft.definition.short_name}”; it was left out."
            )
            continue
        draft = draft or reading.add(name_of(table), folder_number(table) or 0)
        draft.file, draft.cells = table.name, cells


def _days_of(reading: _Reading, table: Table) -> list[Cell]:
    return read_one_habit(table, reading.order, reading.findings)


def _take_matrix(reading: _Reading, parts: Parts) -> None:
    """The matrix gives the days of the habits that have no file of their own."""
    table = parts.matrix
    if table is None:
        return
    columns = read_columns(table, _known_names(reading), reading.findings)
    owners = _owners(reading, columns)
    missing = {column: draft for column, draft in owners if draft is None or not draft.file}
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
        draft = owner or reading.add(column.name, 0)
        draft.file, draft.cells = table.name, cells[column.place]


def _take_scores(reading: _Reading, parts: Parts) -> None:
    folders = count_folders(parts.scores)
    for table in parts.scores:
        owner = owner_of(table, reading.definitions(), folders)
        draft = next((draft for draft in reading.drafts if draft.definition is owner), None)
        if draft is not None:
            draft.scores = _scores_or_none(reading, table, partial(_scores_of, reading, table))
    if parts.score_matrix and any(draft.scores is None for draft in reading.drafts):
        _take_score_matrix(reading, parts.score_matrix)


def _take_score_matrix(reading: _Reading, table: Table) -> None:
    owners = _owners(reading, read_columns(table, _known_names(reading), reading.findings))
    columns = [column for column, draft in owners if draft is not None and draft.scores is None]
    found = _scores_or_none(
        reading, table, partial(read_score_columns, table, columns, reading.order, reading.findings)
    )
    for column, draft in owners:
        if found is not None and draft is not None and draft.scores is None:
            draft.scores = found[column.place]


def _scores_of(reading: _Reading, table: Table) -> dict[date, float]:
    order = date_order(table, reading.order)
    found: dict[date, float] = {}
    unreadable = 0
    for row in table.rows():
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
    plain = " ".join(name.split())
    exact = next((draft for draft in drafts if draft.definition.name == plain), None)
    if exact is not None:
        return exact
    foldered = [draft for draft in drafts if not draft.definition.goal_known and draft.definition.position]
    return next((draft for draft in foldered if draft.definition.name == folder_name(plain)), None)


def _known_names(reading: _Reading) -> list[str]:
    return [definition.name for definition in reading.definitions()]


def _unless_ambiguous(reading: _Reading, table: Table, read_it: Callable[[], T]) -> T | None:
    """What `read_it` gives; when day and month stay open, None and every row of the file refused."""
    try:
        return read_it()
    except DateOrderAmbiguous as error:
        reading.ambiguous.append(table.name)
        reading.findings.warn(f"{table.name}: {error.detail}")
        for row in islice(table.rows(), 1, None):
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
