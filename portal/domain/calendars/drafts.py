"""A calendar as plain values: what a form gives, what an operation keeps, what the rules compute with."""

from dataclasses import dataclass, field
from datetime import date

from portal.domain.calendars.holidays import HolidayYears, LibraryHoliday, RecurringDays
from portal.domain.calendars.hours import SpecialDay, Window, WorkingHours
from portal.domain.errors import N_

GUIDE_ZONE = "America/New_York"


NOT_THE_GUIDE_S = (  # the other holidays of the guide's country, to tick; named here to be translated
    N_("Juneteenth National Independence Day"),
    N_("Columbus Day"),
    N_("Veterans Day"),
    N_("Martin Luther King Jr. Day"),
    N_("Washington's Birthday"),
)


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """Everything of a calendar that people edit. `weekly` is seven tuples of windows, Monday first."""

    name: str
    zone: str
    weekly: tuple[tuple[Window, ...], ...]
    observed: bool = False
    library: tuple[LibraryHoliday, ...] = ()
    recurring: tuple[RecurringDays, ...] = ()
    single: dict[date, SpecialDay] = field(default_factory=dict)

    def hours(self) -> WorkingHours:
        """What the rules compute with."""
        days = HolidayYears((*self.library, *self.recurring), self.single, self.observed)
        return WorkingHours(self.zone, self.weekly, days, self.name)


def guide_calendar() -> CalendarDraft:
    """The support guide's business hours and holidays (S25, S26): default data, edited by the business."""
    names = {
        N_("New Year's Day"): "",
        "Martin Luther King Jr. Day": N_("Martin Luther King, Jr. Day"),
        "Washington's Birthday": N_("Presidents Day"),
        N_("Memorial Day"): "",
        N_("Independence Day"): "",
        N_("Labor Day"): "",
        N_("Thanksgiving Day"): "",
        N_("Christmas Day"): "",
    }
    return CalendarDraft(
        name=N_("US business hours"),
        zone=GUIDE_ZONE,
        weekly=(((8 * 60, 20 * 60),),) * 5 + ((), ()),
        library=tuple(LibraryHoliday("US", name, label) for name, label in names.items()),
        recurring=(
            RecurringDays(N_("Christmas Eve"), (12, 24), (12, 24)),
        ),  # the library has it for government offices only
    )
