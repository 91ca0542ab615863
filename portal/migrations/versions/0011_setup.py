"""Count the changes of services, resources and the shop, so that of two editors one is told.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("services", "resources", "shops")


def upgrade() -> None:
    """A column each."""
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Back."""
    for table in TABLES:
        op.drop_column(table, "version")
