"""Keep what has to be said when somebody books (BR24).

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

COLUMNS = ("asked_online", "asked_at_desk")


def upgrade() -> None:
    """A column for each form."""
    for column in COLUMNS:
        op.add_column("shops", sa.Column(column, sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Back."""
    for column in COLUMNS:
        op.drop_column("shops", column)
