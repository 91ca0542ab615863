"""Whether the database has the shape that this version expects, and bringing it there (P20).

Apart from the application: Alembic takes 12 MB that no process needs once it answers.
"""

from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate, upgrade

from portal import create_app
from portal.db import db

MIGRATIONS = Path(__file__).parent / "migrations"

HINT = "The database is behind this version of the portal. Bring it up to date with: portal init --migrate-only"


def with_history(app: Flask | None = None) -> Flask:
    """The application, with Alembic knowing it; for who develops: flask --app portal.schema:with_history db migrate."""
    app = app or create_app()
    if "migrate" not in app.extensions:
        Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    return app


def newest() -> str | None:
    """The newest revision that this version knows."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def present() -> str | None:
    """The revision of the database; None when it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(app: Flask) -> None:
    """Bring the database to the newest revision."""
    with with_history(app).app_context():
        upgrade()


def require_newest(app: Flask) -> None:
    """Refuse to start on a database that is behind, with the command that helps."""
    with app.app_context():
        if present() != newest():
            raise click.ClickException(HINT)
