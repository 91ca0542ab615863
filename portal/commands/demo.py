"""portal demo: an empty database becomes a believable filled portal (P41)."""

import click

from portal.commands._instance import app_of, instance_option
from portal.db import read_only
from portal.demo import fill, is_filled, sign_ins
from portal.schema import migrate


@click.command()
@instance_option
def command(instance: str) -> None:
    """Fill an empty portal with a small business: 40 customers, 120 callers, 600 tickets up to this minute."""
    app = app_of(instance)
    migrate(app)
    with app.app_context():
        with read_only():
            filled = is_filled()
        if filled:
            raise click.ClickException(
                "There are organisations in this portal already, and a demo would mix with them. Nothing was changed. "
                "Give an empty one: portal demo --instance demo"
            )
        click.echo("Filling the portal with a demo: 40 customers, 600 tickets ...")
        fill()
    click.echo(sign_ins(app))
    click.echo(f"\nStart it with: portal run --instance {instance}")
