"""Booking: services, resources, working plans, holds, bookings; nobody gets a time twice (A3-A8).

Revision ID: 0005
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0005"
down_revision = "0001"
branch_labels = None
depends_on = None

# What columns and constraints cannot say: two live allocations of one lane keep their buffers apart (A4, BE34).
ON_SQLITE = (
    """
    CREATE TRIGGER allocations_keep_apart_INSERT BEFORE INSERT ON allocations
    WHEN NEW.released_at IS NULL AND EXISTS (
        SELECT 1 FROM allocations AS other
            WHERE other.resource_id = NEW.resource_id AND other.lane = NEW.lane AND other.released_at IS NULL
            AND other.id IS NOT NEW.id
            AND other.from_minute > NEW.from_minute - 14400
            AND other.from_minute < NEW.to_minute + max(NEW.after_minutes, other.before_minutes)
            AND other.to_minute + max(other.after_minutes, NEW.before_minutes) > NEW.from_minute
    )
    BEGIN SELECT RAISE(ABORT, 'slot_taken'); END
""",
    """
    CREATE TRIGGER allocations_keep_apart_UPDATE BEFORE UPDATE ON allocations
    WHEN NEW.released_at IS NULL AND EXISTS (
        SELECT 1 FROM allocations AS other
            WHERE other.resource_id = NEW.resource_id AND other.lane = NEW.lane AND other.released_at IS NULL
            AND other.id IS NOT NEW.id
            AND other.from_minute > NEW.from_minute - 14400
            AND other.from_minute < NEW.to_minute + max(NEW.after_minutes, other.before_minutes)
            AND other.to_minute + max(other.after_minutes, NEW.before_minutes) > NEW.from_minute
    )
    BEGIN SELECT RAISE(ABORT, 'slot_taken'); END
