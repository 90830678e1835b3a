"""The two shapes of JSON bodies: what comes in is strict, what goes out does not change."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    """A request body: unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


def iso_day(value: Any) -> Any:
    """Only YYYY-MM-DD: pydantic would read a bare number as seconds since 1970. Raises ValueError."""
    if type(value) is date:
        return value
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return value
    raise ValueError("write a day as YYYY-MM-DD")


class Output(BaseModel):
    """An answer; frozen, so that nothing rewrites it on its way out."""

    model_config = ConfigDict(frozen=True)
