"""Keep single organisations' tickets from somebody on staff; a mail knows whose tickets it tells of.

Revision ID: 0004
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from portal.db import UtcDateTime

revision = "0004"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mails that are there say it by their thread."""
    op.create_table(
        "withheld_sights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_withheld_sights_has_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_withheld_sights_by_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_withheld_sights_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_withheld_sights_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld_sights")),
        sa.UniqueConstraint("person_id", "organisation_id", name="withheld_once"),
    )
    op.create_index("ix_withheld_sights_organisation", "withheld_sights", ["organisation_id"], unique=False)
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("about_organisation_id", sa.Integer(), nullable=True))
        mails.create_foreign_key(
            op.f("fk_mails_about_organisation_id"), "organisations", ["about_organisation_id"], ["id"]
        )
    op.execute(
        """
        UPDATE mails SET about_organisation_id = (
            SELECT organisation_id FROM tickets WHERE tickets.number = CAST(substr(mails.thread, 8) AS INTEGER)
        ) WHERE thread LIKE 'ticket-%'
        """
    )


def downgrade() -> None:
    """Everybody sees all again."""
    with op.batch_alter_table("mails") as mails:
        mails.drop_constraint(op.f("fk_mails_about_organisation_id"), type_="foreignkey")
        mails.drop_column("about_organisation_id")
    op.drop_index("ix_withheld_sights_organisation", table_name="withheld_sights")
    op.drop_table("withheld_sights")
