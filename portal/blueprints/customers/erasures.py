"""Forgetting a customer on request, for good (P24)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.clock import now
from portal.domain.customers.models import Customer
from portal.domain.customers.queries import customer_for, is_erased
from portal.domain.customers.rules import name_key
from portal.domain.erasures.operations import erase_customer
from portal.web.admission import actor, requires
from portal.web.forms import PortalForm
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("erasures", __name__)


class ErasureForm(PortalForm):
    """The name of who is erased, typed once more."""

    id = "erasure"
    keeps_drafts = False

    name = StringField(_l("Name of the customer who is to be erased"))

    def __init__(self, of: Customer) -> None:
        """Whose."""
        super().__init__()
        self.of = of
        self.name.flags.required = True

    def validate_name(self, field: StringField) -> None:
        """The same, whatever its capitals and blanks."""
        if name_key(field.data or "") != self.of.name_key:
            raise ValidationError(_("Enter %(name)s to erase this customer.", name=self.of.name))


@bp.get("/new")
@requires(erase_customer)
def new(customer_id: int) -> ResponseReturnValue:
    """What will go, what stays, and the question."""
    customer = _still_known(customer_id)
    return page("customers/erasure.html", customer=customer, form=ErasureForm(of=customer))


@bp.post("")
@requires(erase_customer)
def create(customer_id: int) -> ResponseReturnValue:
    """Do it."""
    customer = _still_known(customer_id)
    form = ErasureForm(of=customer)
    if not form.validate():
        return invalid("customers/erasure.html", customer=customer, form=form)
    erase_customer(customer, _("Erased customer %(number)d", number=customer.id), by=actor(), at=now())
    return changed(to=url_for("customers.customers.show", customer_id=customer_id), notice=_("Erased for good."))


def _still_known(customer_id: int) -> Customer:
    """Nobody is erased twice."""
    customer = or_404(customer_for(actor(), customer_id))
    return or_404(None if is_erased(customer) else customer)
