"""The waiting list, and what is offered to those who wait.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from portal.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LIVE = sa.text("ended_at IS NULL")
PARTIAL = {"sqlite_where": LIVE, "postgresql_where": LIVE}


def upgrade() -> None:
    """Go there."""
    with op.batch_alter_table("shops") as shops:
        shops.add_column(sa.Column("offer_for_minutes", sa.Integer(), nullable=False, server_default="15"))
        shops.create_check_constraint(op.f("ck_shops_offers_end"), "offer_for_minutes BETWEEN 1 AND 1440")
    with op.batch_alter_table("shops") as shops:
        shops.alter_column("offer_for_minutes", server_default=None)
    op.create_table(
        "waiting_entries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        *(
            sa.Column(f"contact_{name}", sa.String(), nullable=False)
            for name in ("name", "email", "phone", "key", "locale")
        ),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("plate", "model", "wishes")),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("weekdays", "from_minute", "until_minute")),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.Column("booking_id", KEY, nullable=True),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_waiting_entries_days_in_order")),
        sa.CheckConstraint(
            "from_minute >= 0 AND from_minute < until_minute AND until_minute <= 1440",
            name=op.f("ck_waiting_entries_some_hours"),
        ),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_waiting_entries_some_weekday")),
        sa.CheckConstraint("contact_name <> '' AND contact_key <> ''", name=op.f("ck_waiting_entries_can_be_told")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because = '')", name=op.f("ck_waiting_entries_ended_for_a_reason")
        ),
        sa.CheckConstraint(
            "ended_because IN ('', 'booked', 'left', 'taken_off', 'over')", name=op.f("ck_waiting_entries_reason_is_one")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_waiting_entries_service_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_waiting_entries_customer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_waiting_entries_person_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_waiting_entries_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entries")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_waiting_entries_token_hash")),
    )
    with op.batch_alter_table("waiting_entries") as table:
        table.create_index("ix_waiting_entries_contact", ["contact_key"])
        table.create_index("ix_waiting_entries_customer", ["customer_id"])
        table.create_index("ix_waiting_entries_live", ["joined_at", "id"], **PARTIAL)
    op.create_table(
        "waiting_offers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        *(sa.Column(f"{name}_at", UtcDateTime(), nullable=False) for name in ("start", "end", "offered", "expires")),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=False),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_waiting_offers_ends_after_it_starts")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because = '')", name=op.f("ck_waiting_offers_ended_for_a_reason")
        ),
        sa.CheckConstraint(
            "ended_because IN ('', 'taken', 'declined', 'run_out', 'left')", name=op.f("ck_waiting_offers_reason_is_one")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["waiting_entries.id"], name=op.f("fk_waiting_offers_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_offers")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_waiting_offers_token_hash")),
    )
    with op.batch_alter_table("waiting_offers") as table:
        table.create_index("ix_waiting_offers_end", ["expires_at"], **PARTIAL)
        table.create_index("ix_waiting_offers_entry", ["entry_id", "start_at"])
        table.create_index("uq_waiting_offers_live", ["entry_id"], unique=True, **PARTIAL)


def downgrade() -> None:
    """Go back."""
    op.drop_table("waiting_offers")
    op.drop_table("waiting_entries")
    with op.batch_alter_table("shops") as shops:
        shops.drop_constraint(op.f("ck_shops_offers_end"), type_="check")
        shops.drop_column("offer_for_minutes")
