"""The two shapes of JSON bodies: what comes in is strict, what goes out does not change."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    """A request body: unknown fields, NaN and infinities are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class Output(BaseModel):
    """An answer; frozen, so that nothing rewrites it on its way out."""

    model_config = ConfigDict(frozen=True)
