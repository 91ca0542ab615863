"""The sheet for the managers' morning meeting: today's VIPs on one A4 page (V26, VR92)."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.blueprints.stays.naming import my_posts
from portal.blueprints.stays.showing import stay_view
from portal.clock import now
from portal.domain.rights import Right
from portal.domain.stays.models import Stay
from portal.domain.stays.queries import arrivals_within, house_day, in_house
from portal.web.admission import actor, requires
from portal.web.responses import page

bp = Blueprint("mornings", __name__)


@bp.get("")
@requires(Right.STAY_SEE)
def show() -> ResponseReturnValue:
    """Who comes today, and who is here."""
    at, held = now(), my_posts()
    today = house_day(at)
    groups = [arrivals_within(actor(), today, 1), in_house(actor())]
    coming, here = [[stay_view(stay, held) | _nights(stay) for stay in stays] for stays in groups]
    return page("stays/morning.html", coming=coming, here=here, today=today, printed_at=at)


def _nights(stay: Stay) -> dict[str, int]:
    return {"nights": (stay.depart_on - stay.arrive_on).days}
