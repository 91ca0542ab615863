"""Let a booking be for several services (BR12).

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from portal.db import BigKey

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAMES = ("also_named", "also_named_zh")


def upgrade() -> None:
    """The other services of a booking, and what they were called."""
    op.create_table(
        "booking_services",
        sa.Column("booking_id", BigKey, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_booking_services_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_booking_services_service_id")),
        sa.PrimaryKeyConstraint("booking_id", "position", name=op.f("pk_booking_services")),
    )
    op.create_index("ix_booking_services_service", "booking_services", ["service_id"], unique=False)
    for name in NAMES:
        op.add_column("bookings", sa.Column(name, sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Back."""
    for name in reversed(NAMES):
        op.drop_column("bookings", name)
    op.drop_index("ix_booking_services_service", table_name="booking_services")
    op.drop_table("booking_services")
