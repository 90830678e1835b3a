"""One result in two forms: the JSON object that commits compare, and a table for people."""

import json
import operator
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Goal:
    op: str
    value: float

    def met(self, figure: float) -> bool:
        return OPERATORS[self.op](figure, self.value)


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` are counts, ratios and milliseconds by name; `cpu_us` is CPU a request by side."""

    bench: str
    quick: bool
    seconds: float
    figures: Mapping[str, float]
    goals: Mapping[str, Goal]
    cpu_us: Mapping[str, float]
    database: str = field(default=f"SQLite {sqlite3.sqlite_version}")

    def as_json(self) -> str:
        goals = {
            key: {"op": goal.op, "value": goal.value, "met": goal.met(self.figures[key])}
            for key, goal in self.goals.items()
        }
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "database": self.database}
        return json.dumps(
            {
                "bench": self.bench,
                "quick": self.quick,
                "seconds": round(self.seconds, 1),
                "machine": machine,
                "figures": {key: _rounded(value) for key, value in self.figures.items()},
                "goals": goals,
                "cpu_us": {side: round(value, 1) for side, value in self.cpu_us.items()},
            }
        )

    def goal_lines(self) -> list[str]:
        lines = []
        width = max(map(len, self.goals))
        for key, goal in self.goals.items():
            figure = self.figures[key]
            verdict = "met" if goal.met(figure) else "MISSED"
            lines.append(f"{key:<{width}} {_rounded(figure):>10}   goal {goal.op} {goal.value:<8} {verdict}")
        return lines


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns wide enough for their content: the first to the left, the others to the right."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def say(text: str) -> None:
    """A line for people; stdout stays free for the JSON object."""
    print(text, file=sys.stderr, flush=True)


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else round(value, 4)
