"""What is refused about jobs."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class JobNotFound(DomainError):
    code = "job_not_found"
    title = "There is no such job"
    status = 404
