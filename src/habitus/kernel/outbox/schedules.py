"""Schedules: every process looks, and the database lets one of them take each slot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habitus.kernel.db import Database, Tx
from habitus.kernel.outbox import queries, rules
from habitus.kernel.outbox.recording import record


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that comes again and again, at the times of a cron expression in the instance's zone."""

    name: str
    cron: str
    kind: str


class Timetable:
    """When each schedule is due next, as this process knows it; in its own memory, so looking is cheap."""

    def __init__(
        self,
        database: Database[Any, Any],
        schedules: Sequence[Schedule],
        zone: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._next: dict[Schedule, datetime | None] = dict.fromkeys(schedules)

    async def look(self) -> None:
        """Try to take the newest slot of each schedule that is due.

        After downtime all slots that were missed but the newest are gone. What could not be asked of the
        database is asked again at the next look.
        """
        for schedule, due in self._next.items():
            now = self._clock()
            if due is None or now >= due:
                slot = rules.newest_slot(schedule.cron, self._zone, now)
                await self._database.public.write(win, schedule, slot, self._zone, due is None)
                self._next[schedule] = rules.next_slot(schedule.cron, self._zone, now)


def win(tx: Tx, schedule: Schedule, slot: datetime, zone: str, is_first_look: bool = False) -> bool:  # noqa: FBT001, FBT002 - handed through the database's queue
    """Take a slot and leave its job, in one transaction; tells whether it was ours.

    A schedule that this database has never seen begins with the slot after this one.
    """
    if is_first_look:
        queries.begin_slot(tx, schedule.name, slot, zone)
    if not queries.win_slot(tx, schedule.name, slot, zone):
        return False
    record(tx, schedule.kind, {"slot": slot.isoformat()}, once=schedule.name)
    return True
