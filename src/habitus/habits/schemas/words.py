"""The types that the schemas of habits share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from habitus.kernel.schemas import iso_day

Pigment = Literal["rose", "clay", "honey", "moss", "sage", "lagoon", "dusk", "heather"]
Section = Literal["morning", "afternoon", "evening", "anytime"]
MeasureName = Literal["check", "amount", "minutes"]
KindName = Literal["build", "quit"]
ScheduleName = Literal["daily", "weekdays", "weekly", "monthly", "interval", "window"]
PauseReason = Literal["vacation", "sick", "other"]
UnitName = Literal["day", "week", "month"]

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S", examples=["Morning stretch"])]
Icon = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$", examples=["leaf"])]
Unit = Annotated[str, Field(max_length=40, examples=["glasses"])]
Question = Annotated[str, Field(max_length=300, examples=["Did you stretch this morning?"])]
Description = Annotated[str, Field(max_length=4_000, examples=["Ten minutes, before the coffee."])]
Category = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20, examples=[["health"]])]
Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]
SkipBudget = Annotated[int, Field(strict=True, ge=0, le=31, examples=[3])]
Share = Annotated[float, Field(ge=0, le=1, examples=[0.62])]
Count = Annotated[int, Field(ge=0, examples=[12])]
Day = Annotated[
    date,
    BeforeValidator(iso_day),
    Field(ge=date(1900, 1, 1), le=date(2200, 1, 1), examples=["2026-11-20"]),
]
