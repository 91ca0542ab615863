"""The forms of the intake: all that is asked (S40), by the caller or by an agent on the phone (SE33)."""

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, NumberRange, Optional, ValidationError

from portal.clock import now
from portal.domain.tickets.drafts import CallDraft, TicketDraft
from portal.domain.tickets.models import ProductArea
from portal.domain.tickets.refusals import AreaNotOffered
from portal.domain.tickets.rules import Channel, Facts, has_content, is_full_model, is_imei
from portal.showing.ticket_words import REPRODUCIBLE, SEVERITIES
from portal.web.fields import IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.ids import key
from portal.web.uploads import FilesForm

MOST_IMEIS = 500
MOST_DEVICES = 10_000_000
NEEDED_NOW = ("title", "description", "severity", "area", "contact_name", "contact_email", "contact_phone")


class FactsFields(PortalForm):
    """What helps and can wait (S40)."""

    expected = TextAreaField(_l("What did you expect?"), [AtMost()])
    impact = TextAreaField(_l("What does it mean for your business?"), [AtMost()])
    since = StringField(_l("Since when, or for how long?"), [AtMost(200)])
    reproducible = RadioField(_l("Can it be repeated?"), choices=list(REPRODUCIBLE.items()), validate_choice=False)
    steps = TextAreaField(_l("Which steps lead to it?"), [AtMost()])
    device_model = StringField(_l("Device model in full"), [AtMost(200)])
    model_is_complete = BooleanField(_l("The device model is complete as it stands"))
    imeis = TextAreaField(_l("IMEI of the devices"), [AtMost()])
    device_count = IntegerField(
        _l("How many devices are concerned?"),
        [Optional(), NumberRange(1, MOST_DEVICES, _l("Enter a number from 1, or nothing if you don't know."))],
    )
    os_build = StringField(_l("Operating system and build number"), [AtMost(200)])
    carrier = StringField(_l("Carrier"), [AtMost(200)])
    service_id = StringField(_l("Service ID"), [AtMost(100)])
    earlier_number = StringField(_l("Number of an earlier ticket"), [AtMost(50)])
    other_details = TextAreaField(_l("Anything else: EMM or MDM, mail system, apps"), [AtMost()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.reproducible.choices = [(value, _(word)) for value, word in REPRODUCIBLE.items()]

    def validate_device_model(self, field: StringField) -> None:
        """A bare marketing name is questioned, once: many devices share it (S40)."""
        if field.data and not is_full_model(field.data) and not self.model_is_complete.data:
            raise ValidationError(
                _(
                    "Is “%(model)s” the whole of it? Add the model code from Settings, About phone, for example "
                    "S20 G988U. If it is complete, tick the box below.",
                    model=field.data,
                )
            )

    def validate_imeis(self, _field: TextAreaField) -> None:
        """Each is checked by its last digit (S40)."""
        imeis = self._imeis()
        if len(imeis) > MOST_IMEIS:
            raise ValidationError(
                _("Enter at most %(most)d IMEIs here and put the others into a file.", most=MOST_IMEIS)
            )
        wrong = next((imei for imei in imeis if not is_imei(imei)), None)
        if wrong is not None:
            raise ValidationError(
                _(
                    "“%(imei)s” isn't an IMEI. Enter its 15 digits, for example from *#06#, one IMEI a line.",
                    imei=wrong[:40],
                )
            )

    @property
    def model_is_questioned(self) -> bool:
        """The box that answers the question is shown with it."""
        return bool(self.device_model.errors or self.model_is_complete.data)

    def facts(self) -> Facts:
        """As domain values."""
        words = {
            name: self[name].data or "" for name in Facts.__dataclass_fields__ if name not in ("imeis", "device_count")
        }
        words["reproducible"] = words["reproducible"] if words["reproducible"] in list(REPRODUCIBLE) else ""
        return Facts(**words, imeis=tuple(self._imeis()), device_count=self.device_count.data)

    def _imeis(self) -> list[str]:
        written = (self.imeis.data or "").replace(",", "\n").replace(";", "\n")
        return [line.strip() for line in written.splitlines() if line.strip()]


class FactsForm(FactsFields):
    """What was still needed, added later."""

    id = "facts"


class IntakeForm(FactsFields, FilesForm):
    """A new ticket."""

    id = "ticket"

    title = StringField(
        _l("Title"), [Needed(_l("Enter a title: one line that a colleague would recognise.")), AtMost(150)]
    )
    description = TextAreaField(
        _l("What happens?"), [Needed(_l("Describe what happens, with the words on the screen.")), AtMost()]
    )
    severity = RadioField(
        _l("Severity"),
        choices=[("1", "")],
        validators=[Needed(_l("Choose a severity. We confirm it or change it with a reason."))],
    )
    area = SelectField(
        _l("Product area"),
        validators=[Needed(_l("Choose the area that fits best."))],
        choices=[],
        validate_choice=False,
    )
    contact_name = StringField(_l("Contact name"), [Needed(_l("Enter whom we should ask.")), AtMost(100)])
    contact_email = EmailField(
        _l("Contact email"),
        [Needed(_l("Enter a mail address.")), Email(_l("Enter a mail address, for example ana@example.com."))],
    )
    contact_phone = TelField(_l("Contact phone"), [AtMost(50)])

    def __init__(self, **kwargs: object) -> None:
        """Choices in the reader's language."""
        super().__init__(**kwargs)
        self._fields = {name: self._fields[name] for name in (*NEEDED_NOW, *self._fields)}  # as they stand on the page
        self.severity.choices = [(str(severity), _(word)) for severity, word in SEVERITIES.items()]

    def offering(self, areas: list[ProductArea]) -> Self:
        """With the product areas to choose from, and a sentence when what was typed has another (S41).

        Asked for when the form is shown. What is sent is judged by terms.py, which asks for the area anyway (P44).
        """
        self.area.choices = [("", _("Choose an area")), *((str(area.id), _(area.name)) for area in areas)]
        if self.area.data and not self.area.errors and self.area.data not in dict(self.area.choices):
            self.refuse("area", _(AreaNotOffered.sentence))
        return self

    def validate_area(self, field: SelectField) -> None:
        """A number; whether an area of that number is offered is seen by terms.py."""
        try:
            key(field.data or "")
        except ValueError:
            raise ValidationError(_("Choose the area that fits best.")) from None

    def validate_description(self, field: TextAreaField) -> None:
        """Dots alone say nothing."""
        if field.data and not has_content(field.data):
            raise ValidationError(_("Describe what happens, with the words on the screen."))

    def draft(self, channel: Channel = Channel.PORTAL) -> TicketDraft:
        """As domain values; the files that wait in the form come with it."""
        return TicketDraft(
            title=self.title.data or "",
            description=self.description.data or "",
            severity=int(self.severity.data),
            area_id=int(self.area.data),
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
            facts=self.facts(),
            uploads=self.uploads,
            channel=channel,
        )


class CallForm(IntakeForm):
    """A ticket that an agent enters for a caller on the phone (SE33)."""

    called_at = DateTimeLocalField(
        _l("When was the call?"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
    )

    def __init__(self, zone: str, **kwargs: object) -> None:
        """`zone` is the agent's."""
        self.zone = ZoneInfo(zone)
        super().__init__(**kwargs)

    def validate_called_at(self, field: DateTimeLocalField) -> None:
        """Calls lie behind us (SE40)."""
        if field.process_errors or field.data is None:
            field.process_errors = []
            raise ValidationError(_("Enter date and time of the call, for example 2026-03-06 14:20."))
        if self.moment() > now():
            raise ValidationError(_("The call lies in the future. Enter when it was."))

    def moment(self) -> datetime:
        """In the agent's zone; to the minute, so a call of this minute isn't in the future."""
        return self.called_at.data.replace(tzinfo=self.zone)

    def call(self, person_id: int) -> CallDraft:
        """As domain values."""
        return CallDraft(ticket=self.draft(Channel.PHONE), person_id=person_id, called_at=self.moment())
