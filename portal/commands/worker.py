"""portal worker: what is due, done; any number may run, one at a time acts (P40)."""

import click

from portal.commands._instance import config_of, instance_option
from portal.commands._starting import look_at_database
from portal.serving import preload, serve_worker


@click.command()
@instance_option
def command(instance: str) -> None:
    """Send mails, watch deadlines, close what silence closes. Run several: another takes over within 30 s."""
    config = config_of(instance)
    preload(config)
    look_at_database(config)
    serve_worker(config)
