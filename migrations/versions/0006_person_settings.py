"""person settings: the unit of weights, and whether somebody was shown around

Whoever is here already knows their way; new people begin with the first steps.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("weight_unit", sa.String(length=2), nullable=False, server_default="kg"))
        person.add_column(sa.Column("onboarded", sa.Boolean(), nullable=False, server_default=sa.false()))
        person.create_check_constraint(op.f("ck_person_weight_unit"), "weight_unit IN ('kg', 'lb', 'st')")
    op.execute(sa.text("UPDATE person SET onboarded = true"))


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
