"""Reading the house's settings."""

from portal.db import session
from portal.domain.house.models import House


def house() -> House:
    """The one row of settings; its defaults when `portal init` hasn't run yet."""
    return session().get(House, 1) or House(
        **{c.name: c.default.arg for c in House.__table__.columns if c.default is not None}
    )
