"""Forms of guests, stays, levels, rooms and gifts."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, NumberRange, Optional

from portal.blueprints.stays.words import ROOM_TYPES, SOURCES
from portal.domain.house.queries import house
from portal.domain.stays.drafts import GuestDraft, RoomDraft, StayDraft
from portal.domain.stays.models import Stay
from portal.domain.stays.wall_clock import moments_at, next_real
from portal.domain.stays.words import Level, RoomType, Source
from portal.web.fields import DateField, IntegerField, TimeField
from portal.web.forms import AtMost, Needed, PortalForm
from portal.web.versions import VersionedForm

TWICE = [("0", _l("The first")), ("1", _l("The second"))]
SURE = [(word, _l(SOURCES[word])) for word in (Source.ESTIMATED, Source.CONFIRMED)]
KINDS = [(word, _l(name)) for word, name in ROOM_TYPES.items()]


class StayForm(VersionedForm):
    """When somebody comes and goes, how, and what they wish. Clocks are those of the house."""

    id = "stay"

    arrive_on = DateField(_l("Day of arrival"), [Needed(_l("Enter the day of arrival."))])
    arrive_clock = TimeField(
        _l("Time of arrival"), [Optional()], description=_l("By the clocks of the house. Empty: nobody knows yet.")
    )
    arrive_fold = RadioField(_l("This time comes twice that night: which?"), [Optional()], choices=TWICE)
    arrival_source = SelectField(_l("How sure is it"), choices=SURE, default=Source.ESTIMATED)
    travels_by = StringField(_l("Flight or train"), [Optional(), AtMost(60)])
    pick_up = StringField(_l("Pick-up"), [Optional(), AtMost(200)], description=_l("Car, driver, what the sign says."))
    depart_on = DateField(_l("Day of departure"), [Needed(_l("Enter the day of departure."))])
    depart_clock = TimeField(_l("Time of departure"), [Optional()], description=_l("Empty: nobody knows yet."))
    depart_fold = RadioField(_l("This time comes twice that night: which?"), [Optional()], choices=TWICE)
    room_type = SelectField(_l("Kind of room"), choices=KINDS, default=RoomType.STANDARD)
    people = IntegerField(
        _l("How many people"), [Optional(), NumberRange(1, 500, _l("Enter a number from 1 to 500."))], default=1
    )
    booked_by = StringField(
        _l("Booked by"), [Optional(), AtMost(120)], description=_l("Who is asked while nobody knows the time.")
    )
    booked_by_phone = StringField(_l("Their phone"), [Optional(), AtMost(40)])
    requests = TextAreaField(_l("Requests"), [Optional(), AtMost(2000)])
    itinerary = TextAreaField(_l("Itinerary"), [Optional(), AtMost(4000)])
    is_confidential = BooleanField(
        _l("Confidential"), description=_l("A code word stands for the name but for the hosts and the duty manager.")
    )
    code_word = StringField(_l("Code word"), [Optional(), AtMost(40)])

    def validate(self, extra_validators: object = None) -> bool:
        """A time is there once, or it is said which of two (VE37)."""
        is_good = bool(super().validate(extra_validators))
        return all([is_good, self._is_real("arrive"), self._is_real("depart")])

    def draft(self) -> StayDraft:
        """What was typed."""
        arrive_at, depart_at = self._moment("arrive"), self._moment("depart")
        return StayDraft(
            arrive_on=_day(self.arrive_on.data),
            depart_on=_day(self.depart_on.data),
            arrive_at=arrive_at,
            arrival_source=Source(self.arrival_source.data) if arrive_at else Source.UNKNOWN,
            depart_at=depart_at,
            departure_source=Source.CONFIRMED if depart_at else Source.UNKNOWN,
            room_type=RoomType(self.room_type.data),
            travels_by=self.travels_by.data or "",
            pick_up=self.pick_up.data or "",
            people=self.people.data or 1,
            booked_by=self.booked_by.data or "",
            booked_by_phone=self.booked_by_phone.data or "",
            requests=self.requests.data or "",
            itinerary=self.itinerary.data or "",
            is_confidential=bool(self.is_confidential.data),
            code_word=self.code_word.data or "",
        )

    def _is_real(self, which: str) -> bool:
        clock: time | None = self[f"{which}_clock"].data
        on: date | None = self[f"{which}_on"].data
        if clock is None or on is None:
            return True
        found = moments_at(on, clock, house().zone)
        if not found:
            next_one = next_real(on, clock, house().zone)
            sentence = _(
                "The clocks leave this time out. The next that there is: %(clock)s.", clock=f"{next_one:%H:%M}"
            )
            self.refuse(f"{which}_clock", sentence)
        elif len(found) > 1 and self[f"{which}_fold"].data not in {"0", "1"}:
            sentence = _(
                "The clocks show %(clock)s twice that night. Choose the first or the second.", clock=f"{clock:%H:%M}"
            )
            self.refuse(f"{which}_fold", sentence)
            return False
        return bool(found)

    def _moment(self, which: str) -> datetime | None:
        clock, on = self[f"{which}_clock"].data, self[f"{which}_on"].data
        if clock is None:
            return None
        return moments_at(on, clock, house().zone)[-1 if self[f"{which}_fold"].data == "1" else 0]


class GuestForm(StayForm):
    """A stay of somebody who was never here."""

    id = "stay"

    name = StringField(_l("Name"), [Needed(_l("Enter the guest's name.")), AtMost(120)])
    name_latin = StringField(_l("Name in Latin letters"), [Optional(), AtMost(120)])
    salutation = StringField(
        _l("How one speaks to them"), [Optional(), AtMost(120)], description=_l("For example: Mr. Chairman, 王先生.")
    )
    title = StringField(_l("Position or title"), [Optional(), AtMost(120)])
    country = StringField(
        _l("Country"),
        [Optional(), AtMost(2)],
        description=_l("Two letters, for example CN. It chooses the newspapers."),
    )
    language = StringField(_l("Mother tongue"), [Optional(), AtMost(8)], description=_l("For example zh, en, ja."))
    phone = StringField(_l("Phone"), [Optional(), AtMost(40)])
    avoids = StringField(
        _l("Must not have"), [Optional(), AtMost(200)], description=_l("With blanks between: alcohol nuts.")
    )
    stays_before = IntegerField(
        _l("Stays before"), [Optional(), NumberRange(0, 5000, _l("Enter a number from 0 to 5000."))], default=0
    )

    def guest(self) -> GuestDraft:
        """What was typed of the guest."""
        return GuestDraft(
            name=self.name.data or "",
            name_latin=self.name_latin.data or "",
            salutation=self.salutation.data or "",
            title=self.title.data or "",
            country=(self.country.data or "").upper(),
            language=self.language.data or "",
            phone=self.phone.data or "",
            avoids=(self.avoids.data or "").lower(),
            stays_before=self.stays_before.data or 0,
        )


class AskForm(PortalForm):
    """A level, and why: "v2 2a"."""

    id = "ask"

    reason = SelectField(_l("Level and reason"), [Needed(_l("Choose a level and its reason."))])
    note = StringField(_l("Remark"), [Optional(), AtMost(500)])

    @property
    def chosen(self) -> tuple[Level, str]:
        """The level, and the reason's code."""
        level, _space, code = str(self.reason.data).partition(" ")
        return Level(level), code


