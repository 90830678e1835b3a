"""From a goal as it is asked for to the goal the rules know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from habitus.habits.errors import GoalNotAllowed
from habitus.habits.rules.goal import DAILY, EVERY_WEEKDAY, MONTH, WEEK, Goal, Kind, Measure, Schedule, micro


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal as it is asked for: `target` in units, `weekdays` ISO (1 is Monday).

    `per_day` says that the target of a week, month or window is a day's, to be met so many `times`.
    Without a `schedule` it is daily when `days` is 1, else n in any `days` days.
    """

    times: int = 1
    days: int = 1
    target: float | None = None
    schedule: Schedule | None = None
    weekdays: tuple[int, ...] = ()
    per_day: bool = False
    first_weekday: int = 1
    anchor: date | None = None


_PERIODS = {Schedule.WEEKLY, Schedule.MONTHLY, Schedule.WINDOW}


def goal_of(kind: Kind, measure: Measure, new: NewGoal, today: date) -> Goal:
    """The goal in its normal form. Raises GoalNotAllowed for one that makes no sense."""
    schedule = new.schedule or (Schedule.DAILY if new.days == 1 else Schedule.WINDOW)
    target = _target(kind, measure, new)
    sums = target is not None and schedule in _PERIODS and not new.per_day
    if sums and new.times != 1:
        raise GoalNotAllowed("A target for a whole week, month or window is asked once; or set it per day.")
    if kind is Kind.QUIT and (schedule is Schedule.INTERVAL or (schedule in _PERIODS and not sums)):
        raise GoalNotAllowed(
            "What is to be quit is watched every day, on weekdays, or by a limit over a span."
        )
    return _scheduled(schedule, new, today)._replace(target=target, sums=sums)


def _target(kind: Kind, measure: Measure, new: NewGoal) -> int | None:
    if measure is Measure.CHECK:
        if new.target is not None:
            raise GoalNotAllowed("What is checked off has no target.")
        return None
    if new.target is None:
        raise GoalNotAllowed("An amount needs a target.")
    target = micro(new.target)
    if target <= 0 and kind is Kind.BUILD:
        raise GoalNotAllowed("A target to reach must be above 0.")
    return target


def _scheduled(schedule: Schedule, new: NewGoal, today: date) -> Goal:
    if schedule is Schedule.WEEKDAYS:
        return _on_weekdays(new)
    if schedule is Schedule.WEEKLY:
        return _in_a_span(Schedule.WEEKLY, new, WEEK, WEEK)
    if schedule is Schedule.MONTHLY:
        return _in_a_span(Schedule.MONTHLY, new, 31, MONTH)
    if schedule is Schedule.INTERVAL:
        anchor = (new.anchor or today).toordinal()
        return DAILY if new.days == 1 else Goal(Schedule.INTERVAL, 1, new.days, anchor=anchor)
    if schedule is Schedule.WINDOW:
        return _in_any(new)
    return DAILY


def _on_weekdays(new: NewGoal) -> Goal:
    weekdays = sum({1 << (day - 1) for day in new.weekdays})
    if not weekdays:
        raise GoalNotAllowed("Choose at least one weekday.")
    if weekdays == EVERY_WEEKDAY:
        return DAILY
    return Goal(Schedule.WEEKDAYS, weekdays.bit_count(), WEEK, weekdays=weekdays)


def _in_a_span(schedule: Schedule, new: NewGoal, times_max: int, days: int) -> Goal:
    if not 1 <= new.times <= times_max:
        raise GoalNotAllowed(f"Ask for 1 to {times_max} times.")
    return Goal(schedule, new.times, days, first_weekday=new.first_weekday)


def _in_any(new: NewGoal) -> Goal:
    """`times` in any `days` days; n in n days is every day (as in Loop's Frequency.kt)."""
    if not 1 <= new.times <= new.days:
        raise GoalNotAllowed("In any n days something can be asked at most n times.")
    if new.days == 1 or ((new.target is None or new.per_day) and new.times == new.days):
        return DAILY
    return Goal(Schedule.WINDOW, new.times, new.days)
