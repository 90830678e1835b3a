"""accounts and habits"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import habitus.kernel.db.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("day_start", sa.Integer(), nullable=False),
        sa.Column("previous_zone", sa.String(length=64), nullable=True),
        sa.Column("previous_day_start", sa.Integer(), nullable=True),
        sa.Column("clock_changes_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_day", habitus.kernel.db.types.EpochDay(), nullable=True),
        sa.Column("first_weekday", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('member', 'admin')", name=op.f("ck_person_role")),
        sa.CheckConstraint("day_start BETWEEN 0 AND 1439", name=op.f("ck_person_day_start")),
        sa.CheckConstraint("first_weekday BETWEEN 1 AND 7", name=op.f("ck_person_first_weekday")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("id", name=op.f("uq_person_id")),
    )
    op.create_table(
        "setup_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_setup_token")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_failure")),
    )
    op.create_table(
        "habit",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_key", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("measure", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("color", sa.String(length=10), nullable=False),
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_day", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("start_day", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("archived_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("archived_day", habitus.kernel.db.types.EpochDay(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("source_id", sa.String(length=200), nullable=True),
        sa.Column("as_of", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("longest_streak", sa.Integer(), nullable=False),
        sa.Column("strength", sa.Double(), nullable=False),
        sa.Column("still_open", sa.Boolean(), nullable=False),
        sa.Column("covered_until", habitus.kernel.db.types.EpochDay(), nullable=True),
        sa.Column("reads_from", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.CheckConstraint(
            "color IN ('rose', 'clay', 'honey', 'moss', 'sage', 'lagoon', 'dusk', 'heather')",
            name=op.f("ck_habit_color"),
        ),
        sa.CheckConstraint("kind IN ('build')", name=op.f("ck_habit_kind")),
        sa.CheckConstraint("measure IN ('check', 'amount')", name=op.f("ck_habit_measure")),
        sa.CheckConstraint(
            "section IN ('morning', 'afternoon', 'evening', 'anytime')", name=op.f("ck_habit_section")
        ),
        sa.CheckConstraint("(archived_at IS NULL) = (archived_day IS NULL)", name=op.f("ck_habit_archived")),
        sa.CheckConstraint("(source IS NULL) = (source_id IS NULL)", name=op.f("ck_habit_source")),
        sa.CheckConstraint("start_day <= created_day", name=op.f("ck_habit_start")),
        sa.CheckConstraint("streak >= 0 AND longest_streak >= streak", name=op.f("ck_habit_streak")),
        sa.CheckConstraint("strength >= 0 AND strength <= 1", name=op.f("ck_habit_strength")),
        sa.ForeignKeyConstraint(
            ["owner_key"], ["person.key"], name=op.f("fk_habit_owner_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_habit")),
        sa.UniqueConstraint("id", name=op.f("uq_habit_id")),
        sa.UniqueConstraint(
            "owner_key", "source", "source_id", name=op.f("uq_habit_owner_key_source_source_id")
        ),
    )
    with op.batch_alter_table("habit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_habit_owner_key_position_key"), ["owner_key", "position", "key"], unique=False
        )

    op.create_table(
        "person_day",
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("day", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND due >= done", name=op.f("ck_person_day_counts")),
        sa.ForeignKeyConstraint(
            ["person_key"], ["person.key"], name=op.f("fk_person_day_person_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_key", "day", name=op.f("pk_person_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(length=10), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("idle_ends_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_key"], ["person.key"], name=op.f("fk_session_person_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_session")),
        sa.UniqueConstraint("id", name=op.f("uq_session_id")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_person_key"), ["person_key"], unique=False)

    op.create_table(
        "entry",
        sa.Column("habit_key", sa.Integer(), nullable=False),
        sa.Column("day", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("tapped_at", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("day_start", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("increments", sa.Text(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_entry_amount")),
        sa.CheckConstraint("state BETWEEN 0 AND 4", name=op.f("ck_entry_state")),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_entry_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("habit_key", "day", name=op.f("pk_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "habit_goal",
        sa.Column("habit_key", sa.Integer(), nullable=False),
        sa.Column("from_day", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("times", sa.SmallInteger(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.CheckConstraint("direction IN ('at_least')", name=op.f("ck_habit_goal_direction")),
        sa.CheckConstraint(
            "days BETWEEN 1 AND 365 AND times BETWEEN 1 AND days", name=op.f("ck_habit_goal_frequency")
        ),
        sa.CheckConstraint("target > 0", name=op.f("ck_habit_goal_target")),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_habit_goal_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("habit_key", "from_day", name=op.f("pk_habit_goal")),
    )
    op.create_table(
        "habit_month",
        sa.Column("habit_key", sa.Integer(), nullable=False),
        sa.Column("month", habitus.kernel.db.types.EpochDay(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("opening_strength", sa.Double(), nullable=False),
        sa.Column("opening_streak", sa.Integer(), nullable=False),
        sa.Column("opening_longest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_habit_month_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("habit_key", "month", name=op.f("pk_habit_month")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refresh_token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("session_key", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("consumed_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_key"],
            ["session.key"],
            name=op.f("fk_refresh_token_session_key_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_token")),
    )
    with op.batch_alter_table("refresh_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refresh_token_session_key"), ["session_key"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
