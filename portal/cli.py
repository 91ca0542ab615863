"""The `portal` command. Every module in portal/commands offers one `command` (P40, P41)."""

import os
from importlib import import_module
from pkgutil import iter_modules

import click

import portal.commands


class Commands(click.Group):
    """Commands are imported when they are called: `portal worker` needs no demo data and starts faster without."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """By the modules' names."""
        return sorted(
            module.name for module in iter_modules(portal.commands.__path__) if not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The module of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return import_module(f"portal.commands.{cmd_name}").command


@click.group(cls=Commands)
def cli() -> None:
    """Deskbell: a front desk that keeps its promises."""
    os.umask(0o077)  # the database, its attachments and mails are the owner's alone
