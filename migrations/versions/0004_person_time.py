"""person time: days that were never lived"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import habitus.kernel.db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unlived", habitus.kernel.db.types.DayList(), nullable=False, server_default="")
        )


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
