"""Departments and posts, timed tasks, checklists whose events nobody can change (P1, V30-V34).

Revision ID: 0019
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from portal.db import BigKey, UtcDateTime

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def _words(*words: str) -> str:
    return ", ".join(repr(word) for word in words)


DEPARTMENTS = _words(
    "front_office",
    "reservations",
    "housekeeping",
    "kitchen",
    "engineering",
    "security",
    "sales",
    "finance",
    "administration",
    "management",
    "entrance",
)
POSTS = _words(
    "board",
    "managing_director",
    "general_manager",
    "deputy_general_manager",
    "rooms_director",
    "sales_director",
    "front_office_manager",
    "duty_manager",
    "desk_supervisor",
    "reception",
    "reservations",
    "concierge",
    "switchboard",
    "housekeeping",
    "kitchen",
    "engineering",
    "security",
    "sales",
    "finance",
    "administration",
    "doorman",
)
SAID = _words("passed", "failed", "not_applicable", "cleared", "rechecked", "accepted", "note", "photo")
ROLES = (
    "administrator", "support_lead", "agent", "account_manager", "front_desk_advisor", "workshop", "parts",
    "primary_contact", "named_caller", "contact",
)  # fmt: skip
GUEST_ROLES = (
    "duty_manager", "front_office_manager", "general_manager", "sales", "housekeeping", "kitchen", "security",
)  # fmt: skip
OPEN = "done_at IS NULL AND voided_at IS NULL"
GOES_UP = f"rung_at IS NOT NULL AND {OPEN}"
UNSIGNED = "signed_at IS NULL AND voided_at IS NULL"
TRIGGERS_SQLITE = tuple(
    f"""
    CREATE TRIGGER checklist_events_stay_{verb} BEFORE {verb} ON checklist_events
    BEGIN SELECT RAISE(ABORT, 'what was said about an item is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
)
TRIGGERS_POSTGRESQL = (
    """
    CREATE FUNCTION checklist_events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what was said about an item is append-only';
    END $$
    """,
    """
    CREATE TRIGGER checklist_events_stay BEFORE UPDATE OR DELETE ON checklist_events
    FOR EACH ROW EXECUTE FUNCTION checklist_events_stay()
    """,
)


def _roles(*words: str) -> None:
    """SQLite writes the table anew; it has no trigger, and nothing refers to it."""
    with op.batch_alter_table("person_roles") as changed:
        changed.drop_constraint(op.f("ck_person_roles_known_role"), type_="check")
        changed.create_check_constraint(op.f("ck_person_roles_known_role"), f"role IN ({_words(*words)})")


