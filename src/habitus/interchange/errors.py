"""What is refused about imports; why a file itself is refused is in `formats.errors`."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class ImportNotFound(DomainError):
    code = "import_not_found"
    title = "There is no such import"
    status = 404


class ImportRunning(DomainError):
    code = "import_running"
    title = "An import of yours is running"
    status = 409


class ImportNotReady(DomainError):
    code = "import_not_ready"
    title = "This import cannot be confirmed"
    status = 409


class ImportsBusy(DomainError):
    code = "imports_busy"
    title = "Too many imports are waiting"
    status = 429


class ImportUnreadable(DomainError):
    """Reading was stopped, or it fell over; in contrast to a file that was read and refused."""

    code = "import_unreadable"
    title = "The file could not be read to its end"
    status = 422


class ImportInterrupted(DomainError):
    code = "import_interrupted"
    title = "The import could not be finished"
    status = 503


class ImportCancelled(DomainError):
    code = "import_cancelled"
    title = "The import was cancelled"
    status = 409


class ImportExpired(DomainError):
    code = "import_expired"
    title = "The import was not confirmed in time"
    status = 410
