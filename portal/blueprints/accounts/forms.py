"""Forms of the accounts."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Email, ValidationError
from wtforms.widgets import HiddenInput

from portal.domain.errors import Refused
from portal.domain.people.models import Person
from portal.domain.people.operations import ProfileDraft
from portal.domain.people.passwords import NewPassword, new_password
from portal.domain.people.pin_rules import as_typed
from portal.domain.people.pins import NewPin, new_pin
from portal.domain.rights import STAFF_ROLES, Role
from portal.web.context import ROLE_NAMES
from portal.web.errors import said
from portal.web.fields import IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES

_PLACES = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/")))
ZONES = [*sorted(_PLACES), "UTC"]
EMAIL = (
    Needed(_l("Enter a mail address, for example mei@example.com.")),
    Email(_l("Enter a mail address, for example mei@example.com.")),
    AtMost(254),
)
STAFF_ROLE_CHOICES = [(role.value, _l(ROLE_NAMES[role])) for role in ROLE_NAMES if role in STAFF_ROLES]


class SignInForm(PortalForm):
    """The way in. `kept` is a form that was refused because its writer's session had ended (P14)."""

    id = "sign-in"
    keeps_drafts = False

    email = StringField(_l("Mail address"), [Needed(_l("Enter your mail address.")), AtMost(254)], id="sign-in-email")
    password = PasswordField(_l("Password"), [Needed(_l("Enter your password."))], id="sign-in-password")
    next = HiddenField(id="sign-in-next")
    kept = HiddenField(id="sign-in-kept")


class ResetForm(PortalForm):
    """Asking for a link by which a new password is chosen."""

    id = "reset"
    keeps_drafts = False

    email = EmailField(_l("Mail address"), EMAIL)


class NewPasswordForm(PortalForm):
    """Choosing a password through a link."""

    id = "choose-password"
    keeps_drafts = False

    password = PasswordField(
        _l("New password"),
        [Needed(_l("Choose a password."))],
        description=_l("12 characters or more. Four words that don't belong together are easy to keep in mind."),
    )

    def new_password(self, name: str, email: str) -> NewPassword | None:
        """The password, checked and hashed; None when a rule refuses it: the sentence stands at the field. 30 ms."""
        if not self.validate():
            return None
        try:
            return new_password(self.password.data, name=name, email=email)
        except Refused as refusal:
            self.refuse("password", said(refusal))
            return None


class PasswordForm(NewPasswordForm):
    """Changing one's own password."""

    present = PasswordField(_l("Present password"), [Needed(_l("Enter the password you use now."))])


class PinForm(PortalForm):
    """Switching on a shared tablet (P4)."""

    id = "pin"
    keeps_drafts = False

    person = IntegerField(widget=HiddenInput(), id="pin-person")
    pin = PasswordField(_l("PIN"), [Needed(_l("Enter your PIN."))], id="pin-pin")
    next = HiddenField(id="pin-next")
    kept = HiddenField(id="pin-kept")


class OwnPinForm(PortalForm):
    """Choosing one's own PIN. What is `present`, a PIN or a password, its label says."""

    id = "own-pin"
    keeps_drafts = False

    present = PasswordField(_l("Password"), [Needed(_l("Enter what you use now."))])
    pin = PasswordField(_l("New PIN"), [Needed(_l("Choose a PIN."))], description=_l("4 to 8 digits."))

    def new_pin(self, pepper: bytes, phone: str) -> NewPin | None:
        """The PIN, hashed; None when it isn't one: the sentence stands at the field. 30 ms."""
        if not self.validate():
            return None
        try:
            return new_pin(as_typed(self.pin.data), pepper, phone=phone)
        except Refused as refusal:
            self.refuse("pin", said(refusal))
            return None


