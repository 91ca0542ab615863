"""Views of the queue under a name; indexes for what the queue counts and for the trend beside it.

Revision ID: 0002
Revises: 0004b
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0002"
down_revision = "0004b"
branch_labels = None
depends_on = None

COUNTED = ["state", "severity", "standing", "due_at", "assignee_id", "silence_closes_at"]
INDEXES = (
    ("ix_tickets_counted", "tickets", COUNTED, "standing < 3"),
    ("ix_tickets_opened", "tickets", ["opened_at"], None),
    ("ix_state_changes_resolved", "state_changes", ["at"], "after = 'resolved'"),
    ("ix_deadlines_met", "deadlines", ["met_at", "severity", "breached_at"], "met_at IS NOT NULL"),
)


def upgrade() -> None:
    """Nothing that is there changes."""
    op.create_table(
        "queue_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_queue_views_has_name")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_queue_views_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_views")),
    )
    op.create_index("ix_queue_views_person", "queue_views", ["person_id", "name"], unique=False)
    for name, table, columns, condition in INDEXES:
        where = None if condition is None else sa.text(condition)
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Views are gone."""
    for name, table, _columns, _condition in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_index("ix_queue_views_person", table_name="queue_views")
    op.drop_table("queue_views")
