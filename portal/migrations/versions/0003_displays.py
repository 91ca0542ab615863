"""Links by which a screen shows a board without an account (Q6).

Revision ID: 0003
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0003"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table."""
    op.create_table(
        "display_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("severity_to", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_display_links_has_name")),
        sa.CheckConstraint("board IN ('queue', 'welcome')", name=op.f("ck_display_links_known_board")),
        sa.CheckConstraint("theme IN ('auto', 'light', 'dark')", name=op.f("ck_display_links_known_theme")),
        sa.CheckConstraint(
            "severity_to IS NULL OR severity_to BETWEEN 1 AND 4", name=op.f("ck_display_links_severity_1_to_4")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_display_links_plan_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_display_links_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["people.id"], name=op.f("fk_display_links_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_display_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_display_links_token_hash")),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("display_links")
