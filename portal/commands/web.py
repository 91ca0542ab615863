"""portal web: the web server alone, for several machines or several services on PostgreSQL (P40)."""

import click

from portal.commands._instance import config_of, instance_option
from portal.commands._starting import listening_options, look_at_database, reachable
from portal.serving import preload, refuse_taken_port, serve_web


@click.command()
@instance_option
@listening_options
def command(instance: str, host: str, port: int, workers: int) -> None:
    """Serve the portal without its worker; run `portal worker` beside it."""
    refuse_taken_port(host, port)
    config = reachable(config_of(instance), host, port)
    preload(config)
    look_at_database(config)
    serve_web(config, host=host, port=port, workers=workers)
