"""Keep why an appointment was declined and what was explained, and what callers say they need (BR15, BR22).

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WORDS = (
    ("contact_attempts", "declined_because"),
    ("contact_attempts", "explained"),
    ("incoming_calls", "since"),
    ("incoming_calls", "stays"),
    ("incoming_calls", "locale"),
)


def upgrade() -> None:
    """The columns."""
    for table, column in WORDS:
        op.add_column(table, sa.Column(column, sa.String(), server_default="", nullable=False))
    op.add_column(
        "incoming_calls", sa.Column("wants_loaner", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    """Back."""
    op.drop_column("incoming_calls", "wants_loaner")
    for table, column in reversed(WORDS):
        op.drop_column(table, column)
