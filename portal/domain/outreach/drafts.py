"""What a call came to, and a campaign, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.outreach.rules import Outcome, Result


@dataclass(frozen=True, slots=True)
class AttemptDraft:
    """One attempt as the caller notes it. `wanted` is the service and time agreed, until the booking holds them."""

    outcome: Outcome
    identity_confirmed: bool = False
    condition: str = ""
    odometer_km: int | None = None
    fault: str = ""
    summary: str = ""
    summary_confirmed: bool = False
    wanted: str = ""
    note: str = ""
    call_again_at: datetime | None = None
    declined_because: str = ""  # a Why
    explained: str = ""  # some Explained, with blanks between


@dataclass(frozen=True, slots=True)
class IncomingDraft:
    """A call that came in. `rings` None: nobody counted."""

    name: str
    result: Result
    phone: str = ""
    plate: str = ""
    rings: int | None = None
    fault: str = ""
    since: str = ""
    stays: str = ""  # a Stays
    wants_loaner: bool = False
    locale: str = ""
    summary: str = ""
    summary_confirmed: bool = False
    wanted: str = ""
    note: str = ""
    call_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign with its first and last day; the `most` loyal customers are invited (BR4, BR9)."""

    name: str
    what: str
    starts_on: date
    ends_on: date
    most: int
