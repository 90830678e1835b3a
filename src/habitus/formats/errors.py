"""Why a whole file is refused. A bad row never is: it is counted and listed in the report."""

from __future__ import annotations

from habitus.kernel.errors import DomainError


class ImportFileUnreadable(DomainError):
    code = "import_file_unreadable"
    title = "The file cannot be read"
    status = 422


class ImportFormatUnknown(DomainError):
    code = "import_format_unknown"
    title = "This is not an export we know"
    status = 422


class ImportTooLarge(DomainError):
    code = "import_too_large"
    title = "The file is larger than an import may be"
    status = 413


class ArchiveUnreadable(DomainError):
    code = "archive_unreadable"
    title = "The ZIP file is damaged"
    status = 422


class ArchiveUnsafe(DomainError):
    code = "archive_unsafe"
    title = "The ZIP file holds something it should not"
    status = 422


class ArchiveTooLarge(DomainError):
    code = "archive_too_large"
    title = "The ZIP file is larger than an import may be"
    status = 413


class DateOrderAmbiguous(DomainError):
    code = "date_order_ambiguous"
    title = "The dates can be read in two ways"
    status = 422
