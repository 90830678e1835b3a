"""What a transaction costs: its statements, and the rows they give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from habitus.accounts.models import Actor, Me
from habitus.kernel.db import Database, Tx


@dataclass
class Cost:
    """`statements` without what begins, proves and ends the transaction; `rows` that they gave."""

    statements: list[str] = field(default_factory=list)
    rows: int = 0


class _Counting(Tx):
    """A transaction that notes what it runs."""

    __slots__ = ("cost",)

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx._connection, tx.now, tx.outlet)
        self.cost = Cost()

    def execute(self, statement, parameters=None):
        self.cost.statements.append(str(statement))
        result = super().execute(statement, parameters)
        if not result.returns_rows:
            return result
        kept = result.freeze()
        self.cost.rows += len(kept().all())
        return kept()

    def run(self, statement, parameters):
        self.cost.statements.append(str(statement.statement))
        rows = super().run(statement, parameters)
        self.cost.rows += len(rows)
        return rows

    def run_many(self, statement, rows):
        self.cost.statements.append(str(statement.statement))
        super().run_many(statement, rows)


def cost_of(db: Database[Actor, Me], function: Callable[[Tx], object]) -> Cost:
    """What one transaction costs that runs `function` and commits."""

    def run(tx: Tx) -> Cost:
        counting = _Counting(tx)
        function(counting)
        return counting.cost

    return db.run_write(run)
