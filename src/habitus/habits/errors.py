"""What is refused about habits and their days."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class HabitNotFound(DomainError):
    code = "habit_not_found"
    title = "There is no such habit"
    status = 404


class DayNotOpen(DomainError):
    code = "day_not_open"
    title = "This day is not open yet"
    status = 409


class StateNotAllowed(DomainError):
    code = "state_not_allowed"
    title = "This habit cannot be marked like that"
    status = 409


class AmountNotAllowed(DomainError):
    code = "amount_not_allowed"
    title = "This habit is checked off, not counted"
    status = 409


class HabitArchived(DomainError):
    code = "habit_archived"
    title = "This habit was archived before"
    status = 409


class HabitIdTaken(DomainError):
    code = "habit_id_taken"
    title = "This habit id is in use"
    status = 409


class StepUnknown(DomainError):
    code = "step_unknown"
    title = "The checklist has no such step"
    status = 409


class SkipBudgetSpent(DomainError):
    code = "skip_budget_spent"
    title = "This month's skips are used up"
    status = 409


class GoalNotAllowed(DomainError):
    code = "goal_not_allowed"
    title = "This habit cannot have such a goal"
    status = 409


class PauseNotFound(DomainError):
    code = "pause_not_found"
    title = "There is no such pause"
    status = 404


class PauseIdTaken(DomainError):
    code = "pause_id_taken"
    title = "This pause id is in use"
    status = 409


class PauseNotAllowed(DomainError):
    code = "pause_not_allowed"
    title = "Such a pause makes no sense"
    status = 409


class OrderIncomplete(DomainError):
    code = "order_incomplete"
    title = "The order names other habits than there are"
    status = 409
