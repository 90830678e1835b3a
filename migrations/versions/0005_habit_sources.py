"""habit sources: a habit is known to imports by several keys"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "habit_source",
        sa.Column("owner_key", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("habit_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_key"], ["person.key"], name=op.f("fk_habit_source_owner_key_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_habit_source_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_key", "source", "source_id", name=op.f("pk_habit_source")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_habit_source_habit_key"), "habit_source", ["habit_key"])
    op.execute(
        "INSERT INTO habit_source (owner_key, source, source_id, habit_key)"
        " SELECT owner_key, source, source_id, key FROM habit WHERE source IS NOT NULL"
    )
    with op.batch_alter_table("habit") as habit:
        habit.drop_constraint(op.f("uq_habit_owner_key_source_source_id"), type_="unique")
        habit.drop_constraint(op.f("ck_habit_source"), type_="check")
        habit.drop_column("source")
        habit.drop_column("source_id")


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
