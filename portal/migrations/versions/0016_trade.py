"""Keep what the house calls the things of the service desk.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The columns."""
    op.add_column("house", sa.Column("trade", sa.String(), server_default="", nullable=False))
    op.add_column("house", sa.Column("trade_version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Back."""
    op.drop_column("house", "trade_version")
    op.drop_column("house", "trade")