def upgrade() -> None:
    """Seven more roles, and the new tables."""
    _roles(*ROLES[:7], *GUEST_ROLES, *ROLES[7:])
    op.create_table(
        "checklist_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("who_may", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(f"department IN ({DEPARTMENTS})", name=op.f("ck_checklist_templates_known_department")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_checklist_templates_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_templates")),
        sa.UniqueConstraint("slug", name=op.f("uq_checklist_templates_slug")),
    )
    op.create_table(
        "person_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"post IN ({POSTS})", name=op.f("ck_person_posts_known_post")),
        sa.ForeignKeyConstraint(["given_by_id"], ["people.id"], name=op.f("fk_person_posts_given_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_posts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_posts")),
        sa.UniqueConstraint("person_id", "post", name="each_post_once"),
    )
    op.create_index("ix_person_posts_post", "person_posts", ["post"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_zh", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("checker", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", BigKey, nullable=True),
        sa.Column("item_id", BigKey, nullable=True),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("is_compressed", sa.Boolean(), nullable=False),
        sa.Column("is_perishable", sa.Boolean(), nullable=False),
        sa.Column("redo_asked_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("heard_at", UtcDateTime(), nullable=True),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("rung_at", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name=op.f("ck_tasks_void_for_a_reason")),
        sa.CheckConstraint("anchor IN ('arrival', 'departure', 'made', 'clock')", name=op.f("ck_tasks_known_anchor")),
        sa.CheckConstraint(f"department IN ({DEPARTMENTS})", name=op.f("ck_tasks_known_department")),
        sa.CheckConstraint("checked_at IS NULL OR done_at IS NOT NULL", name=op.f("ck_tasks_done_before_checked")),
        sa.CheckConstraint("done_at IS NULL OR voided_at IS NULL", name=op.f("ck_tasks_done_or_void")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["people.id"], name=op.f("fk_tasks_checked_by_id")),
        sa.ForeignKeyConstraint(["done_by_id"], ["people.id"], name=op.f("fk_tasks_done_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_tasks_made_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_tasks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_about", "tasks", ["about_kind", "about_id", "due_at"], unique=False)
    op.create_index(
        "ix_tasks_due",
        "tasks",
        ["department", "due_at"],
        unique=False,
        sqlite_where=sa.text(OPEN),
        postgresql_where=sa.text(OPEN),
    )
    op.create_index("ix_tasks_item", "tasks", ["item_id"], unique=False)
    op.create_index(
        "ix_tasks_rung",
        "tasks",
        ["rung_at"],
        unique=False,
        sqlite_where=sa.text(GOES_UP),
        postgresql_where=sa.text(GOES_UP),
    )

    op.create_table(
        "template_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_template_versions_made_by_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["checklist_templates.id"], name=op.f("fk_template_versions_template_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint("template_id", "number", name="numbered_in_its_template"),
    )
    op.create_table(
        "checklists",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("who_may", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", BigKey, nullable=True),
        sa.Column("task_id", BigKey, nullable=True),
        sa.Column("anchor_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("last_event_id", BigKey, nullable=False),
        sa.CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name=op.f("ck_checklists_void_for_a_reason")),
        sa.CheckConstraint(f"department IN ({DEPARTMENTS})", name=op.f("ck_checklists_known_department")),
        sa.CheckConstraint(
            "result IS NULL OR result IN ('passed', 'with_exception')", name=op.f("ck_checklists_known_result")
        ),
        sa.CheckConstraint("(signed_at IS NULL) = (result IS NULL)", name=op.f("ck_checklists_signed_with_a_result")),
        sa.CheckConstraint("signed_at IS NULL OR voided_at IS NULL", name=op.f("ck_checklists_signed_or_void")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_checklists_made_by_id")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["people.id"], name=op.f("fk_checklists_signed_by_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_checklists_task_id")),
        sa.ForeignKeyConstraint(["version_id"], ["template_versions.id"], name=op.f("fk_checklists_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
    )
    op.create_index("ix_checklists_about", "checklists", ["about_kind", "about_id"], unique=False)
    op.create_index(
        "ix_checklists_due",
        "checklists",
        ["department", "due_at"],
        unique=False,
        sqlite_where=sa.text(UNSIGNED),
        postgresql_where=sa.text(UNSIGNED),
    )

    op.create_table(
        "task_escalations",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("task_id", BigKey, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_escalations_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_escalations")),
        sa.UniqueConstraint("task_id", "rank", name="once_a_rung"),
    )
    op.create_table(
        "checklist_items",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("checklist_id", BigKey, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("section_zh", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("text_zh", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("is_critical", sa.Boolean(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("needs_note", sa.Boolean(), nullable=False),
        sa.Column("par", sa.Integer(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("is_contradicted", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"department IN ({DEPARTMENTS})", name=op.f("ck_checklist_items_known_department")),
        sa.CheckConstraint("kind IN ('tick', 'count', 'prohibited')", name=op.f("ck_checklist_items_known_kind")),
        sa.CheckConstraint("photo IN ('never', 'on_fail', 'always')", name=op.f("ck_checklist_items_known_photo")),
        sa.CheckConstraint(
            "state IN ('open', 'passed', 'failed', 'not_applicable', 'accepted')",
            name=op.f("ck_checklist_items_known_state"),
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_checklist_items_answered_by_id")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_checklist_items_checklist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_items")),
        sa.UniqueConstraint("checklist_id", "position", name="one_in_each_place"),
    )
    op.create_table(
        "checklist_events",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("checklist_id", BigKey, nullable=False),
        sa.Column("item_id", BigKey, nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.Column("photo_id", BigKey, nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seen_id", BigKey, nullable=False),
        sa.Column("client_at", UtcDateTime(), nullable=True),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("is_time_verified", sa.Boolean(), nullable=False),
        sa.Column("is_bulk", sa.Boolean(), nullable=False),
        sa.Column("is_from_paper", sa.Boolean(), nullable=False),
        sa.Column("is_orphan", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("previous_seal", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.CheckConstraint(f"said IN ({SAID})", name=op.f("ck_checklist_events_known_word")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_checklist_events_checklist_id")),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_items.id"], name=op.f("fk_checklist_events_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checklist_events_person_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["attachments.id"], name=op.f("fk_checklist_events_photo_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_checklist_events_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_events")),
        sa.UniqueConstraint("key", name=op.f("uq_checklist_events_key")),
    )
    op.create_index("ix_checklist_events_item", "checklist_events", ["item_id"], unique=False)
    op.create_index("ix_checklist_events_list", "checklist_events", ["checklist_id", "id"], unique=False)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in TRIGGERS_SQLITE if is_sqlite else TRIGGERS_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_checklist_events_list", table_name="checklist_events")
    op.drop_index("ix_checklist_events_item", table_name="checklist_events")

    op.drop_table("checklist_events")
    op.drop_table("checklist_items")
    op.drop_table("task_escalations")
    op.drop_index(
        "ix_checklists_due", table_name="checklists", sqlite_where=sa.text(UNSIGNED), postgresql_where=sa.text(UNSIGNED)
    )
    op.drop_index("ix_checklists_about", table_name="checklists")

    op.drop_table("checklists")
    op.drop_table("template_versions")
    op.drop_index("ix_tasks_rung", table_name="tasks", sqlite_where=sa.text(GOES_UP), postgresql_where=sa.text(GOES_UP))
    op.drop_index("ix_tasks_item", table_name="tasks")
    op.drop_index("ix_tasks_due", table_name="tasks", sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN))
    op.drop_index("ix_tasks_about", table_name="tasks")

    op.drop_table("tasks")
    op.drop_index("ix_person_posts_post", table_name="person_posts")

    op.drop_table("person_posts")
    op.drop_table("checklist_templates")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION checklist_events_stay()")
    _roles(*ROLES)
