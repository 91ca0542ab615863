"""Guests, rooms, stays, levels, gifts, hosts: the guest desk (V1-V26).

Revision ID: 0022
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from portal.db import BigKey, UtcDateTime

revision = "0022"
down_revision = "0019"
branch_labels = None
depends_on = None


def _words(*words: str) -> str:
    return ", ".join(repr(word) for word in words)


ROOM_TYPES = _words("standard", "business_floor", "business_suite", "executive_suite", "presidential_suite")
SOURCES = _words("unknown", "estimated", "confirmed")
ROOM_STATES = _words("", "proposed", "approved")
STATES = _words("expected", "in_house", "departed", "cancelled", "no_show", "closed")
RUNNING = _words("expected", "in_house")
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
LINES = _words("planned", "ordered", "made", "placed", "cancelled", "sunk", "wasted", "blocked")
LEVELS = _words("v1", "v2", "v3", "basket")
ASKED = _words("proposed", "open", "approved", "refused", "closed")
UNDECIDED = _words("proposed", "open")
DUTIES = _words("welcome", "send_off")
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


def upgrade() -> None:
    """The new tables."""
    op.create_table(
        "guest_desks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("arrival_clock", sa.String(), nullable=False),
        sa.Column("departure_clock", sa.String(), nullable=False),
        sa.Column("day_begins", sa.String(), nullable=False),
        sa.Column("order_by_clock", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("may_approve_own", sa.Boolean(), nullable=False),
        sa.Column("read_within_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_guest_desks_one_guest_desk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_desks")),
    )
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_latin", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("likes", sa.String(), nullable=False),
        sa.Column("avoids", sa.String(), nullable=False),
        sa.Column("stays_before", sa.Integer(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_guests_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
    )
    op.create_index("ix_guests_name", "guests", ["name"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("room_type", sa.String(), nullable=False),
        sa.Column("is_clean", sa.Boolean(), nullable=False),
        sa.Column("is_taken", sa.Boolean(), nullable=False),
        sa.Column("free_from_at", UtcDateTime(), nullable=True),
        sa.Column("out_of_order_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_rooms_has_number")),
        sa.CheckConstraint(f"room_type IN ({ROOM_TYPES})", name=op.f("ck_rooms_known_type")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("number", name=op.f("uq_rooms_number")),
    )
    op.create_table(
        "level_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_level_profiles_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_profiles")),
        sa.UniqueConstraint("number", name=op.f("uq_level_profiles_number")),
    )
    op.create_table(
        "stays",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("head_id", BigKey, nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("arrive_on", sa.Date(), nullable=False),
        sa.Column("arrive_at", UtcDateTime(), nullable=False),
        sa.Column("arrival_source", sa.String(), nullable=False),
        sa.Column("depart_on", sa.Date(), nullable=False),
        sa.Column("depart_at", UtcDateTime(), nullable=False),
        sa.Column("departure_source", sa.String(), nullable=False),
        sa.Column("travels_by", sa.String(), nullable=False),
        sa.Column("pick_up", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.String(), nullable=False),
        sa.Column("booked_by_phone", sa.String(), nullable=False),
        sa.Column("requests", sa.String(), nullable=False),
        sa.Column("itinerary", sa.String(), nullable=False),
        sa.Column("room_type", sa.String(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("room_state", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("level_reason", sa.String(), nullable=False),
        sa.Column("level_by_id", sa.Integer(), nullable=True),
        sa.Column("level_at", UtcDateTime(), nullable=True),
        sa.Column("coordinator_id", sa.Integer(), nullable=True),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("code_word", sa.String(), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=True),
        sa.Column("departed_at", UtcDateTime(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(room_id IS NULL) = (room_state = '')", name=op.f("ck_stays_a_room_in_some_state")),
        sa.CheckConstraint(f"arrival_source IN ({SOURCES})", name=op.f("ck_stays_known_arrival")),
        sa.CheckConstraint(f"departure_source IN ({SOURCES})", name=op.f("ck_stays_known_departure")),
        sa.CheckConstraint(f"level IS NULL OR level IN ({LEVELS})", name=op.f("ck_stays_known_level")),
        sa.CheckConstraint(f"room_state IN ({ROOM_STATES})", name=op.f("ck_stays_known_room_state")),
        sa.CheckConstraint(f"room_type IN ({ROOM_TYPES})", name=op.f("ck_stays_known_type")),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_stays_known_state")),
        sa.CheckConstraint("arrive_on <= depart_on", name=op.f("ck_stays_goes_after_coming")),
        sa.ForeignKeyConstraint(["coordinator_id"], ["people.id"], name=op.f("fk_stays_coordinator_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["people.id"], name=op.f("fk_stays_created_by_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_stays_guest_id")),
        sa.ForeignKeyConstraint(["head_id"], ["stays.id"], name=op.f("fk_stays_head_id")),
        sa.ForeignKeyConstraint(["level_by_id"], ["people.id"], name=op.f("fk_stays_level_by_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["level_profiles.id"], name=op.f("fk_stays_profile_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_stays_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stays")),
        sa.UniqueConstraint("reference", name=op.f("uq_stays_reference")),
    )
    op.create_index(
        "ix_stays_arrive",
        "stays",
        ["arrive_on"],
        unique=False,
        sqlite_where=sa.text(f"state IN ({RUNNING})"),
        postgresql_where=sa.text(f"state IN ({RUNNING})"),
    )
    op.create_index("ix_stays_guest", "stays", ["guest_id"], unique=False)
    op.create_index("ix_stays_room", "stays", ["room_id"], unique=False)

    op.create_table(
        "amenity_lines",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("stay_id", BigKey, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("maker", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("over_cap_reason", sa.String(), nullable=False),
        sa.Column("place_by_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("blocked_by", sa.String(), nullable=False),
        sa.Column("ordered_at", UtcDateTime(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("placed_at", UtcDateTime(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"maker IN ({DEPARTMENTS})", name=op.f("ck_amenity_lines_known_maker")),
        sa.CheckConstraint(f"state IN ({LINES})", name=op.f("ck_amenity_lines_known_state")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_amenity_lines_at_least_one")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["people.id"], name=op.f("fk_amenity_lines_changed_by_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_amenity_lines_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity_lines")),
    )
    op.create_index("ix_amenity_lines_place_by", "amenity_lines", ["place_by_at"], unique=False)
    op.create_index("ix_amenity_lines_stay", "amenity_lines", ["stay_id", "id"], unique=False)

    op.create_table(
        "level_requests",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("stay_id", BigKey, nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("by_phone_name", sa.String(), nullable=False),
        sa.Column("confirm_by_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(f"level IN ({LEVELS})", name=op.f("ck_level_requests_known_level")),
        sa.CheckConstraint(f"state IN ({ASKED})", name=op.f("ck_level_requests_known_state")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_level_requests_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_level_requests_decided_by_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_level_requests_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_requests")),
    )
    op.create_index(
        "ix_level_requests_asked",
        "level_requests",
        ["asked_at"],
        unique=False,
        sqlite_where=sa.text(f"state IN ({UNDECIDED})"),
        postgresql_where=sa.text(f"state IN ({UNDECIDED})"),
    )
    op.create_index("ix_level_requests_stay", "level_requests", ["stay_id", "id"], unique=False)

    op.create_table(
        "stay_changes",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("stay_id", BigKey, nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"department IN ({DEPARTMENTS})", name=op.f("ck_stay_changes_known_department")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_stay_changes_by_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["people.id"], name=op.f("fk_stay_changes_seen_by_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_stay_changes_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_changes")),
    )
    op.create_index("ix_stay_changes_stay", "stay_changes", ["stay_id", "id"], unique=False)
    op.create_index(
        "ix_stay_changes_unseen",
        "stay_changes",
        ["department", "at"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )

    op.create_table(
        "stay_hosts",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("stay_id", BigKey, nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("is_optional", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("called_at", UtcDateTime(), nullable=True),
        sa.Column("on_the_way_at", UtcDateTime(), nullable=True),
        sa.Column("there_at", UtcDateTime(), nullable=True),
        sa.Column("absent_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(f"duty IN ({DUTIES})", name=op.f("ck_stay_hosts_known_duty")),
        sa.CheckConstraint(f"post IN ({POSTS})", name=op.f("ck_stay_hosts_known_post")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stay_hosts_person_id")),
        sa.ForeignKeyConstraint(["stay_id"], ["stays.id"], name=op.f("fk_stay_hosts_stay_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_hosts")),
        sa.UniqueConstraint("stay_id", "post", "duty", name="a_post_once_a_duty"),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("stay_hosts")
    op.drop_index(
        "ix_stay_changes_unseen",
        table_name="stay_changes",
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.drop_index("ix_stay_changes_stay", table_name="stay_changes")

    op.drop_table("stay_changes")
    op.drop_index("ix_level_requests_stay", table_name="level_requests")
    op.drop_index(
        "ix_level_requests_asked",
        table_name="level_requests",
        sqlite_where=sa.text(f"state IN ({UNDECIDED})"),
        postgresql_where=sa.text(f"state IN ({UNDECIDED})"),
    )

    op.drop_table("level_requests")
    op.drop_index("ix_amenity_lines_stay", table_name="amenity_lines")
    op.drop_index("ix_amenity_lines_place_by", table_name="amenity_lines")

    op.drop_table("amenity_lines")
    op.drop_index("ix_stays_room", table_name="stays")
    op.drop_index("ix_stays_guest", table_name="stays")
    op.drop_index(
        "ix_stays_arrive",
        table_name="stays",
        sqlite_where=sa.text(f"state IN ({RUNNING})"),
        postgresql_where=sa.text(f"state IN ({RUNNING})"),
    )

    op.drop_table("stays")
    op.drop_table("level_profiles")
    op.drop_table("rooms")
    op.drop_index("ix_guests_name", table_name="guests")

    op.drop_table("guests")
    op.drop_table("guest_desks")
