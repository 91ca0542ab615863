"""What happens before a start: options, the address that follows from them, a look at the database."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from portal.config import Config
from portal.serving import application, in_child

HOST, PORT = "127.0.0.1", 8000


def listening_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--host, --port and --workers."""
    for option in (
        click.option(
            "--workers",
            default=2,
            show_default=True,
            type=click.IntRange(1, 64),
            help="Web processes; each answers one request at a time.",
        ),
        click.option(
            "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
        ),
        click.option("--host", default=HOST, show_default=True, help="Address to listen on; 0.0.0.0 for all."),
    ):
        command = option(command)
    return command


def address_of(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def reachable(config: Config, host: str, port: int) -> Config:
    """Links in mails lead to where the portal listens, unless the configuration says how people reach it."""
    if config.public_url == address_of(HOST, PORT) and host not in {"0.0.0.0", "::"}:  # noqa: S104 - no address to go to
        return replace(config, public_url=address_of(host, port))
    return config


def look_at_database(config: Config, *, prepare: bool = False) -> None:
    """Stop when the database is behind (P20); with `prepare`, bring it up to date and fill an empty one.

    In a child: its connections and what it imports (Alembic, the demo) leave with it.
    """
    if status := in_child(partial(_prepare if prepare else _look, config)):
        raise SystemExit(status)


def _look(config: Config) -> None:
    from portal.schema import require_newest  # noqa: PLC0415 - see above

    require_newest(application(config))


def _prepare(config: Config) -> None:
    from portal.schema import migrate, newest, present  # noqa: PLC0415 - see above

    app = application(config)
    with app.app_context():
        behind = present() != newest()
    if behind:
        click.echo("Bringing the database up to date ...")
        migrate(app)
    if find_spec("portal.demo") and hasattr(demo := import_module("portal.demo"), "fill_if_empty"):
        demo.fill_if_empty(app)
        click.echo(demo.sign_ins(app))
