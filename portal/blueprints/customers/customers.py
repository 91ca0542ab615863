"""Customers: found as one types, one's prepared file, adding and changing."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.customers.forms import CustomerForm
from portal.blueprints.customers.showing import shown
from portal.clock import now
from portal.domain.customers.operations import add_customer, change_customer
from portal.domain.customers.queries import customer_for, customers
from portal.domain.rights import Right
from portal.web.admission import actor, requires
from portal.web.ids import key
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("customers", __name__)


@bp.get("")
@requires(Right.CUSTOMER_SEE)
def index() -> ResponseReturnValue:
    """All by name; those that fit while one types (A2)."""
    words = request.args.get("q", "").strip()[:100]
    found, next_after = customers(words, request.args.get("after", type=key))
    return page(
        "customers/index.html",
        fragment="customers/_found.html",
        found=found,
        words=words,
        may=actor().rights,
        next=url_for(".index", q=words or None, after=next_after) if next_after else None,
    )


@bp.get("/new")
@requires(add_customer)
def new() -> ResponseReturnValue:
    """The form."""
    return page("customers/new.html", form=CustomerForm())


@bp.post("")
@requires(add_customer)
def create() -> ResponseReturnValue:
    """One more."""
    form = CustomerForm()
    if not form.validate():
        return invalid("customers/new.html", form=form)
    customer = add_customer(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".show", customer_id=customer.id), notice=_("Customer added. Now add the vehicle."))


@bp.get("/<int:customer_id>")
@requires(Right.CUSTOMER_SEE)
def show(customer_id: int) -> ResponseReturnValue:
    """The prepared file: last visit, open work, complaints, no-shows (BR6, BR7)."""
    return page("customers/show.html", **shown(or_404(customer_for(actor(), customer_id))))


@bp.get("/<int:customer_id>/edit")
@requires(change_customer)
def edit(customer_id: int) -> ResponseReturnValue:
    """The form, filled."""
    customer = or_404(customer_for(actor(), customer_id))
    form = CustomerForm(obj=customer)
    form.begin_at(customer.version)
    return page("customers/edit.html", customer=customer, form=form)


@bp.post("/<int:customer_id>")
@requires(change_customer)
def update(customer_id: int) -> ResponseReturnValue:
    """The facts anew."""
    customer = or_404(customer_for(actor(), customer_id))
    form = CustomerForm()
    if not form.validate():
        return invalid("customers/edit.html", customer=customer, form=form)
    change_customer(customer_id, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".show", customer_id=customer_id), notice=_("Customer saved."))
