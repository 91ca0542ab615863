"""Shared tablets and the PINs by which people switch on them (P4).

Revision ID: 0020
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0020"
down_revision = "0022"
branch_labels = None
depends_on = None

WORKS = sa.text("revoked_at IS NULL")
KINDS_BEFORE = "kind IN ('sign_in', 'reset')"
KINDS = "kind IN ('sign_in', 'reset', 'pin', 'pin_choice')"


def upgrade() -> None:
    """Tablets and PINs; a sign-in can be one on a tablet."""
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.Column("link_until", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("enrolled_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_devices_has_name")),
        sa.CheckConstraint(
            "(token_hash IS NULL) = (enrolled_at IS NULL)", name=op.f("ck_devices_enrolled_with_token")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_devices_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["people.id"], name=op.f("fk_devices_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_devices_link_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    op.create_index(
        "uq_devices_working_name", "devices", ["name"], unique=True, sqlite_where=WORKS, postgresql_where=WORKS
    )
    op.create_table(
        "person_pins",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_person_pins_failures_counted")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_pins_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_pins")),
        sa.UniqueConstraint("hash", name=op.f("uq_person_pins_hash")),
    )
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.add_column(sa.Column("device_id", sa.Integer(), nullable=True))
        sign_ins.add_column(sa.Column("locks_at", UtcDateTime(), nullable=True))
        sign_ins.create_foreign_key(op.f("fk_sign_ins_device_id"), "devices", ["device_id"], ["id"])
        sign_ins.create_check_constraint(
            op.f("ck_sign_ins_locks_on_a_device"), "(device_id IS NULL) = (locks_at IS NULL)"
        )
        sign_ins.create_index("ix_sign_ins_device", ["device_id"])
    with op.batch_alter_table("sign_in_attempts") as attempts:
        attempts.drop_constraint(op.f("ck_sign_in_attempts_known_kind"), type_="check")
        attempts.create_check_constraint(op.f("ck_sign_in_attempts_known_kind"), KINDS)
    op.add_column("house", sa.Column("tablet_locks_after", sa.Integer(), server_default="5", nullable=False))


def downgrade() -> None:
    """Back, without tablets, and without the sign-ins on them."""
    op.execute("DELETE FROM sign_ins WHERE device_id IS NOT NULL")
    op.execute("DELETE FROM sign_in_attempts WHERE kind IN ('pin', 'pin_choice')")
    with op.batch_alter_table("house") as house:
        house.drop_column("tablet_locks_after")
    with op.batch_alter_table("sign_in_attempts") as attempts:
        attempts.drop_constraint(op.f("ck_sign_in_attempts_known_kind"), type_="check")
        attempts.create_check_constraint(op.f("ck_sign_in_attempts_known_kind"), KINDS_BEFORE)
    with op.batch_alter_table("sign_ins") as sign_ins:
        sign_ins.drop_index("ix_sign_ins_device")
        sign_ins.drop_constraint(op.f("ck_sign_ins_locks_on_a_device"), type_="check")
        sign_ins.drop_constraint(op.f("fk_sign_ins_device_id"), type_="foreignkey")
        sign_ins.drop_column("locks_at")
        sign_ins.drop_column("device_id")
    op.drop_table("person_pins")
    op.drop_table("devices")
