"""portal verify: that nothing which was said on a checklist was changed, left out or added since."""

import click

from portal.commands._instance import app_of, instance_option
from portal.db import read_only
from portal.domain.checklists.queries import broken_chains


@click.command()
@instance_option
def command(instance: str) -> None:
    """Prove the chains of seals of all checklists. Exit status 1 when one is broken."""
    with app_of(instance).app_context(), read_only():
        broken = list(broken_chains())
    for checklist_id, event_id in broken:
        where = f"from event {event_id} on" if event_id else "events are missing at its end"
        click.echo(f"BROKEN  checklist {checklist_id}: {where}")
    if broken:
        raise SystemExit(1)
    click.echo("Every checklist is as it was said.")
