"""Roles, and the kinds of links and of failed attempts, are words that we know.

Revision ID: 0004b
Revises: 0003
"""

from alembic import op

revision = "0004b"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = (
    "administrator",
    "support_lead",
    "agent",
    "account_manager",
    "front_desk_advisor",
    "workshop",
    "parts",
    "primary_contact",
    "named_caller",
    "contact",
)
KNOWN = {  # table: name of the constraint, column, words
    "person_roles": ("known_role", "role", ROLES),
    "access_links": ("known_kind", "kind", ("invitation", "reset")),
    "sign_in_attempts": ("known_kind", "kind", ("sign_in", "reset")),
}


def upgrade() -> None:
    """SQLite writes each table anew; none of them has a trigger, and nothing refers to them."""
    for table, (name, column, words) in KNOWN.items():
        with op.batch_alter_table(table) as changed:
            condition = f"{column} IN ({', '.join(repr(word) for word in words)})"
            changed.create_check_constraint(op.f(f"ck_{table}_{name}"), condition)


def downgrade() -> None:
    """Any word again."""
    for table, (name, _column, _words) in KNOWN.items():
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
