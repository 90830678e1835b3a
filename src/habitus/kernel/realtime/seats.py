"""Who has a socket open in this process, and how many may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from habitus.kernel.realtime.feed import Feed
from habitus.kernel.realtime.frames import Code
from habitus.kernel.realtime.limits import Limits
from habitus.kernel.realtime.line import Line
from habitus.kernel.realtime.standing import Standing


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A socket whose session was proven."""

    line: Line
    feed: Feed
    standing: Standing
    """As it was when it was proven."""


class Seats:
    """Changed by the event loop's thread alone; `has` may be asked in any."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: dict[Line, None] = {}
        self._people: dict[int, list[Seat]] = {}
        self._count = 0

    def wait(self, line: Line) -> None:
        """Let somebody in who has not said who they are; where there are too many, the oldest has to go."""
        if len(self._waiting) >= self._limits.waiting:
            oldest = next(iter(self._waiting))
            oldest.close(Code.FULL)
            del self._waiting[oldest]
        self._waiting[line] = None

    def sit(self, seat: Seat) -> bool:
        """Seat a proven socket, for who has too many in place of their oldest; False when all are taken."""
        self._waiting.pop(seat.line, None)
        theirs = self._people.get(seat.standing.person_key, [])
        if len(theirs) >= self._limits.of_a_person:
            theirs[0].line.close(Code.CROWDED)
            self._leave(theirs[0])
        elif self._count >= self._limits.sockets:
            return False
        self._people.setdefault(seat.standing.person_key, []).append(seat)
        self._count += 1
        return True

    def leave(self, line: Line, seat: Seat | None) -> None:
        """Forget a socket, whether it was seated or not, or is forgotten already."""
        self._waiting.pop(line, None)
        if seat is not None:
            self._leave(seat)

    def _leave(self, seat: Seat) -> None:
        theirs = self._people.get(seat.standing.person_key, [])
        if seat not in theirs:
            return
        theirs.remove(seat)
        self._count -= 1
        if not theirs:
            del self._people[seat.standing.person_key]

    def has(self, person_key: int) -> bool:
        return person_key in self._people

    def of(self, person_key: int) -> Sequence[Seat]:
        return self._people.get(person_key, ())

    @property
    def is_empty(self) -> bool:
        """Whether no socket is open, seated or waiting."""
        return not self._people and not self._waiting

    def __iter__(self) -> Iterator[Seat]:
        for theirs in self._people.values():
            yield from theirs

    def lines(self) -> list[Line]:
        """All sockets, seated or waiting."""
        return [*self._waiting, *(seat.line for seat in self)]
