"""The first shape of the database.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What columns and constraints cannot say: the audit log stays, contracts do not overlap.
ON_SQLITE = (
    """
    CREATE TRIGGER audit_entries_stay_UPDATE BEFORE UPDATE ON audit_entries
    WHEN NOT (
        NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.action = OLD.action
        AND NEW.subject_kind = OLD.subject_kind AND NEW.subject_id = OLD.subject_id
        AND NEW.person_id IS OLD.person_id AND NEW.organisation_id IS OLD.organisation_id AND NEW.request_id IS OLD.request_id
        AND EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.erasure_id AND action = 'person.erased')
    )
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entries_stay_DELETE BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END

    """,
    """
    CREATE TRIGGER contracts_never_overlap_insert BEFORE INSERT ON contracts
    WHEN EXISTS (
        SELECT 1 FROM contracts AS other
        WHERE other.organisation_id = NEW.organisation_id AND other.id <> NEW.id
        AND other.start_on <= NEW.end_on AND other.end_on >= NEW.start_on
    )
    BEGIN SELECT RAISE(ABORT, 'two contracts of one organisation share a day'); END
    """,
    """
    CREATE TRIGGER contracts_never_overlap_update BEFORE UPDATE OF organisation_id, start_on, end_on ON contracts
    WHEN EXISTS (
        SELECT 1 FROM contracts AS other
        WHERE other.organisation_id = NEW.organisation_id AND other.id <> NEW.id
        AND other.start_on <= NEW.end_on AND other.end_on >= NEW.start_on
    )
    BEGIN SELECT RAISE(ABORT, 'two contracts of one organisation share a day'); END
    """,
)

ON_POSTGRESQL = (
    """
    CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.action = OLD.action
        AND NEW.subject_kind = OLD.subject_kind AND NEW.subject_id = OLD.subject_id
        AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id AND NEW.organisation_id IS NOT DISTINCT FROM OLD.organisation_id AND NEW.request_id IS NOT DISTINCT FROM OLD.request_id
        AND EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.erasure_id AND action = 'person.erased')
            THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'the audit log is append-only';
    END $$
    """,
    """
    CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_stay()

    """,
    """
    ALTER TABLE contracts ADD CONSTRAINT ex_contracts_never_overlap EXCLUDE USING gist (
        int4range(organisation_id, organisation_id, '[]') WITH &&,
        daterange(start_on, end_on, '[]') WITH &&
    )
    """,
)


def upgrade() -> None:
    """Make the tables, then what hangs on them."""
    op.create_table(
        "calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("observed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("name", name=op.f("uq_calendars_name")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_heartbeats_one_worker_acts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "house",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("accent_light", sa.String(), nullable=False),
        sa.Column("accent_dark", sa.String(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_type", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("support_email", sa.String(), nullable=False),
        sa.Column("consumer_support", sa.String(), nullable=False),
        sa.Column("reopen_for_days", sa.Integer(), nullable=False),
        sa.Column("silence_business_days", sa.Integer(), nullable=False),
        sa.Column("silence_reminder_after", sa.Integer(), nullable=False),
        sa.Column("substitution_notice_days", sa.Integer(), nullable=False),
        sa.Column("verify_roster_every_days", sa.Integer(), nullable=False),
        sa.Column("attachment_limit_mb", sa.Integer(), nullable=False),
        sa.Column("attachments_limit", sa.Integer(), nullable=False),
        sa.Column("sign_in_days", sa.Integer(), nullable=False),
        sa.Column("mails_kept_days", sa.Integer(), nullable=False),
        sa.Column("drafts_kept_days", sa.Integer(), nullable=False),
        sa.Column("sign_ins_kept_days", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_house_one_house")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("email_domain", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "email_domain = lower(email_domain)",
            name=op.f("ck_organisations_domain_is_lower"),
        ),
        sa.CheckConstraint(
            "length(country) = 2 AND country = upper(country)",
            name=op.f("ck_organisations_country_is_a_code"),
        ),
        sa.CheckConstraint("size >= 1", name=op.f("ck_organisations_somebody_works_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_index("ix_organisations_name", "organisations", ["name", "id"], unique=False)
    op.create_index(
        "uq_organisations_email_domain",
        "organisations",
        ["email_domain"],
        unique=True,
        sqlite_where=sa.text("email_domain <> ''"),
        postgresql_where=sa.text("email_domain <> ''"),
    )
    op.create_table(
        "product_areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_areas")),
        sa.UniqueConstraint("slug", name=op.f("uq_product_areas_slug")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(
        "ix_sign_in_attempts_address",
        "sign_in_attempts",
        ["address", "at"],
        unique=False,
    )
    op.create_index("ix_sign_in_attempts_email", "sign_in_attempts", ["email", "at"], unique=False)
    op.create_table(
        "ticket_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_numbers")),
    )
    op.create_table(
        "calendar_library_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("subdivision", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendars.id"],
            name=op.f("fk_calendar_library_days_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_library_days")),
        sa.UniqueConstraint("calendar_id", "country", "subdivision", "name", name="uq_library_days_once"),
    )
    op.create_index(
        "ix_calendar_library_days_calendar",
        "calendar_library_days",
        ["calendar_id"],
        unique=False,
    )
    op.create_table(
        "calendar_recurring_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.CheckConstraint(
            "first_day BETWEEN 1 AND 31 AND last_day BETWEEN 1 AND 31",
            name=op.f("ck_calendar_recurring_days_days"),
        ),
        sa.CheckConstraint(
            "first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12",
            name=op.f("ck_calendar_recurring_days_months"),
        ),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendars.id"],
            name=op.f("fk_calendar_recurring_days_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_recurring_days")),
    )
    op.create_index(
        "ix_calendar_recurring_days_calendar",
        "calendar_recurring_days",
        ["calendar_id"],
        unique=False,
    )
    op.create_table(
        "calendar_single_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendars.id"],
            name=op.f("fk_calendar_single_days_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_single_days")),
        sa.UniqueConstraint("calendar_id", "on_date", name="uq_single_days_once"),
    )
    op.create_table(
        "calendar_weekly_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "end_minute BETWEEN 0 AND 1440",
            name=op.f("ck_calendar_weekly_hours_end_in_the_day"),
        ),
        sa.CheckConstraint(
            "start_minute <> end_minute",
            name=op.f("ck_calendar_weekly_hours_not_empty"),
        ),
        sa.CheckConstraint(
            "start_minute BETWEEN 0 AND 1439",
            name=op.f("ck_calendar_weekly_hours_start_in_the_day"),
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6",
            name=op.f("ck_calendar_weekly_hours_weekday_is_one"),
        ),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["calendars.id"],
            name=op.f("fk_calendar_weekly_hours_calendar_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_weekly_hours")),
        sa.UniqueConstraint("calendar_id", "weekday", "start_minute", name="uq_weekly_hours_once"),
    )
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("calendar_id", sa.Integer(), nullable=True),
        sa.Column("calendar_version", sa.String(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("counted_from_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("breached_at", UtcDateTime(), nullable=True),
        sa.Column("met_at", UtcDateTime(), nullable=True),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("clock IN ('business', 'always')", name=op.f("ck_deadlines_clock_is_known")),
        sa.CheckConstraint(
            "due_at IS NULL OR clock = 'always' OR calendar_id IS NOT NULL",
            name=op.f("ck_deadlines_due_has_a_clock"),
        ),
        sa.CheckConstraint(
            "counted_from_at >= started_at",
            name=op.f("ck_deadlines_counted_after_start"),
        ),
        sa.CheckConstraint(
            "due_at IS NULL OR due_at >= started_at",
            name=op.f("ck_deadlines_due_after_start"),
        ),
        sa.CheckConstraint(
            "due_at IS NULL OR minutes IS NOT NULL",
            name=op.f("ck_deadlines_due_has_a_target"),
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_deadlines_some_time")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_deadlines_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index(
        "ix_deadlines_running",
        "deadlines",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL AND met_at IS NULL AND breached_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL AND met_at IS NULL AND breached_at IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("to_email", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("grants_access", sa.Boolean(), nullable=False),
        sa.Column("thread", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("posted_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("failed_at", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name=op.f("ck_mails_sent_or_failed")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_mails_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
    )
    op.create_index("ix_mails_due", "mails", ["due_at", "id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sees_whole_organisation", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deactivated_at", UtcDateTime(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_people_email_is_lower")),
        sa.CheckConstraint(
            "erased_at IS NULL OR (deactivated_at IS NOT NULL AND password_hash IS NULL AND phone = '')",
            name=op.f("ck_people_erased_is_gone"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_people_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
    )
    op.create_index("ix_people_organisation", "people", ["organisation_id"], unique=False)
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("callers_included", sa.Integer(), nullable=False),
        sa.Column("callers_per_option", sa.Integer(), nullable=False),
        sa.Column("caller_countries", sa.String(), nullable=False),
        sa.Column("device_countries", sa.String(), nullable=False),
        sa.Column("tickets_per_year", sa.Integer(), nullable=True),
        sa.Column("largest_size", sa.Integer(), nullable=True),
        sa.Column("longest_days", sa.Integer(), nullable=True),
        sa.Column("work_minutes", sa.Integer(), nullable=True),
        sa.Column("session_minutes", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("callers_included >= 1", name=op.f("ck_plans_somebody_may_call")),
        sa.CheckConstraint("callers_per_option >= 0", name=op.f("ck_plans_options_add")),
        sa.CheckConstraint("largest_size >= 1", name=op.f("ck_plans_a_size")),
        sa.CheckConstraint("longest_days >= 1", name=op.f("ck_plans_a_day_at_least")),
        sa.CheckConstraint("session_minutes >= 1", name=op.f("ck_plans_some_time")),
        sa.CheckConstraint("tickets_per_year >= 1", name=op.f("ck_plans_a_ticket_at_least")),
        sa.CheckConstraint("work_minutes >= 1", name=op.f("ck_plans_some_work")),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendars.id"], name=op.f("fk_plans_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("name", name=op.f("uq_plans_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_plans_slug")),
    )
    op.create_table(
        "access_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_access_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_links_token_hash")),
    )
    op.create_index("ix_access_links_person", "access_links", ["person_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", UtcDateTime(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_attachments_has_a_name")),
        sa.CheckConstraint("length(key) = 43", name=op.f("ck_attachments_key_is_random")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachments_has_a_size")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"],
            ["people.id"],
            name=op.f("fk_attachments_uploaded_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("key", name=op.f("uq_attachments_key")),
    )
    op.create_index(
        "ix_attachments_pending",
        "attachments",
        ["uploaded_by_id", "place"],
        unique=False,
        sqlite_where=sa.text("claimed_at IS NULL"),
        postgresql_where=sa.text("claimed_at IS NULL"),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column(
            "subject_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column(
            "erasure_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["erasure_id"],
            ["audit_entries.id"],
            name=op.f("fk_audit_entries_erasure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_audit_entries_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_audit_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(
        "ix_audit_entries_organisation",
        "audit_entries",
        ["organisation_id", "id"],
        unique=False,
    )
    op.create_index("ix_audit_entries_person", "audit_entries", ["person_id", "id"], unique=False)
    op.create_index(
        "ix_audit_entries_subject",
        "audit_entries",
        ["subject_kind", "subject_id", "id"],
        unique=False,
    )
    op.create_table(
        "callers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("allowance", sa.Integer(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("declares_administrator", sa.Boolean(), nullable=False),
        sa.Column("declares_access", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=False),
        sa.CheckConstraint("NOT is_primary OR until_at IS NULL", name=op.f("ck_callers_primary_stays")),
        sa.CheckConstraint(
            "length(country) = 2 AND country = upper(country)",
            name=op.f("ck_callers_country_is_a_code"),
        ),
        sa.CheckConstraint("place BETWEEN 1 AND allowance", name=op.f("ck_callers_within_allowance")),
        sa.CheckConstraint(
            "until_at IS NULL OR until_at >= from_at",
            name=op.f("ck_callers_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["people.id"], name=op.f("fk_callers_added_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_callers_ended_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_callers_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_callers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callers")),
    )
    op.create_index(
        "ix_callers_organisation",
        "callers",
        ["organisation_id", "from_at"],
        unique=False,
    )
    op.create_index("ix_callers_person_id", "callers", ["person_id", "from_at"], unique=False)
    op.create_index(
        "uq_callers_person",
        "callers",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_index(
        "uq_callers_place",
        "callers",
        ["organisation_id", "place"],
        unique=True,
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.create_index(
        "uq_callers_primary",
        "callers",
        ["organisation_id"],
        unique=True,
        sqlite_where=sa.text("is_primary"),
        postgresql_where=sa.text("is_primary"),
    )
    op.create_table(
        "contracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("options_bought", sa.Integer(), nullable=False),
        sa.Column("managers_bought", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("managers_bought >= 0", name=op.f("ck_contracts_managers_are_counted")),
        sa.CheckConstraint("options_bought >= 0", name=op.f("ck_contracts_options_are_counted")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_contracts_size_is_counted")),
        sa.CheckConstraint("start_on <= end_on", name=op.f("ck_contracts_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_contracts_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_contracts_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
    )
    op.create_index("ix_contracts_end", "contracts", ["end_on"], unique=False)
    op.create_index(
        "ix_contracts_organisation",
        "contracts",
        ["organisation_id", "start_on"],
        unique=False,
    )
    op.create_table(
        "deadline_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("severity_before", sa.Integer(), nullable=False),
        sa.Column("severity_after", sa.Integer(), nullable=False),
        sa.Column("due_before_at", UtcDateTime(), nullable=True),
        sa.Column("due_after_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deadline_id"],
            ["deadlines.id"],
            name=op.f("fk_deadline_changes_deadline_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_deadline_changes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_changes")),
    )
    op.create_index(
        "ix_deadline_changes_deadline",
        "deadline_changes",
        ["deadline_id", "id"],
        unique=False,
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_drafts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("person_id", "page", "form", name="one_per_form"),
    )
    op.create_table(
        "person_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_person_roles_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_roles")),
        sa.UniqueConstraint("person_id", "role", name="once_each"),
    )
    op.create_table(
        "place_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'declined')",
            name=op.f("ck_place_requests_outcome_known"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_place_requests_answered_with_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_place_requests_answered_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_place_requests_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_place_requests_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_requests")),
    )
    op.create_index(
        "ix_place_requests_organisation",
        "place_requests",
        ["organisation_id", "asked_at"],
        unique=False,
    )
    op.create_index(
        "uq_place_requests_open",
        "place_requests",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "plan_entitlements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("entitlement", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plans.id"],
            name=op.f("fk_plan_entitlements_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entitlements")),
        sa.UniqueConstraint("plan_id", "entitlement", name="once_each_plan"),
    )
    op.create_table(
        "plan_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("clock IN ('business', 'always')", name=op.f("ck_plan_targets_clock_is_one")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_plan_targets_takes_time")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_plan_targets_severity_is_one")),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plans.id"],
            name=op.f("fk_plan_targets_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_targets")),
        sa.UniqueConstraint("plan_id", "severity", name="one_target_each"),
    )
    op.create_table(
        "rosters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verified_at", UtcDateTime(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verify_by_at", UtcDateTime(), nullable=True),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.Column("reminders_sent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_rosters_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["verified_by_id"], ["people.id"], name=op.f("fk_rosters_verified_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rosters")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_rosters_organisation_id")),
    )
    op.create_index(
        "ix_rosters_remind",
        "rosters",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("remind_at IS NOT NULL"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index("ix_sign_ins_person", "sign_ins", ["person_id"], unique=False)
    op.create_table(
        "verifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("verified_at", UtcDateTime(), nullable=False),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("callers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_verifications_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"],
            ["people.id"],
            name=op.f("fk_verifications_verified_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifications")),
    )
    op.create_index(
        "ix_verifications_organisation",
        "verifications",
        ["organisation_id", "verified_at"],
        unique=False,
    )
    op.create_table(
        "contract_managers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_contract_managers_contract_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_contract_managers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_managers")),
        sa.UniqueConstraint("contract_id", "person_id", name="once_each_manager"),
    )
    op.create_table(
        "contract_service_ids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_contract_service_ids_contract_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_service_ids")),
        sa.UniqueConstraint("contract_id", "service_id", name="once_each_contract"),
    )
    op.create_table(
        "replacement_demands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("demanded_at", UtcDateTime(), nullable=False),
        sa.Column("demanded_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["caller_id"], ["callers.id"], name=op.f("fk_replacement_demands_caller_id")),
        sa.ForeignKeyConstraint(
            ["demanded_by_id"],
            ["people.id"],
            name=op.f("fk_replacement_demands_demanded_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_replacement_demands_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["people.id"],
            name=op.f("fk_replacement_demands_resolved_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replacement_demands")),
    )
    op.create_index(
        "ix_replacement_demands_organisation",
        "replacement_demands",
        ["organisation_id", "demanded_at"],
        unique=False,
    )
    op.create_index(
        "uq_replacement_demands_open",
        "replacement_demands",
        ["caller_id"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "substitutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("leaver_id", sa.Integer(), nullable=False),
        sa.Column("comer_id", sa.Integer(), nullable=True),
        sa.Column("comer_person_id", sa.Integer(), nullable=False),
        sa.Column("notice_at", UtcDateTime(), nullable=False),
        sa.Column("notice_by_id", sa.Integer(), nullable=True),
        sa.Column("effective_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "effective_at >= notice_at",
            name=op.f("ck_substitutions_takes_effect_after_notice"),
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR done_at IS NULL",
            name=op.f("ck_substitutions_withdrawn_or_done"),
        ),
        sa.ForeignKeyConstraint(["comer_id"], ["callers.id"], name=op.f("fk_substitutions_comer_id")),
        sa.ForeignKeyConstraint(
            ["comer_person_id"],
            ["people.id"],
            name=op.f("fk_substitutions_comer_person_id"),
        ),
        sa.ForeignKeyConstraint(["leaver_id"], ["callers.id"], name=op.f("fk_substitutions_leaver_id")),
        sa.ForeignKeyConstraint(["notice_by_id"], ["people.id"], name=op.f("fk_substitutions_notice_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_substitutions_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["people.id"],
            name=op.f("fk_substitutions_withdrawn_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitutions")),
    )
    op.create_index(
        "ix_substitutions_due",
        "substitutions",
        ["effective_at"],
        unique=False,
        sqlite_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
    )
    op.create_index(
        "ix_substitutions_organisation",
        "substitutions",
        ["organisation_id", "notice_at"],
        unique=False,
    )
    op.create_index(
        "uq_substitutions_leaver",
        "substitutions",
        ["leaver_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("earlier_number", sa.String(), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("impact", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("reproducible", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("device_model", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("os_build", sa.String(), nullable=False),
        sa.Column("device_count", sa.Integer(), nullable=True),
        sa.Column("other_details", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("severity_confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("first_response_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("silence_closes_at", UtcDateTime(), nullable=True),
        sa.Column("remind_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("reopen_until", UtcDateTime(), nullable=True),
        sa.Column(
            "follows_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_tickets_closed_at_some_moment"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (standing = 3)",
            name=op.f("ck_tickets_done_when_closed"),
        ),
        sa.CheckConstraint(
            "channel IN ('portal', 'phone', 'email', 'api')",
            name=op.f("ck_tickets_known_channel"),
        ),
        sa.CheckConstraint(
            "reproducible = '' OR reproducible IN ('always', 'sometimes', 'once', 'unknown')",
            name=op.f("ck_tickets_known_reproducible"),
        ),
        sa.CheckConstraint(
            "silence_closes_at IS NULL OR state IN ('waiting_for_customer', 'resolved')",
            name=op.f("ck_tickets_silence_only_while_waiting"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'open', 'waiting_for_customer', 'waiting_for_third_party', 'resolved', 'closed')",
            name=op.f("ck_tickets_known_state"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_tickets_has_title")),
        sa.CheckConstraint(
            "device_count IS NULL OR device_count > 0",
            name=op.f("ck_tickets_some_devices"),
        ),
        sa.CheckConstraint(
            "follows_id IS NULL OR follows_id <> id",
            name=op.f("ck_tickets_follows_another"),
        ),
        sa.CheckConstraint("opened_at <= entered_at", name=op.f("ck_tickets_opened_before_entered")),
        sa.CheckConstraint(
            "remind_at IS NULL OR silence_closes_at IS NOT NULL",
            name=op.f("ck_tickets_reminder_before_closing"),
        ),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_tickets_severity_1_to_4")),
        sa.CheckConstraint("standing BETWEEN 0 AND 3", name=op.f("ck_tickets_standing_0_to_3")),
        sa.ForeignKeyConstraint(["area_id"], ["product_areas.id"], name=op.f("fk_tickets_area_id")),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_tickets_assignee_id")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_tickets_contract_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["people.id"], name=op.f("fk_tickets_entered_by_id")),
        sa.ForeignKeyConstraint(
            ["first_response_id"],
            ["deadlines.id"],
            name=op.f("fk_tickets_first_response_id"),
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["tickets.id"], name=op.f("fk_tickets_follows_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_tickets_organisation_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tickets_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("first_response_id", name=op.f("uq_tickets_first_response_id")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
    )
    op.create_index(
        "ix_tickets_assignee",
        "tickets",
        ["assignee_id", "standing", "due_at", "number"],
        unique=False,
        sqlite_where=sa.text("standing < 3"),
        postgresql_where=sa.text("standing < 3"),
    )
    op.create_index(
        "ix_tickets_by_deadline",
        "tickets",
        ["standing", "due_at", "number"],
        unique=False,
        sqlite_where=sa.text("standing < 3"),
        postgresql_where=sa.text("standing < 3"),
    )
    op.create_index(op.f("ix_tickets_follows_id"), "tickets", ["follows_id"], unique=False)
    op.create_index(
        "ix_tickets_organisation",
        "tickets",
        ["organisation_id", "standing", "due_at", "number"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_person",
        "tickets",
        ["person_id", "standing", "due_at", "number"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_reminder",
        "tickets",
        ["remind_at"],
        unique=False,
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
    op.create_index(
        "ix_tickets_silence",
        "tickets",
        ["silence_closes_at"],
        unique=False,
        sqlite_where=sa.text("silence_closes_at IS NOT NULL"),
        postgresql_where=sa.text("silence_closes_at IS NOT NULL"),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name=op.f("fk_assignments_assignee_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_assignments_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_assignments_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_ticket", "assignments", ["ticket_id", "id"], unique=False)
    op.create_table(
        "imeis",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("digits", sa.String(), nullable=False),
        sa.CheckConstraint("length(digits) = 15", name=op.f("ck_imeis_fifteen_digits")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_imeis_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imeis")),
        sa.UniqueConstraint("ticket_id", "digits", name="each_imei_once"),
    )
    op.create_index(op.f("ix_imeis_digits"), "imeis", ["digits"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('portal', 'phone', 'email', 'api')",
            name=op.f("ck_messages_known_channel"),
        ),
        sa.CheckConstraint(
            "is_automatic OR author_id IS NOT NULL",
            name=op.f("ck_messages_somebody_said_it"),
        ),
        sa.CheckConstraint("is_public OR by_staff", name=op.f("ck_messages_notes_are_staffs")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_messages_author_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_messages_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_ticket", "messages", ["ticket_id", "id"], unique=False)
    op.create_table(
        "presences",
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("is_writing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_presences_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_presences_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "person_id", name=op.f("pk_presences")),
    )
    op.create_table(
        "severity_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due_before", UtcDateTime(), nullable=True),
        sa.Column("due_after", UtcDateTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_severity_changes_has_reason")),
        sa.CheckConstraint(
            "before BETWEEN 1 AND 4 AND after BETWEEN 1 AND 4 AND before <> after",
            name=op.f("ck_severity_changes_another_severity"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_severity_changes_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_severity_changes_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_severity_changes")),
    )
    op.create_index(
        "ix_severity_changes_ticket",
        "severity_changes",
        ["ticket_id", "id"],
        unique=False,
    )
    op.create_table(
        "state_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "ticket_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "after IN ('new', 'open', 'waiting_for_customer', 'waiting_for_third_party', 'resolved', 'closed')",
            name=op.f("ck_state_changes_known_after"),
        ),
        sa.CheckConstraint(
            "before IN ('new', 'open', 'waiting_for_customer', 'waiting_for_third_party', 'resolved', 'closed')",
            name=op.f("ck_state_changes_known_before"),
        ),
        sa.CheckConstraint(
            "cause IN ('staff', 'answer', 'customer', 'silence')",
            name=op.f("ck_state_changes_known_cause"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_state_changes_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_state_changes_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_changes")),
    )
    op.create_index("ix_state_changes_ticket", "state_changes", ["ticket_id", "id"], unique=False)
    op.create_table(
        "message_attachments",
        sa.Column(
            "message_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "attachment_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachments.id"],
            name=op.f("fk_message_attachments_attachment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name=op.f("fk_message_attachments_message_id"),
        ),
        sa.PrimaryKeyConstraint("message_id", "attachment_id", name=op.f("pk_message_attachments")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_message_attachments_attachment_id")),
    )
    op.create_table(
        "message_edits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "message_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_message_edits_by_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_message_edits_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_edits")),
    )
    op.create_index(
        op.f("ix_message_edits_message_id"),
        "message_edits",
        ["message_id"],
        unique=False,
    )
    statements = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Nothing was before it."""
    op.drop_index(op.f("ix_message_edits_message_id"), table_name="message_edits")
    op.drop_table("message_edits")
    op.drop_table("message_attachments")
    op.drop_index("ix_state_changes_ticket", table_name="state_changes")
    op.drop_table("state_changes")
    op.drop_index("ix_severity_changes_ticket", table_name="severity_changes")
    op.drop_table("severity_changes")
    op.drop_table("presences")
    op.drop_index("ix_messages_ticket", table_name="messages")
    op.drop_table("messages")
    op.drop_index(op.f("ix_imeis_digits"), table_name="imeis")
    op.drop_table("imeis")
    op.drop_index("ix_assignments_ticket", table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(
        "ix_tickets_silence",
        table_name="tickets",
        sqlite_where=sa.text("silence_closes_at IS NOT NULL"),
        postgresql_where=sa.text("silence_closes_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_tickets_reminder",
        table_name="tickets",
        sqlite_where=sa.text("remind_at IS NOT NULL"),
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
    op.drop_index("ix_tickets_person", table_name="tickets")
    op.drop_index("ix_tickets_organisation", table_name="tickets")
    op.drop_index(op.f("ix_tickets_follows_id"), table_name="tickets")
    op.drop_index(
        "ix_tickets_by_deadline",
        table_name="tickets",
        sqlite_where=sa.text("standing < 3"),
        postgresql_where=sa.text("standing < 3"),
    )
    op.drop_index(
        "ix_tickets_assignee",
        table_name="tickets",
        sqlite_where=sa.text("standing < 3"),
        postgresql_where=sa.text("standing < 3"),
    )
    op.drop_table("tickets")
    op.drop_index(
        "uq_substitutions_leaver",
        table_name="substitutions",
        sqlite_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
    )
    op.drop_index("ix_substitutions_organisation", table_name="substitutions")
    op.drop_index(
        "ix_substitutions_due",
        table_name="substitutions",
        sqlite_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
    )
    op.drop_table("substitutions")
    op.drop_index(
        "uq_replacement_demands_open",
        table_name="replacement_demands",
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.drop_index("ix_replacement_demands_organisation", table_name="replacement_demands")
    op.drop_table("replacement_demands")
    op.drop_table("contract_service_ids")
    op.drop_table("contract_managers")
    op.drop_index("ix_verifications_organisation", table_name="verifications")
    op.drop_table("verifications")
    op.drop_index("ix_sign_ins_person", table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index(
        "ix_rosters_remind",
        table_name="rosters",
        sqlite_where=sa.text("remind_at IS NOT NULL"),
    )
    op.drop_table("rosters")
    op.drop_table("plan_targets")
    op.drop_table("plan_entitlements")
    op.drop_index(
        "uq_place_requests_open",
        table_name="place_requests",
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.drop_index("ix_place_requests_organisation", table_name="place_requests")
    op.drop_table("place_requests")
    op.drop_table("person_roles")
    op.drop_table("drafts")
    op.drop_index("ix_deadline_changes_deadline", table_name="deadline_changes")
    op.drop_table("deadline_changes")
    op.drop_index("ix_contracts_organisation", table_name="contracts")
    op.drop_index("ix_contracts_end", table_name="contracts")
    op.drop_table("contracts")
    op.drop_index(
        "uq_callers_primary",
        table_name="callers",
        sqlite_where=sa.text("is_primary"),
        postgresql_where=sa.text("is_primary"),
    )
    op.drop_index(
        "uq_callers_place",
        table_name="callers",
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.drop_index(
        "uq_callers_person",
        table_name="callers",
        sqlite_where=sa.text("until_at IS NULL"),
        postgresql_where=sa.text("until_at IS NULL"),
    )
    op.drop_index("ix_callers_person_id", table_name="callers")
    op.drop_index("ix_callers_organisation", table_name="callers")
    op.drop_table("callers")
    op.drop_index("ix_audit_entries_subject", table_name="audit_entries")
    op.drop_index("ix_audit_entries_person", table_name="audit_entries")
    op.drop_index("ix_audit_entries_organisation", table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_index(
        "ix_attachments_pending",
        table_name="attachments",
        sqlite_where=sa.text("claimed_at IS NULL"),
        postgresql_where=sa.text("claimed_at IS NULL"),
    )
    op.drop_table("attachments")
    op.drop_index("ix_access_links_person", table_name="access_links")
    op.drop_table("access_links")
    op.drop_table("plans")
    op.drop_index("ix_people_organisation", table_name="people")
    op.drop_table("people")
    op.drop_index("ix_mails_due", table_name="mails")
    op.drop_table("mails")
    op.drop_index(
        "ix_deadlines_running",
        table_name="deadlines",
        sqlite_where=sa.text("due_at IS NOT NULL AND met_at IS NULL AND breached_at IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL AND met_at IS NULL AND breached_at IS NULL AND voided_at IS NULL"),
    )
    op.drop_table("deadlines")
    op.drop_table("calendar_weekly_hours")
    op.drop_table("calendar_single_days")
    op.drop_index("ix_calendar_recurring_days_calendar", table_name="calendar_recurring_days")
    op.drop_table("calendar_recurring_days")
    op.drop_index("ix_calendar_library_days_calendar", table_name="calendar_library_days")
    op.drop_table("calendar_library_days")
    op.drop_table("ticket_numbers")
    op.drop_index("ix_sign_in_attempts_email", table_name="sign_in_attempts")
    op.drop_index("ix_sign_in_attempts_address", table_name="sign_in_attempts")
    op.drop_table("sign_in_attempts")
    op.drop_table("product_areas")
    op.drop_index(
        "uq_organisations_email_domain",
        table_name="organisations",
        sqlite_where=sa.text("email_domain <> ''"),
        postgresql_where=sa.text("email_domain <> ''"),
    )
    op.drop_index("ix_organisations_name", table_name="organisations")
    op.drop_table("organisations")
    op.drop_table("house")
    op.drop_table("heartbeats")
    op.drop_table("calendars")
