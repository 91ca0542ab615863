"""The database before the start: brought up to date, or refused when it is behind (P20)."""

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import Connection

from portal import MIGRATIONS
from portal.config import Config
from portal.db import db
from portal.serving import application


def prepare_database(config: Config) -> None:
    """Bring the schema up to date; fill an empty database with the demo; show the demo's sign-ins."""
    app = application(config)
    with app.app_context():
        if _is_behind():
            upgrade()


def refuse_behind(config: Config) -> None:
    """Stop with the command that helps when the database's schema isn't this version's."""
    with application(config).app_context():
        if _is_behind():
            raise click.ClickException(
                "The database is behind this version of the portal. Make a copy of it, then run: portal run --prepare"
            )


def _is_behind() -> bool:
    with db.engine.connect() as connection:
        return _revisions(connection) != set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def _revisions(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())
