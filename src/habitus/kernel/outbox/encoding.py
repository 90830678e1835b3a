"""Facts as the JSON of a job's payload, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

F = TypeVar("F")


def encode(fact: object) -> Mapping[str, object]:
    """A fact's fields, as plain JSON values."""
    kind: Any = type(fact)
    payload: Mapping[str, object] = _adapter(kind).dump_python(fact, mode="json")
    return payload


def decode(kind: type[F], payload: Mapping[str, Any]) -> F:
    """The fact as it was recorded. Raises pydantic's ValidationError when its class has changed since."""
    wanted: Any = kind
    fact: F = _adapter(wanted).validate_python(payload)
    return fact


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
