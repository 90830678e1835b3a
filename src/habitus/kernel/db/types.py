"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = date(1970, 1, 1).toordinal()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive datetimes; always gives back UTC-aware ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: an instant needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class EpochDay(TypeDecorator[date]):
    """A civil day: days since 1970-01-01 on SQLite (two bytes in a row), DATE on PostgreSQL."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int] | TypeEngine[date]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Integer())
        return dialect.type_descriptor(Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | date | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.toordinal() - _EPOCH

    def process_result_value(self, value: int | date | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - the base class names it
        if isinstance(value, int):
            return date.fromordinal(value + _EPOCH)
        return value
