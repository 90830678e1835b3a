"""What is refused to admins."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class MessageNotFound(DomainError):
    code = "message_not_found"
    title = "There is no such message"
    status = 404


class ErrorNotFound(DomainError):
    code = "error_not_found"
    title = "This kind of error is not listed"
    status = 404
