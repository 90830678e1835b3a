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
