"""Whether the database has the shape that this version expects, and bringing it there (P20)."""

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import upgrade

from portal.db import db

HINT = "The database is behind this version of the portal. Bring it up to date with: portal init --migrate-only"


def newest() -> str | None:
    """The newest revision that this version knows."""
    return ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config()).get_current_head()


def present() -> str | None:
    """The revision of the database; None when it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(app: Flask) -> None:
    """Bring the database to the newest revision."""
    with app.app_context():
        upgrade()


def require_newest(app: Flask) -> None:
    """Refuse to start on a database that is behind, with the command that helps."""
    with app.app_context():
        if present() != newest():
            raise click.ClickException(HINT)