class WordForm(PortalForm):
    """A word to a decision."""

    id = "word"
    keeps_drafts = False

    word = StringField(_l("Your word"), [Optional(), AtMost(500)])


class ReasonForm(PortalForm):
    """Why."""

    id = "why"
    keeps_drafts = False

    reason = StringField(_l("Why"), [Needed(_l("Say why.")), AtMost(500)])


class PhoneForm(PortalForm):
    """Who said yes on the phone (VE5)."""

    id = "phone"
    keeps_drafts = False

    who = StringField(_l("Who said yes on the phone"), [Needed(_l("Enter who said yes.")), AtMost(120)])


class RoomChoiceForm(PortalForm):
    """Which room; and why one that isn't ready (VR36)."""

    id = "give"
    keeps_drafts = False

    room = SelectField(_l("Room"), [Needed(_l("Choose a room."))])
    reason = StringField(_l("Why a room that is not ready"), [Optional(), AtMost(500)])


class RoomForm(PortalForm):
    """A room of the house."""

    id = "new-room"

    number = StringField(_l("Room number"), [Needed(_l("Enter the room's number.")), AtMost(12)])
    floor = IntegerField(
        _l("Floor"), [Optional(), NumberRange(-5, 200, _l("Enter a number from -5 to 200."))], default=1
    )
    room_type = SelectField(_l("Kind of room"), choices=KINDS, default=RoomType.STANDARD)

    def draft(self) -> RoomDraft:
        """What was typed."""
        return RoomDraft(self.number.data or "", self.floor.data or 0, RoomType(self.room_type.data))


class RoomStateForm(PortalForm):
    """One touch on a room: clean, dirty, out of order with a reason, in order."""

    id = "act"
    keeps_drafts = False

    is_now = StringField(validators=[AnyOf(("clean", "dirty", "out", "in-order"))])
    reason = StringField(_l("What is out of order"), [Optional(), AtMost(200)])


class CostForm(PortalForm):
    """What a gift came to (VR28)."""

    id = "spent"
    keeps_drafts = False

    cost = IntegerField(_l("What it cost"), [Optional(), NumberRange(0, 1_000_000, _l("Enter a smaller number."))])
    over_cap_reason = StringField(_l("Why more than allowed"), [Optional(), AtMost(200)])


class SubstituteForm(PortalForm):
    """Something else in its place (VE49)."""

    id = "substitute"
    keeps_drafts = False

    name = StringField(_l("What instead"), [Needed(_l("Say what instead.")), AtMost(120)])


def filled(stay: Stay) -> StayForm:
    """The form with the stay as it is."""
    zone = house().zone
    form = StayForm(
        obj=stay,
        arrive_clock=_wall(stay.arrive_at, stay.arrival_source, zone),
        depart_clock=_wall(stay.depart_at, stay.departure_source, zone),
        arrive_fold=_fold(stay.arrive_at, zone),
        depart_fold=_fold(stay.depart_at, zone),
    )
    form.begin_at(stay.version)
    return form


def _day(on: date | None) -> date:
    assert on is not None  # the form asks for it
    return on


def _wall(at: datetime, source: str, zone: str) -> time | None:
    return None if source == Source.UNKNOWN else at.astimezone(ZoneInfo(zone)).time()


def _fold(at: datetime, zone: str) -> str | None:
    """Which of two; None where the clock shows it once."""
    there = at.astimezone(ZoneInfo(zone))
    comes_twice = len(moments_at(there.date(), there.time(), zone)) > 1
    return str(there.fold) if comes_twice else None
