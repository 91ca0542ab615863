"""The default data that `portal init` loads, for the tests."""

from importlib.util import find_spec


def seed() -> None:
    """Everything but the first administrator."""
    if find_spec("portal.commands.init") is not None:
        from portal.commands.init import seed_defaults  # noqa: PLC0415

        seed_defaults()
