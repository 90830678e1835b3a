"""Refusals as classes: a stable code, a title for people, and the HTTP status they become.

The screens switch on `code`, never on text; every code has a page in docs/problems/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Something a caller asked for that is refused; rendered as RFC 9457 problem+json."""

    code: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int]

    def __init__(
        self, detail: str = "", *, retry_after: int | None = None, about: Mapping[str, str] | None = None
    ) -> None:
        """`detail` says where and what to do; `retry_after` is in seconds.

        `about` is what a screen needs beside the words: an extension member (RFC 9457 §3.2).
        """
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.retry_after = retry_after
        self.about = dict(about or {})

    def headers(self) -> Mapping[str, str]:
        if self.retry_after is None:
            return {}
        return {"Retry-After": str(self.retry_after)}


class PayloadInvalid(DomainError):
    code = "payload_invalid"
    title = "The request does not fit"
    status = 422

    def __init__(self, detail: str = "", *, pointer: str = "") -> None:
        """`pointer` is the JSON pointer (RFC 6901) of the field that does not fit."""
        super().__init__(detail)
        self.pointer = pointer


class PayloadTooLarge(DomainError):
    code = "payload_too_large"
    title = "The request is too large"
    status = 413


class ContentTypeWrong(DomainError):
    code = "content_type_wrong"
    title = "This address takes JSON"
    status = 415


class CrossSiteRefused(DomainError):
    code = "cross_site_refused"
    title = "The request came from another site"
    status = 403


class HostUnknown(DomainError):
    code = "host_unknown"
    title = "This Habitus does not answer to that name"
    status = 421


class RouteUnknown(DomainError):
    code = "route_unknown"
    title = "There is nothing at this address"
    status = 404


class MethodUnknown(DomainError):
    code = "method_unknown"
    title = "This address does not take that method"
    status = 405


class CursorInvalid(DomainError):
    code = "cursor_invalid"
    title = "This page cursor is not one of ours"
    status = 422


class RateLimited(DomainError):
    code = "rate_limited"
    title = "That was too often in a short time"
    status = 429


class Overloaded(DomainError):
    code = "overloaded"
    title = "Too many changes are waiting"
    status = 503


class StorageUnavailable(DomainError):
    code = "storage_unavailable"
    title = "The database cannot be reached or written just now"
    status = 503


class StorageFull(StorageUnavailable):
    code = "storage_full"
    title = "There is no room left to store this"
    status = 507


class Unexpected(DomainError):
    code = "unexpected"
    title = "Something went wrong on the server"
    status = 500


def problems(*errors: type[DomainError]) -> dict[int | str, dict[str, object]]:
    """The `responses=` of a route: which refusals it documents, by status, for OpenAPI."""
    by_status: dict[int | str, list[type[DomainError]]] = {}
    for error in errors:
        by_status.setdefault(error.status, []).append(error)
    return {
        status: {
            "description": "; ".join(f"{error.title} (`{error.code}`)" for error in same),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, same in by_status.items()
    }


def every_error() -> list[type[DomainError]]:
    """All refusal classes that are loaded, for the documentation and its test."""
    found: list[type[DomainError]] = []
    waiting = [DomainError]
    while waiting:
        for child in waiting.pop().__subclasses__():
            found.append(child)
            waiting.append(child)
    return sorted(found, key=lambda error: error.code)