class AccountForm(PortalForm):
    """Oneself."""

    id = "account"

    name = StringField(_l("Name"), [Needed(_l("Enter your name as others should read it.")), AtMost(100)])
    phone = StringField(_l("Phone"), [AtMost(40)])
    job_title = StringField(_l("Job title"), [AtMost(100)])
    locale = SelectField(
        _l("Language"), choices=list(LOCALES.items()), description=_l("Of these pages and of the mails you get.")
    )
    zone = SelectField(_l("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in ZONES])

    def draft(self) -> ProfileDraft:
        """As domain values."""
        return ProfileDraft(**self.data)


class InvitationForm(PortalForm):
    """Letting somebody in."""

    id = "person"

    name = StringField(_l("Name"), [Needed(_l("Enter the person's name.")), AtMost(100)])
    email = EmailField(_l("Mail address"), EMAIL)
    phone = StringField(_l("Phone"), [AtMost(40)])
    job_title = StringField(_l("Job title"), [AtMost(100)])
    organisation = SelectField(_l("Works for"), coerce=int, description=_l("The house itself, or a customer."))
    roles = SelectMultipleField(
        _l("Roles on staff"),
        choices=STAFF_ROLE_CHOICES,
        description=_l(
            "For people of the house. A customer's people begin as contacts; the roster makes named callers of them."
        ),
    )

    def validate_roles(self, field: Field) -> None:
        """Whoever works here has a role."""
        if self.organisation.data == 0 and not field.data:
            raise ValidationError(_l("Choose at least one role for somebody on staff."))
        if self.organisation.data and field.data:
            raise ValidationError(
                _l("People of a customer have no role on staff. Take the roles out, or choose the house.")
            )

    @property
    def chosen_roles(self) -> frozenset[Role]:
        """As domain values."""
        return frozenset(Role(role) for role in self.roles.data) or frozenset({Role.CONTACT})


class PersonForm(PortalForm):
    """Correcting somebody's facts."""

    id = "person"

    name = StringField(_l("Name"), [Needed(_l("Enter the person's name.")), AtMost(100)])
    phone = StringField(_l("Phone"), [AtMost(40)])
    job_title = StringField(_l("Job title"), [AtMost(100)])
    sees_whole_organisation = BooleanField(_l("Sees the tickets of all colleagues"))


class RolesForm(PortalForm):
    """What somebody on staff may do."""

    id = "person-roles"
    keeps_drafts = False

    roles = SelectMultipleField(
        _l("Roles"), [Needed(_l("Choose at least one role, or deactivate the account."))], choices=STAFF_ROLE_CHOICES
    )

    @property
    def chosen(self) -> frozenset[Role]:
        """As domain values."""
        return frozenset(Role(role) for role in self.roles.data)


class SightForm(PortalForm):
    """Whose tickets are kept from somebody on staff, and why (P2)."""

    id = "sight"
    keeps_drafts = False

    organisation = SelectField(_l("Customer"), [Needed(_l("Choose whose tickets are kept from this person."))])
    reason = StringField(
        _l("Why?"),
        [Needed(_l("Enter why these tickets are kept from this person. Only administrators read it.")), AtMost(500)],
        description=_l("Only administrators read it."),
    )

    def __init__(self, organisations: list[tuple[int, str]], **given: Any) -> None:
        """Those whose tickets aren't kept yet."""
        super().__init__(**given)
        found = ((str(number), name) for number, name in organisations)
        self.organisation.choices = [("", _("Choose a customer")), *found]


class ErasureForm(PortalForm):
    """The mail address of who is erased, typed once more (P24)."""

    id = "erasure"
    keeps_drafts = False

    email = StringField(_l("Mail address of who is to be erased"))

    def __init__(self, of: Person) -> None:
        """Whose."""
        super().__init__()
        self.of = of
        self.email.flags.required = True

    def validate_email(self, field: StringField) -> None:
        """The same, whatever its capitals."""
        if (field.data or "").lower() != self.of.email:
            raise ValidationError(_("Enter %(email)s to erase this person.", email=self.of.email))
