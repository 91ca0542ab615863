"""The card of a call: the prepared file, the words, who has it, what may be done (A11, BR6-BR18)."""

from typing import Any

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import AttemptForm
from portal.blueprints.outreach.saying import said_in
from portal.blueprints.outreach.words import OUTCOMES, WHYS
from portal.domain.customers.queries import AssetFile, files_of
from portal.domain.customers.rules import spoken_to
from portal.domain.outreach.models import Invite
from portal.domain.outreach.queries import Holder, attempts_on
from portal.domain.outreach.rules import State, merged
from portal.showing.desk_words import REASONS
from portal.web.admission import actor
from portal.web.formats import day
from portal.web.house import present_house
from portal.web.reading import LOCALES


def card(invite: Invite, holder: Holder | None, form: AttemptForm, locale: str = "") -> dict[str, Any]:
    """What the card needs. Six queries."""
    spoken = locale if locale in LOCALES else invite.customer.locale
    words, version = said_in(invite.reason, spoken)
    files = files_of(invite.customer_id)
    file = next(one for one in files if one.asset.id == invite.asset_id)
    return {
        "invite": invite,
        "customer": invite.customer,
        "file": file,
        "others": [one.asset for one in files if one is not file],
        "form": form,
        "said": merged(words, _values(invite, file, spoken)).split("\n"),
        "version": version,
        "languages": _languages(invite, spoken),
        "holder": holder,
        "is_mine": holder is not None and holder.person_id == actor().person_id,
        "is_open": invite.state == State.OPEN and invite.customer.may_be_called,
        "attempts": attempts_on(invite.customer_id),
        "reasons": REASONS,
        "outcomes": OUTCOMES,
        "whys": WHYS,
    }


def _values(invite: Invite, file: AssetFile, spoken: str) -> dict[str, str]:
    customer, campaign = invite.customer, invite.campaign
    with force_locale(spoken):  # dates as the customer hears them, not as the caller reads them
        due = day(invite.due_on)
    return {
        "shop": present_house().name,
        "me": actor().name,
        "customer": spoken_to(customer.name, customer.salutation),
        "plate": file.asset.plate,
        "model": file.asset.model or "–",
        "service": str(REASONS[invite.reason]),
        "campaign": campaign.what if campaign else "–",
        "open_work": _(", ").join(item.work for item in file.open_items) or "–",
        "due": due,
    }


def _languages(invite: Invite, spoken: str) -> list[dict[str, object]]:
    return [
        {
            "label": name,
            "href": url_for("outreach.calls.show", invite_id=invite.id, say=code),
            "current": code == spoken,
        }
        for code, name in LOCALES.items()
    ]
