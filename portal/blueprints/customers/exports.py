"""Everything about a customer, as one file (P24)."""

from typing import IO

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.clock import now
from portal.domain.customers.queries import customer_for
from portal.domain.exports.operations import export_customer
from portal.domain.exports.queries import write_customer
from portal.web.admission import actor, beforehand, requires
from portal.web.downloads import ZIP, download, written
from portal.web.responses import or_404
from portal.web.uploads import store

bp = Blueprint("exports", __name__)


def filled(customer_id: int) -> IO[bytes]:
    """The file, written while nobody waits for the writing transaction."""
    customer = or_404(customer_for(actor(), customer_id))
    return written(lambda file: write_customer(customer, store(), file, actor=actor()))


@bp.post("")
@requires(export_customer)
@beforehand(filled)
def create(customer_id: int, done: IO[bytes]) -> ResponseReturnValue:
    """Note who took it, and hand it over."""
    export_customer(or_404(customer_for(actor(), customer_id)), by=actor(), at=now())
    return download(done, name=f"customer-{customer_id}-{now():%Y-%m-%d}.zip", media_type=ZIP)
