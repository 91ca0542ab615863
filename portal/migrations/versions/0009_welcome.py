"""Welcome board, kiosk, releases

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from portal.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go there."""
    op.create_table(
        "entrances",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("privacy", sa.String(), nullable=False),
        sa.Column("leaves_after_minutes", sa.Integer(), nullable=False),
        sa.Column("opens_before_minutes", sa.Integer(), nullable=False),
        sa.Column("closes_after_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_entrances_one_entrance")),
        sa.CheckConstraint("privacy IN ('masked', 'surname', 'full')", name=op.f("ck_entrances_privacy_is_known")),
        sa.CheckConstraint("leaves_after_minutes BETWEEN 0 AND 240", name=op.f("ck_entrances_leaves_some_time")),
        sa.CheckConstraint("opens_before_minutes BETWEEN 0 AND 480", name=op.f("ck_entrances_opens_some_time")),
        sa.CheckConstraint("closes_after_minutes BETWEEN 0 AND 480", name=op.f("ck_entrances_closes_some_time")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrances")),
    )
    op.create_table(
        "board_releases",
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["released_by_id"], ["people.id"], name=op.f("fk_board_releases_released_by_id")),
        sa.PrimaryKeyConstraint("on_date", name=op.f("pk_board_releases")),
    )
    op.create_table(
        "vain_check_ins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("display_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["display_id"], ["display_links.id"], name=op.f("fk_vain_check_ins_display_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vain_check_ins")),
    )
    op.create_index("ix_vain_check_ins_display", "vain_check_ins", ["display_id", "at"])
    with op.batch_alter_table("display_links") as table:
        table.add_column(sa.Column("is_in_turn", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.drop_constraint(op.f("ck_display_links_known_board"), type_="check")
        table.create_check_constraint(op.f("ck_display_links_known_board"), "board IN ('queue', 'welcome', 'kiosk')")
    with op.batch_alter_table("display_links") as table:
        table.alter_column("is_in_turn", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("display_links") as table:
        table.drop_constraint(op.f("ck_display_links_known_board"), type_="check")
        table.create_check_constraint(op.f("ck_display_links_known_board"), "board IN ('queue', 'welcome')")
        table.drop_column("is_in_turn")
    op.drop_index("ix_vain_check_ins_display", "vain_check_ins")
    op.drop_table("vain_check_ins")
    op.drop_table("board_releases")
    op.drop_table("entrances")