""",
)

ON_POSTGRESQL = (
    """
    CREATE FUNCTION allocations_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('booking', 0));
        IF EXISTS (
            SELECT 1 FROM allocations AS other
            WHERE other.resource_id = NEW.resource_id AND other.lane = NEW.lane AND other.released_at IS NULL
            AND other.id <> NEW.id
            AND other.from_minute > NEW.from_minute - 14400
            AND other.from_minute < NEW.to_minute + greatest(NEW.after_minutes, other.before_minutes)
            AND other.to_minute + greatest(other.after_minutes, NEW.before_minutes) > NEW.from_minute
        ) THEN
            RAISE EXCEPTION 'slot_taken' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER allocations_keep_apart BEFORE INSERT OR UPDATE ON allocations
    FOR EACH ROW WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION allocations_keep_apart()
    """,
    """
    ALTER TABLE allocations ADD CONSTRAINT ex_allocations_never_overlap EXCLUDE USING gist (
        int4range(resource_id, resource_id, '[]') WITH &&,
        int4range(lane, lane, '[]') WITH &&,
        int4range(from_minute, to_minute) WITH &&
    ) WHERE (released_at IS NULL)
    """,
)


def upgrade() -> None:
    """Make the tables, then what guards them."""

    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("before_minutes", sa.Integer(), nullable=False),
        sa.Column("after_minutes", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("price", sa.String(), nullable=False),
        sa.Column("price_zh", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("is_confirmed_at_once", sa.Boolean(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("audience IN ('everybody', 'known', 'staff')", name=op.f("ck_services_audience_is_known")),
        sa.CheckConstraint("after_minutes BETWEEN 0 AND 1440", name=op.f("ck_services_buffer_after")),
        sa.CheckConstraint("before_minutes BETWEEN 0 AND 1440", name=op.f("ck_services_buffer_before")),
        sa.CheckConstraint("horizon_days BETWEEN 0 AND 730", name=op.f("ck_services_a_horizon")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 10080", name=op.f("ck_services_takes_time")),
        sa.CheckConstraint("notice_minutes >= 0", name=op.f("ck_services_a_notice")),
        sa.CheckConstraint("step_minutes BETWEEN 1 AND 1440", name=op.f("ck_services_a_step")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("slug", name=op.f("uq_services_slug")),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("start_at", UtcDateTime(), nullable=False),
        sa.Column("end_at", UtcDateTime(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_holds_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_holds_token_hash")),
    )
    op.create_index("ix_holds_expiry", "holds", ["expires_at"], unique=False)
    op.create_index("ix_holds_visitor", "holds", ["visitor", "expires_at"], unique=False)
    op.create_table(
        "service_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('advisor', 'bay', 'technician', 'loaner', 'place')", name=op.f("ck_service_needs_kind_is_known")
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 10080", name=op.f("ck_service_needs_takes_time")),
        sa.CheckConstraint("offset_minutes >= 0", name=op.f("ck_service_needs_begins_with_it")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_service_needs_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_needs")),
        sa.UniqueConstraint("service_id", "kind", name="one_need_of_a_kind"),
    )
    op.create_table(
        "shops",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("hold_for_minutes", sa.Integer(), nullable=False),
        sa.Column("holds_per_visitor", sa.Integer(), nullable=False),
        sa.Column("open_bookings_per_contact", sa.Integer(), nullable=False),
        sa.CheckConstraint("hold_for_minutes BETWEEN 1 AND 60", name=op.f("ck_shops_holds_end")),
        sa.CheckConstraint("holds_per_visitor >= 1", name=op.f("ck_shops_a_hold_at_least")),
        sa.CheckConstraint("id = 1", name=op.f("ck_shops_one_shop")),
        sa.CheckConstraint("open_bookings_per_contact >= 1", name=op.f("ck_shops_a_booking_at_least")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_shops_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("start_at", UtcDateTime(), nullable=False),
        sa.Column("end_at", UtcDateTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("price", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("contact_key", sa.String(), nullable=False),
        sa.Column("contact_locale", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("wishes", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("overbooked_because", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("booked_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_bookings_cancelled_has_a_moment")
        ),
        sa.CheckConstraint(
            "channel IN ('web', 'phone', 'desk', 'walk_in', 'outreach', 'api')",
            name=op.f("ck_bookings_channel_is_known"),
        ),
        sa.CheckConstraint("state IN ('requested', 'confirmed', 'cancelled')", name=op.f("ck_bookings_state_is_known")),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_bookings_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bookings_person_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_bookings_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("form_key", name=op.f("uq_bookings_form_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_bookings_reference")),
    )
    op.create_index("ix_bookings_contact", "bookings", ["contact_key", "start_at"], unique=False)
    op.create_index("ix_bookings_start", "bookings", ["start_at"], unique=False)
    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("skills", sa.String(), nullable=False),
        sa.Column("is_kept_for_walk_ins", sa.Boolean(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('advisor', 'bay', 'technician', 'loaner', 'place')", name=op.f("ck_resources_kind_is_known")
        ),
        sa.CheckConstraint("capacity BETWEEN 1 AND 200", name=op.f("ck_resources_capacity_is_counted")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_resources_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.UniqueConstraint("kind", "name", name="named_once_in_its_kind"),
        sa.UniqueConstraint("person_id", name="one_resource_of_a_person"),
    )
    op.create_table(
        "allocations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hold_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("before_minutes", sa.Integer(), nullable=False),
        sa.Column("after_minutes", sa.Integer(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(booking_id IS NULL) <> (hold_id IS NULL)", name=op.f("ck_allocations_of_a_booking_or_a_hold")
        ),
        sa.CheckConstraint("after_minutes BETWEEN 0 AND 1440", name=op.f("ck_allocations_buffer_after")),
        sa.CheckConstraint("before_minutes BETWEEN 0 AND 1440", name=op.f("ck_allocations_buffer_before")),
        sa.CheckConstraint("lane >= 0", name=op.f("ck_allocations_lane_is_counted")),
        sa.CheckConstraint(
            "to_minute > from_minute AND to_minute - from_minute <= 10080", name=op.f("ck_allocations_a_week_at_most")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_allocations_booking_id")),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name=op.f("fk_allocations_hold_id")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_allocations_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index("ix_allocations_booking", "allocations", ["booking_id"], unique=False)
    op.create_index("ix_allocations_hold", "allocations", ["hold_id"], unique=False)
    op.create_index(
        "ix_allocations_live",
        "allocations",
        ["resource_id", "from_minute"],
        unique=False,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_index(
        "ix_allocations_time",
        "allocations",
        ["from_minute"],
        unique=False,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "booking_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booking_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("start_before_at", UtcDateTime(), nullable=True),
        sa.Column("start_after_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "change IN ('booked', 'confirmed', 'moved', 'cancelled')", name=op.f("ck_booking_changes_change_is_known")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_changes_booking_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_booking_changes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_changes")),
        sa.UniqueConstraint("form_key", name="one_change_a_form"),
    )
    op.create_index("ix_booking_changes_booking", "booking_changes", ["booking_id", "id"], unique=False)
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("start_at", UtcDateTime(), nullable=False),
        sa.Column("end_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("start_at < end_at", name=op.f("ck_closures_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_closures_made_by_id")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_closures_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_index("ix_closures_end", "closures", ["end_at"], unique=False)
    op.create_table(
        "plan_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("shifts", sa.String(), nullable=False),
        sa.Column("breaks", sa.String(), nullable=False),
        sa.CheckConstraint("shifts <> ''", name=op.f("ck_plan_days_some_work")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_plan_days_weekday_is_one")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_plan_days_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_days")),
        sa.UniqueConstraint("resource_id", "weekday", name="one_plan_a_weekday"),
    )
    op.create_table(
        "plan_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_plan_exceptions_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_exceptions")),
        sa.UniqueConstraint("resource_id", "on_date", name="one_exception_a_date"),
    )
    statements = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Take them away again."""

    op.drop_table("plan_exceptions")
    op.drop_table("plan_days")
    op.drop_index("ix_closures_end", table_name="closures")
    op.drop_table("closures")
    op.drop_index("ix_booking_changes_booking", table_name="booking_changes")
    op.drop_table("booking_changes")
    op.drop_index(
        "ix_allocations_time",
        table_name="allocations",
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.drop_index(
        "ix_allocations_live",
        table_name="allocations",
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.drop_index("ix_allocations_hold", table_name="allocations")
    op.drop_index("ix_allocations_booking", table_name="allocations")
    op.drop_table("allocations")
    op.drop_table("resources")
    op.drop_index("ix_bookings_start", table_name="bookings")
    op.drop_index("ix_bookings_contact", table_name="bookings")
    op.drop_table("bookings")
    op.drop_table("shops")
    op.drop_table("service_needs")
    op.drop_index("ix_holds_visitor", table_name="holds")
    op.drop_index("ix_holds_expiry", table_name="holds")
    op.drop_table("holds")
    op.drop_table("services")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION allocations_keep_apart()")
