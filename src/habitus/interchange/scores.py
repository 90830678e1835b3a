"""Whether our strength is theirs: every score of the file against ours of the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from habitus.formats.records import ImportedHabit
from habitus.habits.rules.asked import NewGoal, goal_of
from habitus.habits.rules.goal import Kind, Measure
from habitus.habits.rules.log import Mark
from habitus.habits.rules.strength import history
from habitus.habits.rules.terms import Terms, Version
from habitus.interchange.schemas import ScoreCheck, SkippedHabit, WorstScore


def terms_in_source(habit: ImportedHabit) -> Terms:
    """The kind and goal by which the other program scored."""
    kind = Kind.QUIT if habit.direction == "at_most" else Kind.BUILD
    measure = Measure(habit.measure)
    goal = goal_of(kind, measure, asked_in_source(habit), date.min)
    return Terms(kind, measure, measure is not Measure.CHECK, (Version(date.min.toordinal(), goal),))


def asked_in_source(habit: ImportedHabit) -> NewGoal:
    """The goal as the file has it: so many times, or so much, in any so many days."""
    return NewGoal(times=habit.times, days=habit.days, target=habit.target)


@dataclass(slots=True)
class Comparison:
    """Collects habit by habit; `result` is the check of the report."""

    compared: int = 0
    largest: float = 0.0
    worst: WorstScore | None = None
    skipped: list[SkippedHabit] = field(default_factory=list)
    has_scores: bool = False

    def add(self, habit: ImportedHabit, marks: Iterable[Mark]) -> None:
        """Compare a habit whose stored entries are `marks`."""
        if not habit.scores:
            self.skip(habit, "The file has no scores of it.")
            return
        if not habit.goal_known:
            self.skip(habit, "The file does not say its goal.")
            return
        ours = history(terms_in_source(habit), marks, (day.toordinal() for day in habit.scores))
        for day, theirs in sorted(habit.scores.items()):
            self._compare(habit.name, day, theirs, ours[day.toordinal()])
        self.has_scores = True

    def skip(self, habit: ImportedHabit, reason: str) -> None:
        self.has_scores = self.has_scores or bool(habit.scores)
        self.skipped.append(SkippedHabit(habit=habit.name, reason=reason))

    def result(self) -> ScoreCheck | None:
        """None when the source has no scores at all."""
        if not self.has_scores:
            return None
        return ScoreCheck(
            compared=self.compared,
            max_abs_diff=self.largest,
            worst=self.worst,
            skipped_habits=self.skipped,
        )

    def _compare(self, habit: str, day: date, theirs: float, ours: float) -> None:
        self.compared += 1
        apart = abs(theirs - ours)
        if self.worst is None or apart > self.largest:
            self.largest = apart
            self.worst = WorstScore(habit=habit, day=day, theirs=theirs, ours=ours)
