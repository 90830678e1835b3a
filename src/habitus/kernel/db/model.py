"""The declarative base: one metadata, one way to name constraints."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase

# Named constraints can be changed by a migration on both databases; unnamed ones cannot.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Model(DeclarativeBase):
    """Every table's class."""

    metadata = MetaData(naming_convention=NAMES)


def table_of(model: type[Model]) -> Table:
    """A model's table, for Core statements (SQLAlchemy types `__table__` more loosely)."""
    table = model.__table__
    assert isinstance(table, Table)
    return table
