"""The list of all addresses, so that none disappears unnoticed.

Write it anew with: python -m tests.conventions.routes
"""

import tempfile
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

LIST = Path(__file__).with_name("routes.txt")


def rules(app: Flask) -> list[Rule]:
    """Every rule of the application."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def addresses(app: Flask) -> list[str]:
    """How each is asked for, and where."""
    return [f"{'POST' if 'POST' in (rule.methods or ()) else 'GET '} {rule.rule}" for rule in rules(app)]


if __name__ == "__main__":
    from portal import create_app
    from portal.config import Config

    with tempfile.TemporaryDirectory() as folder:
        LIST.write_text("\n".join(addresses(create_app(Config.read(folder, {})))) + "\n")
