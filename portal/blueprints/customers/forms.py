"""Forms of customers, vehicles, and what is noted about them."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Email, NumberRange, Optional, ValidationError

from portal.blueprints.customers.words import SALUTATIONS, USES
from portal.domain.customers.drafts import AssetDraft, CustomerDraft
from portal.domain.customers.rules import Salutation, Use
from portal.showing.contact_forms import can_be_called
from portal.web.fields import DateField, IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES
from portal.web.versions import VersionedForm

_KM = NumberRange(0, 3_000_000, message=_l("Enter kilometres from 0 to 3,000,000."))


class CustomerForm(VersionedForm):
    """A customer's facts."""

    id = "customer"

    name = StringField(_l("Name"), [Needed(_l("Enter the customer's name.")), AtMost(120)])
    salutation = RadioField(_l("Salutation"), choices=list(SALUTATIONS.items()), default=Salutation.NONE)
    phone = StringField(_l("Phone"), [AtMost(40), can_be_called])
    email = StringField(
        _l("Mail address"), [Optional(), Email(_l("Enter a mail address, for example mei@example.com.")), AtMost(254)]
    )
    locale = RadioField(_l("Language"), choices=list(LOCALES.items()), default="en")
    board_consent = BooleanField(
        _l("The full name may stand on the welcome board"), description=_l("Otherwise the board masks it.")
    )
    customer_since = DateField(_l("Customer since"), [Optional()])
    tags = StringField(_l("Tags"), [AtMost(200)], description=_l("With commas between."))
    notes = TextAreaField(_l("Notes"), [AtMost(5000)], description=_l("For staff; customers never see them."))

    def draft(self) -> CustomerDraft:
        """As domain values."""
        return CustomerDraft(
            name=self.name.data,
            salutation=Salutation(self.salutation.data),
            phone=self.phone.data or "",
            email=self.email.data or "",
            locale=self.locale.data,
            board_consent=bool(self.board_consent.data),
            tags=self.tags.data or "",
            notes=self.notes.data or "",
            customer_since=self.customer_since.data,
        )


class AssetForm(VersionedForm):
    """A vehicle's facts."""

    id = "vehicle"

    plate = StringField(_l("Plate"), [Needed(_l("Enter the plate.")), AtMost(20)])
    model = StringField(_l("Make and model"), [AtMost(80)])
    colour = StringField(_l("Colour"), [AtMost(40)])
    vin = StringField(_l("VIN"), [AtMost(40)], description=_l("The 17 characters of the vehicle licence."))
    use = RadioField(_l("Use"), choices=list(USES.items()), default=Use.PRIVATE)
    odometer_km = IntegerField(_l("Mileage"), [Optional(), _KM])
    odometer_on = DateField(_l("Read on"), [Optional()])
    next_due_on = DateField(_l("Next service by date"), [Optional()])
    next_due_km = IntegerField(_l("Next service by mileage"), [Optional(), _KM])
    running_in_due_on = DateField(
        _l("Running-in service due"), [Optional()], description=_l("Only while the vehicle is new.")
    )

    def validate_vin(self, field: StringField) -> None:
        """Letters and digits."""
        if field.data and not (field.data.isascii() and field.data.isalnum()):
            raise ValidationError(_l("Enter the VIN in letters and digits, without blanks."))

    def draft(self) -> AssetDraft:
        """As domain values."""
        return AssetDraft(
            plate=self.plate.data,
            model=self.model.data or "",
            vin=(self.vin.data or "").upper(),
            colour=self.colour.data or "",
            use=Use(self.use.data),
            odometer_km=self.odometer_km.data,
            odometer_on=self.odometer_on.data,
            next_due_on=self.next_due_on.data,
            next_due_km=self.next_due_km.data,
            running_in_due_on=self.running_in_due_on.data,
        )


class OpenItemForm(PortalForm):
    """Work that was not done."""

    id = "open-item"

    work = StringField(_l("Work"), [Needed(_l("Enter what is still to be done.")), AtMost(200)])
    call_on = DateField(_l("Remind the customer from"), [Optional()], description=_l("In a month when left empty."))


class ComplaintForm(PortalForm):
    """What somebody is not content with."""

    id = "complaint"

    what = TextAreaField(_l("Complaint"), [Needed(_l("Enter what the customer is not content with.")), AtMost(2000)])
