"""Which check-offs are sent, on which lane, and what must be stored afterwards.

A day belongs to one lane, so writes of one (habit, day) follow each other and the last acknowledged
one must win; habits are shared by all lanes, so counters and months are written by 16 at once.
"""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from bench.harness.load import Lane, is_done

LANES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Key(NamedTuple):
    """What a write is about: a habit's public id and a civil day."""

    habit: UUID
    day: date


class Mark(NamedTuple):
    """What a day holds: "done" or "none", tapped at so many microseconds since 1970."""

    state: str
    tapped_at: int


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit of the bench: `number` counts all habits from 0, `person` its owner among all people."""

    number: int
    id: UUID
    person: int


class Tick(NamedTuple):
    """One check-off to be sent."""

    habit: Habit
    day: date
    mark: Mark

    @property
    def key(self) -> Key:
        return Key(self.habit.id, self.day)


class Clock:
    """Tap times that only rise and are never ahead of the server: the later tap wins a day."""

    def __init__(self) -> None:
        self._last = 0

    def tap(self) -> int:
        """Microseconds since 1970; each later than the one before."""
        now = (datetime.now(UTC) - timedelta(minutes=1) - _EPOCH) // timedelta(microseconds=1)
        self._last = max(now, self._last + 1)
        return self._last


@dataclass(slots=True)
class Ledger:
    """What was acknowledged, and what may be stored: one mark a day, more where a write went unanswered."""

    allowed: dict[Key, set[Mark | None]] = field(default_factory=dict)
    acknowledged: int = 0

    def settle(self, ticks: Sequence[Tick], lane: Lane) -> None:
        """Book one lane's answers: success fixes the mark, any other answer or none leaves both open."""
        for tick, status in zip(ticks, lane.statuses, strict=False):
            if is_done(status):
                self.acknowledged += 1
                self.allowed[tick.key] = {tick.mark}
            else:
                self._leave_open(tick)
        if lane.broken:
            self._leave_open(ticks[len(lane.statuses)])

    def _leave_open(self, tick: Tick) -> None:
        self.allowed[tick.key] = self.allowed.get(tick.key, {None}) | {tick.mark}

    def lost(self, stored: Mapping[Key, Mark]) -> list[Key]:
        """The days that hold none of the marks they may hold."""
        return [key for key, marks in self.allowed.items() if stored.get(key) not in marks]


class Plan:
    """An endless run of ticks a lane. Each one changes its day: done, none, done, … half of them either."""

    def __init__(self, habits: Sequence[Habit], days: Sequence[date], *, lanes: int = LANES) -> None:
        self._clock = Clock()
        self._lanes = [self._ticks(habits, days[lane::lanes], lane / lanes) for lane in range(lanes)]

    def take(self, count: int) -> list[list[Tick]]:
        """The next `count` ticks or a few more, the same number on each lane."""
        each = -(-count // len(self._lanes))
        return [list(itertools.islice(lane, each)) for lane in self._lanes]

    def _ticks(self, habits: Sequence[Habit], days: Sequence[date], start: float) -> Iterator[Tick]:
        first = int(len(habits) * start)  # lanes begin with different people, as 16 at once do
        order = [*habits[first:], *habits[:first]]
        for turn in itertools.count():
            for (at, day), (number, habit) in itertools.product(enumerate(days), enumerate(order)):
                odd = (turn + at + number) % 2
                if odd and turn == 0:
                    continue  # nothing to take back yet
                yield Tick(habit, day, Mark("none" if odd else "done", self._clock.tap()))


def days_before(today: date, count: int) -> list[date]:
    """`count` days, the newest being yesterday."""
    return [today - timedelta(days=back) for back in range(1, count + 1)]


def was_done(number: int, back: int) -> bool:
    """Whether habit `number` was done so many days ago: on 80 % of the days, on others for each habit."""
    return (back * 7_919 + number * 104_729) % 10 < 8


def put_entry(prefix: str, tokens: Sequence[str]) -> Callable[[Tick], bytes]:
    """A writer of check-off requests below `prefix`; `tokens` are the people's, in their order."""

    def wire(tick: Tick) -> bytes:
        path = f"{prefix}/habits/{tick.habit.id}/entries/{tick.day}"
        return request("PUT", path, token=tokens[tick.habit.person], body=entry_write(tick))

    return wire


def put_upsert(tick: Tick) -> bytes:
    """The limit's request: the same body, integers in the path, no token."""
    return request("PUT", f"/{tick.habit.number}/{tick.day.toordinal()}", token="", body=entry_write(tick))


def entry_write(tick: Tick) -> dict[str, str]:
    tapped_at = _EPOCH + timedelta(microseconds=tick.mark.tapped_at)
    return {
        "state": tick.mark.state,
        "tapped_at": tapped_at.isoformat(),
        "zone": "UTC",
        "client_id": str(uuid4()),
    }


def question(path: str, *, token: str = "", tag: str = "") -> bytes:
    """One GET; with the tag of an answer, whether that is still the newest."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    condition = f"If-None-Match: {tag}\r\n" if tag else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}{condition}\r\n".encode()


def request(method: str, path: str, *, token: str, body: object) -> bytes:
    """One HTTP/1.1 request with a JSON body."""
    content = json.dumps(body).encode()
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content
