"""portal run: everything on one machine, in one command (P40)."""

import socket
from functools import partial

import click

from portal.commands._instance import config_of, instance_option
from portal.commands._starting import address_of, listening_options, look_at_database, reachable
from portal.serving import House, Part, preload, refuse_taken_port, serve_web, serve_worker


@click.command()
@instance_option
@listening_options
@click.option(
    "--prepare", is_flag=True, help="First bring the database up to date, and fill an empty one with the demo."
)
def command(instance: str, host: str, port: int, workers: int, *, prepare: bool) -> None:
    """Serve the portal and do its work: web server and worker in one process group."""
    refuse_taken_port(host, port)
    config = reachable(config_of(instance), host, port)
    preload(config)
    look_at_database(config, prepare=prepare)
    house = House(
        [
            Part("web server", partial(serve_web, config, host=host, port=port, workers=workers), vital=True),
            Part("worker", partial(serve_worker, config), vital=False),
        ]
    )
    raise SystemExit(house.keep(announce=partial(_announce, host, port)))


def _announce(host: str, port: int) -> bool:
    """Say where the portal is as soon as it answers there."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what to ask when it listens on all addresses
    try:
        socket.create_connection((everywhere.get(host, host), port), timeout=1).close()
    except OSError:
        return False
    click.echo(f"\nDeskbell answers at {address_of(everywhere.get(host, host), port)}   (Ctrl-C stops it)")
    return True
