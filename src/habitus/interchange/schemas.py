"""The import report, as the command line and the API give it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from habitus.interchange.models import State
from habitus.kernel.schemas import Output


class HabitCounts(Output):
    """`merged`: existing habits to which something was added or changed."""

    new: int
    merged: int
    unchanged: int


class EntryCounts(Output):
    """`read` is the sum of the others."""

    read: int
    added: int
    updated: int
    unchanged: int
    automatic_dropped: int
    refused: int


class PartCounts(Output):
    """Entries with a certain part: a note, or a skip."""

    read: int
    added: int


class MeasurementCounts(Output):
    read: int
    added: int
    merged: int
    zeros_dropped: int


class Refused(Output):
    """A row or cell that was not imported; `line` counts from 1."""

    file: str
    line: int
    code: str
    reason: str


class NotCarried(Output):
    """What was understood and has no place here."""

    what: str
    count: int
    reason: str


class WorstScore(Output):
    """The day on which the two programs differ most; scores are 0 to 1."""

    habit: str
    day: date
    theirs: float
    ours: float


class SkippedHabit(Output):
    habit: str
    reason: str


class ScoreCheck(Output):
    """`compared` counts habits times days; `worst` is null when nothing could be compared."""

    compared: int
    max_abs_diff: float
    worst: WorstScore | None
    skipped_habits: list[SkippedHabit]


class ImportReport(Output):
    """What an import did, or in a dry run would do; `score_check` is null without scores in the source."""

    format: str
    person: str
    dry_run: bool
    habits: HabitCounts
    entries: EntryCounts
    notes: PartCounts
    skips: PartCounts
    measurements: MeasurementCounts
    refused: list[Refused]
    not_carried: list[NotCarried]
    warnings: list[str]
    score_check: ScoreCheck | None


class ImportProblem(Output):
    """Why an import failed, or ended before its time; `code` is one of docs/problems."""

    code: str
    title: str
    detail: str


class ImportRead(Output):
    """An import of a file that was uploaded; `file_name` is what its sender called it.

    `waiting` → `reading` → `ready` (look at the report, confirm) → `importing` → `done`; or `failed` or
    `cancelled`. `percent` (0 to 100) is of `reading`, and then anew of `importing`.
    """

    id: UUID
    state: State
    file_name: str
    percent: int
    created_at: datetime
    report: ImportReport | None
    """What importing would do (`dry_run`) from `ready` on; what it did, when `done`."""
    problem: ImportProblem | None


class ImportsRead(Output):
    """The newest imports, newest first; their reports list the first 50 refused rows."""

    items: list[ImportRead]
