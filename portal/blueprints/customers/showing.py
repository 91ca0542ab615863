"""One customer's page: the prepared file, and the small forms on it."""

from typing import Any

from portal.blueprints.customers.words import SALUTATIONS, USES
from portal.clock import now
from portal.domain.calendars.hours import local_day
from portal.domain.customers.models import Asset, Customer
from portal.domain.customers.queries import figures_of, files_of, is_erased
from portal.domain.house.queries import house
from portal.domain.outreach.rules import COUNTED, Score, whole_years
from portal.web.admission import actor
from portal.web.reading import LOCALES


def shown(customer: Customer) -> dict[str, Any]:
    """What the page needs. Five queries, six of who left no phone or mail."""
    today = local_day(now(), house().zone)
    figures = figures_of(customer.id, today - COUNTED)
    return {
        "customer": customer,
        "files": files_of(customer.id),
        "score": Score(figures.visits, figures.spend_cents, whole_years(customer.customer_since, today)),
        "today": today,
        "may": actor().rights,
        "is_erased": is_erased(customer),
        "salutations": SALUTATIONS,
        "uses": USES,
        "languages": LOCALES,
    }


def about(customer: Customer, asset: Asset) -> dict[str, Any]:
    """What the pages of one vehicle need."""
    return {"customer": customer, "vehicle": asset}  # `asset` is what templates call a static file by
