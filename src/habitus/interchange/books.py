"""The books of one import: everything the report counts, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from habitus.formats.records import REFUSED_LISTED, Imported, ImportedEntry, ImportedHabit
from habitus.interchange import schemas
from habitus.interchange.parts import Part
from habitus.interchange.plan import Tally
from habitus.interchange.scores import Comparison


@dataclass(slots=True)
class Books:
    """What happened to each habit and entry of `imported`; `report` closes them."""

    person: str
    imported: Imported
    dry_run: bool
    new: int = 0
    merged: int = 0
    unchanged: int = 0
    tally: Tally = field(default_factory=Tally)
    comparison: Comparison = field(default_factory=Comparison)
    _laid: int = 0
    _left_out: dict[str, list[int]] = field(default_factory=dict)
    _future: list[ImportedEntry] = field(default_factory=list)
    _warnings: list[str] = field(default_factory=list)

    def leave_out(self, habit: ImportedHabit, reason: str) -> None:
        """A habit that has no place here: neither it nor its entries count as read."""
        self._left_out.setdefault(reason, []).append(len(habit.entries))
        self.comparison.skip(habit, reason)

    def settle(self, habit: ImportedHabit, part: Part) -> None:
        """A habit whose entries are all laid down."""
        self._laid += len(habit.entries)
        self._warnings += part.warnings
        self.tally.add(part.tally)
        if part.is_new:
            self.new += 1
        elif part.tally.written or part.changes:
            self.merged += 1
        else:
            self.unchanged += 1

    def refuse_future(self, entry: ImportedEntry) -> None:
        self._future.append(entry)

    def warn(self, text: str) -> None:
        self._warnings.append(text)

    def report(self) -> schemas.ImportReport:
        tally, refused = self.tally, self.imported.refused_entries + len(self._future)
        return schemas.ImportReport(
            format=self.imported.format,
            person=self.person,
            dry_run=self.dry_run,
            habits=schemas.HabitCounts(new=self.new, merged=self.merged, unchanged=self.unchanged),
            entries=schemas.EntryCounts(
                read=self._laid + self.imported.refused_entries,
                added=tally.added,
                updated=tally.updated,
                unchanged=tally.unchanged,
                automatic_dropped=tally.automatic,
                refused=refused,
            ),
            notes=schemas.PartCounts(read=tally.notes_read, added=tally.notes_added),
            skips=schemas.PartCounts(read=tally.skips_read, added=tally.skips_added),
            measurements=schemas.MeasurementCounts(read=0, added=0, merged=0, zeros_dropped=0),
            refused=self._refused(),
            not_carried=self._not_carried(),
            warnings=[*self.imported.warnings, *self._warnings, *self._kept()],
            score_check=self.comparison.result(),
        )

    def _refused(self) -> list[schemas.Refused]:
        rows = [
            schemas.Refused(
                file=row.file, line=row.line, code=row.code, reason=f"{row.reason} {row.hint}".strip()
            )
            for row in self.imported.refused
        ]
        future = [
            schemas.Refused(
                file=entry.file,
                line=entry.line,
                code="day_not_open",
                reason=f"{entry.day} lies in the future. Import again when it has come.",
            )
            for entry in self._future
        ]
        return (rows + future)[:REFUSED_LISTED]

    def _not_carried(self) -> list[schemas.NotCarried]:
        found = [
            schemas.NotCarried(what=item.what, count=item.count, reason=item.reason)
            for item in self.imported.not_carried
        ]
        for reason, entries in self._left_out.items():
            found.append(schemas.NotCarried(what="habits", count=len(entries), reason=reason))
            if sum(entries):
                found.append(schemas.NotCarried(what="entries", count=sum(entries), reason=reason))
        return found

    def _kept(self) -> list[str]:
        if not self.tally.kept:
            return []
        return [f"Days marked in Habitus by hand, which stay as they are: {self.tally.kept}."]
