"""truth about days: schedules, pauses, checklists, and the opening of a day instead of its end"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from habitus.kernel.db.types import EpochDay, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_habit()
    _widen_goal()
    with op.batch_alter_table("entry") as entry:
        entry.add_column(sa.Column("steps", sa.Text(), nullable=True))
        entry.add_column(sa.Column("reason", sa.SmallInteger(), nullable=True))
    with op.batch_alter_table("habit_month") as month:
        month.add_column(sa.Column("lapsed", sa.Integer(), nullable=False, server_default="0"))
    _add_tables()
    _fill_terms()
    _begin_closing()
    _settle_defaults()


def _widen_habit() -> None:
    with op.batch_alter_table("habit") as habit:
        for name in ("kind", "measure", "start"):
            habit.drop_constraint(op.f(f"ck_habit_{name}"), type_="check")
        habit.alter_column("created_day", new_column_name="begins_on")
        habit.drop_column("still_open")
        habit.drop_column("covered_until")
        habit.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        habit.add_column(sa.Column("steps", sa.Text(), nullable=False, server_default="[]"))
        habit.add_column(sa.Column("category", sa.String(length=60), nullable=False, server_default=""))
        habit.add_column(sa.Column("tags", sa.Text(), nullable=False, server_default="[]"))
        habit.add_column(sa.Column("skip_budget", sa.SmallInteger(), nullable=True))
        habit.add_column(sa.Column("ends_on", EpochDay(), nullable=True))
        habit.add_column(sa.Column("deleted_at", UtcDateTime(timezone=True), nullable=True))
        habit.add_column(sa.Column("terms", sa.Text(), nullable=False, server_default=""))
        # What is stored so far held at the end of `as_of`: it is computed anew from the entries.
        habit.add_column(sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("habit") as habit:
        habit.create_check_constraint(op.f("ck_habit_kind"), "kind IN ('build', 'quit')")
        habit.create_check_constraint(op.f("ck_habit_measure"), "measure IN ('check', 'amount', 'minutes')")
        habit.create_check_constraint(op.f("ck_habit_ends"), "ends_on IS NULL OR ends_on >= begins_on")
        habit.create_check_constraint(op.f("ck_habit_start"), "start_day <= begins_on")
        habit.create_check_constraint(op.f("ck_habit_skip_budget"), "skip_budget BETWEEN 0 AND 31")


def _widen_goal() -> None:
    with op.batch_alter_table("habit_goal") as goal:
        for name in ("frequency", "target", "direction"):
            goal.drop_constraint(op.f(f"ck_habit_goal_{name}"), type_="check")
        goal.add_column(sa.Column("schedule", sa.String(length=10), nullable=False, server_default="window"))
        goal.add_column(sa.Column("weekdays", sa.SmallInteger(), nullable=False, server_default="0"))
        goal.add_column(sa.Column("sums", sa.Boolean(), nullable=False, server_default=sa.false()))
        goal.add_column(sa.Column("first_weekday", sa.SmallInteger(), nullable=False, server_default="1"))
        goal.add_column(sa.Column("anchor", EpochDay(), nullable=True))
    goals = _goals()
    op.execute(goals.update().values(anchor=goals.c.from_day))
    op.execute(goals.update().where(goals.c.days == 1).values(schedule="daily", times=1))
    # An amount over several days was always their sum, however often its frequency said.
    summed = sa.and_(goals.c.target.is_not(None), goals.c.days > 1)
    op.execute(goals.update().where(summed).values(sums=sa.true(), times=1))
    with op.batch_alter_table("habit_goal") as goal:
        goal.alter_column("anchor", existing_type=EpochDay(), nullable=False)
        goal.create_check_constraint(
            op.f("ck_habit_goal_frequency"), "days BETWEEN 1 AND 365 AND times BETWEEN 1 AND 365"
        )
        goal.create_check_constraint(
            op.f("ck_habit_goal_schedule"),
            "schedule IN ('daily', 'weekdays', 'weekly', 'monthly', 'interval', 'window')",
        )
        goal.create_check_constraint(op.f("ck_habit_goal_target"), "target >= 0")
        goal.create_check_constraint(op.f("ck_habit_goal_direction"), "direction IN ('at_least', 'at_most')")
        goal.create_check_constraint(op.f("ck_habit_goal_first_weekday"), "first_weekday BETWEEN 1 AND 7")
        goal.create_check_constraint(op.f("ck_habit_goal_weekdays"), "weekdays BETWEEN 0 AND 127")


def _add_tables() -> None:
    op.create_table(
        "pause",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_key", sa.Integer(), nullable=False),
        sa.Column("habit_key", sa.Integer(), nullable=True),
        sa.Column("first_day", EpochDay(), nullable=False),
        sa.Column("last_day", EpochDay(), nullable=True),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_pause_days")),
        sa.CheckConstraint(
            "reason IN ('vacation', 'sick', 'archived', 'other')", name=op.f("ck_pause_reason")
        ),
        sa.ForeignKeyConstraint(
            ["owner_key"], ["person.key"], name=op.f("fk_pause_owner_key_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_pause_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pause")),
        sa.UniqueConstraint("id", name=op.f("uq_pause_id")),
    )
    op.create_index(op.f("ix_pause_owner_key"), "pause", ["owner_key"])
    op.create_index(op.f("ix_pause_habit_key"), "pause", ["habit_key"])
    op.create_table(
        "habit_reminder",
        sa.Column("habit_key", sa.Integer(), nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_habit_reminder_minute")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_habit_reminder_weekdays")),
        sa.ForeignKeyConstraint(
            ["habit_key"], ["habit.key"], name=op.f("fk_habit_reminder_habit_key_habit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("habit_key", "minute", name=op.f("pk_habit_reminder")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_close",
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("until", EpochDay(), nullable=False),
        sa.Column("next_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_key"], ["person.key"], name=op.f("fk_day_close_person_key_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_key", name=op.f("pk_day_close")),
    )
    op.create_index(op.f("ix_day_close_next_at"), "day_close", ["next_at"])


def _goals() -> sa.TableClause:
    return sa.table(
        "habit_goal",
        sa.column("habit_key", sa.Integer()),
        sa.column("from_day", EpochDay()),
        sa.column("schedule", sa.String()),
        sa.column("times", sa.SmallInteger()),
        sa.column("days", sa.SmallInteger()),
        sa.column("target", sa.BigInteger()),
        sa.column("sums", sa.Boolean()),
        sa.column("anchor", EpochDay()),
    )


def _fill_terms() -> None:
    """The terms of each habit as `habits.rules.terms.text_of` wrote them when this was made."""
    goals, connection = _goals(), op.get_bind()
    habit = sa.table("habit", sa.column("key", sa.Integer()), sa.column("measure"), sa.column("terms"))
    rows = connection.execute(sa.select(habit.c.key, habit.c.measure))
    measures = {row.key: row.measure for row in rows}
    for goal in connection.execute(sa.select(goals)).all():
        version = [
            goal.from_day.toordinal(),
            goal.schedule,
            goal.times,
            goal.days,
            goal.target,
            goal.sums,
            0,
            1,
            goal.anchor.toordinal(),
        ]
        measure = measures[goal.habit_key]
        terms = json.dumps(["build", measure, int(measure == "amount"), [version], []], separators=(",", ":"))
        connection.execute(habit.update().where(habit.c.key == goal.habit_key).values(terms=terms))


def _begin_closing() -> None:
    """No day is closed yet: the first round of day close counts them all, from the first habit's start."""
    op.execute("DELETE FROM person_day")
    op.execute(
        "INSERT INTO day_close (person_key, until, next_at)"
        " SELECT owner_key, MIN(start_day) - 1, CURRENT_TIMESTAMP FROM habit GROUP BY owner_key"
    )


def _settle_defaults() -> None:
    """The defaults were for the rows there were."""
    with op.batch_alter_table("habit") as habit:
        for name in ("description", "steps", "category", "tags", "terms", "stale"):
            habit.alter_column(name, server_default=None)
    with op.batch_alter_table("habit_goal") as goal:
        for name in ("schedule", "weekdays", "sums", "first_weekday"):
            goal.alter_column(name, server_default=None)
    with op.batch_alter_table("habit_month") as month:
        month.alter_column("lapsed", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("bring back the copy that was made before the migration")
