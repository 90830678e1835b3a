"""Alembic's entry: the same scripts on SQLite and PostgreSQL, on a connection Habitus opened."""

from alembic import context

from habitus.kernel.db import Model
from habitus.wiring import MODELS

assert MODELS, "importing the models fills Model.metadata"

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
