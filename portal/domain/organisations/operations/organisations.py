"""Founding and changing organisations."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import select, update

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.audit.operations import record
from portal.domain.calendars.operations import ZoneUnknown
from portal.domain.errors import ChangedMeanwhile
from portal.domain.organisations.drafts import OrganisationDraft
from portal.domain.organisations.models import Organisation
from portal.domain.organisations.refusals import EmailDomainTaken
from portal.domain.rights import Right, needs


@needs(Right.ORGANISATION_CHANGE)
def found_organisation(draft: OrganisationDraft, *, by: Actor, at: datetime) -> Organisation:
    """A new customer, still without contract. Refuses an unknown zone and a mail domain of another organisation."""
    _require_sense(draft, None)
    organisation = Organisation(**asdict(draft), created_at=at, changed_at=at)
    session().add(organisation)
    session().flush()
    record(by, "organisation.founded", organisation, at=at, **asdict(draft))
    return organisation


@needs(Right.ORGANISATION_CHANGE)
def change_organisation(
    organisation_id: int, draft: OrganisationDraft, version: int, *, by: Actor, at: datetime
) -> Organisation:
    """Its facts anew. Refuses as founding does, and when `version` is no longer the organisation's."""
    _require_sense(draft, organisation_id)
    organisation = session().get_one(Organisation, organisation_id)
    before = {name: getattr(organisation, name) for name in asdict(draft)}
    claimed = session().scalar(
        update(Organisation)
        .where(Organisation.id == organisation_id, Organisation.version == version)
        .values(**asdict(draft), version=version + 1, changed_at=at)
        .returning(Organisation.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise ChangedMeanwhile
    session().refresh(organisation)
    changes = {name: [before[name], value] for name, value in asdict(draft).items() if before[name] != value}
    record(by, "organisation.changed", organisation, at=at, changes=changes)
    return organisation


def _require_sense(draft: OrganisationDraft, own_id: int | None) -> None:
    if draft.zone not in available_timezones():
        raise ZoneUnknown(zone=draft.zone)
    if draft.email_domain:
        other = session().scalar(select(Organisation).where(Organisation.email_domain == draft.email_domain))
        if other is not None and other.id != own_id:
            raise EmailDomainTaken(domain=draft.email_domain, organisation=other.name)
