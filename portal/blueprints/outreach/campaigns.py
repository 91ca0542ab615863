"""Service campaigns: what is told, while it is true, and how many are invited (BR4, BR9)."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.blueprints.outreach.forms import CampaignForm
from portal.clock import now
from portal.domain.outreach.operations import add_campaign, change_campaign
from portal.domain.outreach.queries import campaign_for, campaigns
from portal.web.admission import actor, requires
from portal.web.responses import changed, invalid, or_404, page

bp = Blueprint("campaigns", __name__)


@bp.get("")
@requires(add_campaign)
def index() -> ResponseReturnValue:
    """All, the latest first."""
    return page("outreach/campaigns/index.html", campaigns=campaigns())


@bp.get("/new")
@requires(add_campaign)
def new() -> ResponseReturnValue:
    """The form."""
    return page("outreach/campaigns/new.html", form=CampaignForm())


@bp.post("")
@requires(add_campaign)
def create() -> ResponseReturnValue:
    """One more."""
    form = CampaignForm()
    if not form.validate():
        return invalid("outreach/campaigns/new.html", form=form)
    add_campaign(form.draft(), by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Campaign added: its customers come onto the call list."))


@bp.get("/<int:campaign_id>/edit")
@requires(change_campaign)
def edit(campaign_id: int) -> ResponseReturnValue:
    """The form, filled."""
    campaign = or_404(campaign_for(actor(), campaign_id))
    form = CampaignForm(obj=campaign)
    form.begin_at(campaign.version)
    return page("outreach/campaigns/edit.html", campaign=campaign, form=form)


@bp.post("/<int:campaign_id>")
@requires(change_campaign)
def update(campaign_id: int) -> ResponseReturnValue:
    """Its facts anew."""
    campaign = or_404(campaign_for(actor(), campaign_id))
    form = CampaignForm()
    if not form.validate():
        return invalid("outreach/campaigns/edit.html", campaign=campaign, form=form)
    change_campaign(campaign, form.draft(), form.seen_version, by=actor(), at=now())
    return changed(to=url_for(".index"), notice=_("Campaign saved."))
