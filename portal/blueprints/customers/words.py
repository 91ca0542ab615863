"""What salutations and uses are called on the screen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.customers.rules import Salutation, Use

SALUTATIONS: dict[str, LazyString] = {
    Salutation.MR: _l("Mr"),
    Salutation.MS: _l("Ms"),
    Salutation.NONE: _l("No salutation"),
}
USES: dict[str, LazyString] = {
    Use.PRIVATE: _l("Private"),
    Use.COMPANY: _l("For a company"),
    Use.TAXI: _l("Taxi or hire"),
}
