"""How the shop calls: in which order, with what words, about which campaigns (BR2, BR3, BR8, BR9)."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, select, update

from portal.db import one_at_a_time, session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.customers.changes import changes
from portal.domain.errors import ChangedMeanwhile
from portal.domain.outreach.drafts import CampaignDraft
from portal.domain.outreach.models import Campaign, ReasonPlace, Script
from portal.domain.outreach.queries import order_of_reasons
from portal.domain.outreach.refusals import FieldsUnknown
from portal.domain.outreach.rules import Reason, risen, unknown_fields
from portal.domain.rights import Right, needs


@needs(Right.OUTREACH_ARRANGE)
def raise_reason(reason: Reason, *, by: Actor, at: datetime) -> None:
    """Call for this reason one place earlier. Campaigns stay last (BR3)."""
    one_at_a_time("outreach reasons")
    before = order_of_reasons()
    after = risen(before, reason)
    if after == before:
        return
    session().execute(delete(ReasonPlace))
    places = [ReasonPlace(reason=one, position=place) for place, one in enumerate(after, start=1)]
    session().add_all(places)
    session().flush()
    record(by, "reason.risen", places[after.index(reason)], at=at, reason=reason, order=[str(one) for one in after])


@needs(Right.OUTREACH_ARRANGE)
def write_script(kind: str, locale: str, words: str, *, by: Actor, at: datetime) -> Script:
    """What is said from now on, as a new version; what was said before stays readable (BR8). Refuses FieldsUnknown."""
    unknown = unknown_fields(words)
    if unknown:
        raise FieldsUnknown(fields=", ".join(f"{{{word}}}" for word in unknown))
    one_at_a_time(f"script {kind} {locale}")
    last = session().scalar(select(func.max(Script.version)).where(Script.kind == kind, Script.locale == locale))
    script = Script(
        kind=kind, locale=locale, version=(last or 0) + 1, words=words, written_at=at, written_by_id=by.person_id
    )
    session().add(script)
    session().flush()
    record(by, "script.written", script, at=at, kind=kind, locale=locale, version=script.version)
    return script


@needs(Right.OUTREACH_ARRANGE)
def add_campaign(draft: CampaignDraft, *, by: Actor, at: datetime) -> Campaign:
    """A campaign: its customers stand on the call list from its first day on (BR4, BR9)."""
    campaign = Campaign(**asdict(draft), created_at=at, changed_at=at)
    session().add(campaign)
    session().flush()
    record(by, "campaign.added", campaign, at=at, name=draft.name)
    return campaign


@needs(Right.OUTREACH_ARRANGE)
def change_campaign(campaign: Campaign, draft: CampaignDraft, version: int, *, by: Actor, at: datetime) -> None:
    """Its facts anew. Refuses when `version` is no longer the campaign's."""
    before = {name: getattr(campaign, name) for name in asdict(draft)}
    changed = update(Campaign).where(Campaign.id == campaign.id, Campaign.version == version)
    values = {**asdict(draft), "version": version + 1, "changed_at": at}
    if session().execute(changed.values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    record(by, "campaign.changed", campaign, at=at, changes=changes(before, asdict(draft)))
