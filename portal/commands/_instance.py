"""The option that every command takes, and the application it points at."""

from collections.abc import Callable
from typing import Any

import click
from flask import Flask

from portal import create_app
from portal.config import Config, ConfigWrong

instance_option: Callable[[Any], Any] = click.option(
    "--instance",
    default="instance",
    show_default=True,
    type=click.Path(file_okay=False),
    help="Where database, files and keys are.",
)


def config_of(instance: str) -> Config:
    """The configuration, or the sentences that say what is wrong with it."""
    try:
        return Config.read(instance)
    except ConfigWrong as wrong:
        raise click.ClickException("\n".join(wrong.problems)) from None


def app_of(instance: str) -> Flask:
    """The application of this instance."""
    return create_app(config_of(instance))
