"""What is done of one habit of a file: enough to go on from there, and to report the whole in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from habitus.interchange.plan import Tally
from habitus.kernel.db import Tx

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Part:
    """`changes`: the habit itself is another than before. `laid`: its entries that are dealt with."""

    is_new: bool
    changes: bool
    warnings: tuple[str, ...] = ()
    laid: int = 0
    tally: Tally = field(default_factory=Tally)

    def after(self, entries: int, tally: Tally) -> Part:
        """With a further slice."""
        both = Tally()
        both.add(self.tally)
        both.add(tally)
        return replace(self, laid=self.laid + entries, tally=both)


class Keeper(Protocol):
    """Who writes for an import, and keeps in mind how far it is."""

    def part(self, number: int) -> Part | None:
        """What an earlier attempt has done of the habit at this place of the file."""

    def write(self, number: int, function: Callable[[Tx], R], part: Callable[[R], Part]) -> R:
        """Run a transaction for a habit, and note in it what is done of that habit then."""

    def tell(self, laid: int) -> None:
        """So many entries of the whole file are dealt with; raises when it is to stop."""
