"""The telephone system's keys, and what rings just now (BR20).

Revision ID: 0023
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "telephone_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("seed <> ''", name=op.f("ck_telephone_keys_has_seed")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_telephone_keys_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telephone_keys")),
        sa.UniqueConstraint("seed", name="one_of_each_seed"),
    )
    op.create_table(
        "ringing_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("rings", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "rings IS NULL OR rings BETWEEN 1 AND 99", name=op.f("ck_ringing_calls_rings_are_counted")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_ringing_calls_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ringing_calls")),
        sa.UniqueConstraint("mark", name="told_once"),
    )
    op.create_index("ix_ringing_calls_at", "ringing_calls", ["at"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_ringing_calls_at", table_name="ringing_calls")
    op.drop_table("ringing_calls")
    op.drop_table("telephone_keys")
