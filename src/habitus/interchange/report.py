"""The import report in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from habitus.interchange.schemas import ImportReport, Refused, ScoreCheck

_SHOWN = 10


def render_report(report: ImportReport) -> str:
    """The report as plain text for a terminal, without control characters from the file."""
    text = "\n".join(_lines(report))
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")


def _lines(report: ImportReport) -> Iterator[str]:
    if report.dry_run:
        yield f"This is what importing into {report.person}'s Habitus would do; nothing was written."
    else:
        yield f"Imported into {report.person}'s Habitus."
    yield ""
    habits, entries = report.habits, report.entries
    yield f"Habits   {habits.new} new, {habits.merged} merged, {habits.unchanged} unchanged"
    yield (
        f"Days     {entries.read} read = {entries.added} added + {entries.updated} updated"
        f" + {entries.unchanged} unchanged + {entries.automatic_dropped} automatic"
        f" + {entries.refused} refused"
    )
    yield f"Notes    {report.notes.read} read, {report.notes.added} added"
    yield f"Skips    {report.skips.read} read, {report.skips.added} added"
    yield from (f"Left out {item.what} ({item.count}): {item.reason}" for item in report.not_carried)
    yield from _refused(report.refused)
    yield from _scores(report.score_check)
    if report.warnings:
        yield ""
    yield from (f"Note: {warning}" for warning in report.warnings)


def _refused(rows: list[Refused]) -> Iterator[str]:
    """The first rows one by one, the rest as a count per file and reason."""
    if not rows:
        return
    yield ""
    for row in rows[:_SHOWN]:
        yield f"Refused  {row.file}, line {row.line}: {row.reason} ({row.code})"
    rest = Counter((row.file, row.code) for row in rows[_SHOWN:])
    for (file, code), count in rest.most_common(_SHOWN):
        yield f"Refused  {count} more in {file} ({code})"
    if len(rest) > _SHOWN:
        yield f"Refused  more in {len(rest) - _SHOWN} other places; --json lists them"


def _scores(check: ScoreCheck | None) -> Iterator[str]:
    if check is None:
        return
    yield ""
    if check.worst is None:
        yield "Strength could not be compared with the scores of the file."
    else:
        worst = check.worst
        yield (
            f"Strength compared on {check.compared} days; it differs by {check.max_abs_diff:.6f} at most: "
            f"“{worst.habit}” on {worst.day}, theirs {worst.theirs:.4f}, ours {worst.ours:.4f}."
        )
    yield from (f"Not compared: “{skipped.habit}”. {skipped.reason}" for skipped in check.skipped_habits)
