"""Find those of whom nobody knows whether they come without reading all appointments (A22).

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NOBODY_KNOWS = sa.text("at_risk_at IS NOT NULL")


def upgrade() -> None:
    """The index."""
    op.create_index(
        "ix_appointments_at_risk",
        "appointments",
        ["at_risk_at"],
        sqlite_where=NOBODY_KNOWS,
        postgresql_where=NOBODY_KNOWS,
    )


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_appointments_at_risk", "appointments")
