"""The form of a service that can be booked."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from portal.blueprints.settings.desk_words import AUDIENCES
from portal.domain.booking.drafts import ServiceDraft
from portal.domain.booking.models import Service
from portal.domain.booking.words import Audience, Kind, Need
from portal.web.fields import IntegerField
from portal.web.forms import AtMost, Needed
from portal.web.versions import VersionedForm


def _between(label: object, first: int, last: int, default: int | None = None, *, needed: bool = True) -> IntegerField:
    sentence = _l("Enter a number from %(first)d to %(last)d.", first=first, last=last)
    before = Needed(sentence) if needed else Optional()
    return IntegerField(label, [before, NumberRange(first, last, message=sentence)], default=default)


def _takes() -> IntegerField:
    return _between(_l("Minutes"), 1, 10080, needed=False)


def _from() -> IntegerField:
    return _between(_l("From minute"), 0, 10080, needed=False)


def _skill() -> StringField:
    return StringField(_l("Skill"), [AtMost(40)])


class ServiceForm(VersionedForm):
    """Everything of a service; what it takes stands by kind, the first one leads."""

    id = "service"

    name = StringField(_l("Name"), [Needed(_l("Enter the name that customers know.")), AtMost(80)])
    name_zh = StringField(_l("Name in Chinese"), [AtMost(80)])
    slug = StringField(
        _l("Short name"),
        [
            Needed(_l("Enter a short name.")),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message=_l("Use small letters, digits and hyphens, for example oil-and-filter."),
            ),
            AtMost(60),
        ],
    )
    minutes = _between(_l("Lasts, in minutes"), 1, 10080, 60)
    before = _between(_l("Kept free before, in minutes"), 0, 1440, 0)
    after = _between(_l("Kept free after, in minutes"), 0, 1440, 0)
    step = _between(_l("Can begin every … minutes"), 1, 1440, 15)
    notice = _between(_l("Lead time in minutes"), 0, 100_000, 120)
    horizon = _between(_l("Days that can be booked ahead"), 0, 730, 90)
    price = StringField(_l("Price in words"), [AtMost(80)])
    price_zh = StringField(_l("Price in words, in Chinese"), [AtMost(80)])
    audience = RadioField(_l("Who may book it"), choices=list(AUDIENCES.items()), default=Audience.EVERYBODY)
    is_confirmed_at_once = BooleanField(
        _l("Confirmed at once"), description=_l("Otherwise it is requested, until the shop says yes."), default=True
    )
    position = _between(_l("Place in lists"), 0, 10_000, 0)
    advisor_minutes, advisor_from, advisor_skill = _takes(), _from(), _skill()
    bay_minutes, bay_from, bay_skill = _takes(), _from(), _skill()
    technician_minutes, technician_from, technician_skill = _takes(), _from(), _skill()
    loaner_minutes, loaner_from, loaner_skill = _takes(), _from(), _skill()
    place_minutes, place_from, place_skill = _takes(), _from(), _skill()

    def validate_slug(self, field: StringField) -> None:
        """Each has its own."""
        if field.data in self.taken:
            raise ValidationError(_("Another service has this short name. Choose another one."))

    def validate_advisor_minutes(self, _field: IntegerField) -> None:
        """It takes something, and nothing for longer than it lasts."""
        needs = self.needs
        longest = max((need.offset + need.minutes for need in needs), default=0)
        if not needs or longest > (self.minutes.data or 0):
            raise ValidationError(
                _("A service needs at least one resource, one of each kind, and none for longer than it lasts.")
            )

    taken: frozenset[str] = frozenset()  # short names of others

    @property
    def needs(self) -> tuple[Need, ...]:
        """What it takes, by kind."""
        return tuple(
            Need(kind, minutes, self[f"{kind}_from"].data or 0, (self[f"{kind}_skill"].data or "").strip())
            for kind in Kind
            if (minutes := self[f"{kind}_minutes"].data)
        )

    def draft(self) -> ServiceDraft:
        """As domain values."""
        return ServiceDraft(
            slug=self.slug.data,
            name=self.name.data,
            minutes=self.minutes.data,
            needs=self.needs,
            name_zh=self.name_zh.data or "",
            before=self.before.data,
            after=self.after.data,
            step=self.step.data,
            notice=self.notice.data,
            horizon=self.horizon.data,
            price=self.price.data or "",
            price_zh=self.price_zh.data or "",
            audience=Audience(self.audience.data),
            is_confirmed_at_once=bool(self.is_confirmed_at_once.data),
            position=self.position.data,
        )


def typed(service: Service) -> dict[str, Any]:
    """A service as the form's fields hold it."""
    names = ("slug", "name", "name_zh", "minutes", "price", "price_zh", "audience", "is_confirmed_at_once", "position")
    fields: dict[str, Any] = {name: getattr(service, name) for name in (*names, "version")}
    fields |= {"before": service.before_minutes, "after": service.after_minutes, "step": service.step_minutes}
    fields |= {"notice": service.notice_minutes, "horizon": service.horizon_days}
    for need in service.needs:
        fields[f"{need.kind}_minutes"], fields[f"{need.kind}_from"] = need.minutes, need.offset_minutes
        fields[f"{need.kind}_skill"] = need.skill
    return fields
