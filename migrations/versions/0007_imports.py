"""imports: files that wait, are read and are brought in"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import habitus.kernel.db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_key", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("date_order", sa.String(length=3), nullable=True),
        sa.Column("unit", sa.String(length=2), nullable=True),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("begun_on", habitus.kernel.db.types.EpochDay(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("more_refused", sa.JSON(), nullable=True),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'reading', 'ready', 'importing', 'done', 'failed', 'cancelled')",
            name=op.f("ck_import_state"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_import_percent")),
        sa.ForeignKeyConstraint(
            ["owner_key"], ["person.key"], name=op.f("fk_import_owner_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_import")),
        sa.UniqueConstraint("id", name=op.f("uq_import_id")),
    )
    op.create_index(op.f("ix_import_owner_key"), "import", ["owner_key"])
    op.create_index(op.f("ix_import_state"), "import", ["state"])
    op.create_table(
        "import_part",
        sa.Column("import_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.Boolean(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("laid", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_key"], ["import.key"], name=op.f("fk_import_part_import_key_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_key", "number", name=op.f("pk_import_part")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
