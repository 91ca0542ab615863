"""Reading the house's settings."""

from sqlalchemy import select

from portal.db import session
from portal.domain.house.models import House
from portal.domain.house.trade import Step, trade_of


def house() -> House:
    """The one row of settings; its defaults when `portal init` hasn't run yet."""
    return session().get(House, 1) or House(
        **{c.name: c.default.arg for c in House.__table__.columns if c.default is not None}
    )


def takes(step: Step) -> bool:
    """Whether the house takes this step of the service desk. One short query in a transaction, however often asked."""
    known = session().info
    if "steps_off" not in known:
        known["steps_off"] = trade_of(session().scalar(select(House.trade)) or "").off
    return step not in known["steps_off"]
