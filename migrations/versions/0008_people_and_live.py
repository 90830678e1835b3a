"""people: invites, tokens, consent, audit, limits; and what happened, for the live socket"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import habitus.kernel.db.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instance",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("registration", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "registration IN ('invite', 'open', 'closed')", name=op.f("ck_instance_registration")
        ),
        sa.CheckConstraint("key = 1", name=op.f("ck_instance_one")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_instance")),
    )
    op.create_table(
        "post_message",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_post_message")),
        sa.UniqueConstraint("id", name=op.f("uq_post_message_id")),
    )
    op.create_index(op.f("ix_post_message_at"), "post_message", ["at"])
    op.create_table(
        "rate_limit",
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("used_until", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_rate_limit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rate_limit_used_until"), "rate_limit", ["used_until"])
    op.create_table(
        "server_error",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("exception", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_request_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_server_error")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_server_error_fingerprint")),
        sa.UniqueConstraint("id", name=op.f("uq_server_error_id")),
    )
    op.create_index(op.f("ix_server_error_last_at"), "server_error", ["last_at"])
    op.create_table(
        "audit",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor_key", sa.Integer(), nullable=True),
        sa.Column("subject_key", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_key"], ["person.key"], name=op.f("fk_audit_actor_key_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["subject_key"], ["person.key"], name=op.f("fk_audit_subject_key_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.create_index(op.f("ix_audit_subject_key"), "audit", ["subject_key"])
    op.create_table(
        "consent",
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("data_class", sa.String(length=10), nullable=False),
        sa.Column("destinations", sa.JSON(), nullable=False),
        sa.Column("given_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("data_class IN ('photo', 'notes', 'metrics')", name=op.f("ck_consent_data_class")),
        sa.ForeignKeyConstraint(
            ["person_key"], ["person.key"], name=op.f("fk_consent_person_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_key", "data_class", name=op.f("pk_consent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("topics", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_key"], ["person.key"], name=op.f("fk_event_person_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_key", "seq", name=op.f("pk_event")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invite",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.Column("revoked_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('member', 'admin')", name=op.f("ck_invite_role")),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.key"], name=op.f("fk_invite_invited_by_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["person.key"], name=op.f("fk_invite_used_by_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_invite")),
        sa.UniqueConstraint("digest", name=op.f("uq_invite_digest")),
        sa.UniqueConstraint("id", name=op.f("uq_invite_id")),
    )
    op.create_table(
        "outbound_call",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("destination", sa.String(length=60), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=True),
        sa.Column("data_class", sa.String(length=10), nullable=True),
        sa.Column("bytes_sent", sa.Integer(), nullable=False),
        sa.Column("bytes_received", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_key"],
            ["person.key"],
            name=op.f("fk_outbound_call_person_key_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbound_call")),
    )
    op.create_index(op.f("ix_outbound_call_person_key"), "outbound_call", ["person_key"])
    op.create_table(
        "personal_token",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=60), nullable=False),
        sa.Column("created_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_key"],
            ["person.key"],
            name=op.f("fk_personal_token_person_key_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_personal_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_personal_token_digest")),
        sa.UniqueConstraint("id", name=op.f("uq_personal_token_id")),
    )
    op.create_index(op.f("ix_personal_token_person_key"), "personal_token", ["person_key"])
    op.create_table(
        "socket_ticket",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("session_key", sa.Integer(), nullable=False),
        sa.Column("ends_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_key"],
            ["session.key"],
            name=op.f("fk_socket_ticket_session_key_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_socket_ticket")),
    )
    op.create_index(op.f("ix_socket_ticket_session_key"), "socket_ticket", ["session_key"])
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(
            sa.Column("last_seen_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("writes_until", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("disabled_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pause_kind", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("pause_reason", sa.String(length=300), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_person_pause_kind"),
            "pause_kind IS NULL OR pause_kind IN ('on_request', 'security', 'rules', 'other')",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_person_disabled_by_person"),
            "person",
            ["disabled_by"],
            ["key"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("session") as batch_op:
        batch_op.add_column(sa.Column("agent", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("address", sa.String(length=45), nullable=True))
        batch_op.add_column(
            sa.Column("last_used_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("proved_at", habitus.kernel.db.types.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
