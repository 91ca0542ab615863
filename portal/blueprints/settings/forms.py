"""Forms of the settings."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import Email, NumberRange, Regexp, ValidationError

from portal.domain.house.operations import HouseDraft
from portal.web.colours import NIGHT, PAPER, READABLE, contrast
from portal.web.fields import IntegerField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.reading import LOCALES

NO_PLACES = ("Etc/", "posix/", "right/")
ZONES = [*sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(NO_PLACES)), "UTC"]
LOGO_LIMIT = 50_000  # bytes: it is part of every first view (P13)
LOGO_STARTS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_COLOUR_SAID = _l("Enter the colour as # and six digits or letters a to f, for example #0b5c5e.")
_COLOUR = Regexp(r"^#[0-9a-f]{6}$", message=_COLOUR_SAID)
_ADDRESS_SAID = _l("Enter a mail address, for example support@example.com.")


def _days(label: str, least: int, most: int) -> IntegerField:
    sentence = _l("Enter a number from %(least)d to %(most)d.", least=least, most=most)
    return IntegerField(label, [Needed(sentence), NumberRange(least, most, message=sentence)])


class HouseForm(PortalForm):
    """The operator's settings."""

    id = "house"

    name = StringField(_l("Name of the house"), [Needed(_l("Enter the name that customers know you by.")), AtMost(60)])
    logo = FileField(_l("Logo"))
    remove_logo = BooleanField(_l("Remove the logo"))
    accent_light = StringField(_l("Accent colour on light"), [Needed(_COLOUR_SAID), _COLOUR])
    accent_dark = StringField(_l("Accent colour on dark"), [Needed(_COLOUR_SAID), _COLOUR])
    zone = SelectField(_l("Business time zone"), choices={zone: zone for zone in ZONES})
    locale = SelectField(_l("Language of the house"), choices=LOCALES)
    support_email = EmailField(_l("Mails come from"), [Needed(_ADDRESS_SAID), Email(_ADDRESS_SAID)])
    consumer_support = StringField(
        _l("Support for those without a contract"), [Needed(_l("Enter a web address or a phone number.")), AtMost(200)]
    )
    reopen_for_days = _days(_l("A closed ticket can be reopened for (days)"), 0, 365)
    silence_business_days = _days(_l("Silence closes a ticket after (business days)"), 1, 60)
    silence_reminder_after = _days(_l("First reminder after (business days)"), 1, 59)
    substitution_notice_days = _days(_l("Notice for a substitution (days)"), 0, 90)
    verify_roster_every_days = _days(_l("Named callers are confirmed every (days)"), 7, 730)
    attachment_limit_mb = _days(_l("Largest file (MB)"), 1, 100)
    attachments_limit = _days(_l("Files in one message"), 1, 20)
    sign_in_days = _days(_l("A sign-in lasts (days)"), 1, 90)
    tablet_locks_after = _days(_l("A shared tablet locks after (minutes)"), 1, 60)
    mails_kept_days = _days(_l("Mails that left are kept (days)"), 7, 3650)
    drafts_kept_days = _days(_l("What was typed and never sent is kept (days)"), 7, 3650)
    sign_ins_kept_days = _days(_l("Sign-ins that ended are kept (days)"), 1, 3650)

    def validate_silence_reminder_after(self, field: IntegerField) -> None:
        """The reminder comes before the closing (S48)."""
        if (
            field.data is not None
            and self.silence_business_days.data is not None
            and field.data >= self.silence_business_days.data
        ):
            raise ValidationError(_l("The reminder must come before the closing."))

    def validate_accent_light(self, field: StringField) -> None:
        """It carries words (P11)."""
        if not field.errors and contrast(field.data, PAPER) < READABLE:
            raise ValidationError(_l("This colour is too light to be read on white paper. Choose a darker one."))

    def validate_accent_dark(self, field: StringField) -> None:
        """It carries words (P11)."""
        if not field.errors and contrast(field.data, NIGHT) < READABLE:
            raise ValidationError(_l("This colour is too dark to be read at night. Choose a lighter one."))

    def validate_logo(self, field: FileField) -> None:
        """A small picture, judged by its content (P23)."""
        if field.data and self.logo_content() == (None, None):
            raise ValidationError(_l("Choose a PNG, JPEG or GIF picture of at most 50 kB."))

    def logo_content(self) -> tuple[bytes | None, str | None]:
        """The picture and its type; (None, None) when there is none, or none that may be shown."""
        if not self.logo.data:
            return None, None
        self.logo.data.stream.seek(0)
        content = self.logo.data.stream.read(LOGO_LIMIT + 1)
        kind = next((kind for start, kind in LOGO_STARTS.items() if content.startswith(start)), None)
        return (content, kind) if kind and len(content) <= LOGO_LIMIT else (None, None)

    def draft(self) -> HouseDraft:
        """As domain values."""
        left_out = {"logo", "remove_logo"}
        return HouseDraft(**{name: value for name, value in self.data.items() if name not in left_out})
