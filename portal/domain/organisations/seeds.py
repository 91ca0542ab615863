"""The support guide's plans (S1-S23): default data that `portal init` loads and the business edits from then on."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from portal.db import session
from portal.domain.actors import Actor
from portal.domain.organisations.drafts import PlanDraft, TargetDraft
from portal.domain.organisations.models import Plan
from portal.domain.organisations.operations.plans import make_plan
from portal.domain.organisations.rules import ANYWHERE, SEVERAL, Clock, Entitlement

E = Entitlement
_HOUR = 60  # minutes
_CHANNELS = frozenset({E.PHONE, E.PORTAL, E.EMAIL})  # S6
_ESSENTIAL = _CHANNELS | {E.TRAINING, E.KICK_OFF, E.STATUS_REPORT, E.BULLETINS}  # S15, S18-S20
_ADVANCED = _ESSENTIAL | {E.LAB}  # S13
_ELITE = _ADVANCED | {
    E.REMOTE_SESSION,
    E.BETA,
    E.ACCOUNT_MANAGER,
    E.ACTIVITY_REPORT,
    E.REVIEW,
}  # S14, S16, S17, S21, S22


def guide_plans(calendar_id: int) -> tuple[PlanDraft, ...]:
    """The five plans of the guide, their business hours on that calendar."""
    kinds = (_essential, _advanced, _elite, _elite_multinational, _incident_pack)
    return tuple(kind(calendar_id) for kind in kinds)


def _essential(calendar_id: int) -> PlanDraft:
    return PlanDraft(
        slug="essential",
        name="Essential",
        calendar_id=calendar_id,
        targets=_targets(4, 8, 48, 72),
        includes=_ESSENTIAL,
        position=10,
        callers_included=2,
        caller_countries="US",
        device_countries="US",
        tickets_per_year=10,
        largest_size=999,
    )


def _advanced(calendar_id: int) -> PlanDraft:
    return PlanDraft(
        slug="advanced",
        name="Advanced",
        calendar_id=calendar_id,
        targets=_targets(2, 4, 12, 24),
        includes=_ADVANCED,
        position=20,
        callers_included=2,
        callers_per_option=2,
        caller_countries="US",
        device_countries="US",
    )


def _elite(calendar_id: int) -> PlanDraft:
    return PlanDraft(
        slug="elite",
        name="Elite",
        calendar_id=calendar_id,
        targets=_targets(1, 2, 12, 24, first=Clock.ALWAYS),
        includes=_ELITE,
        position=30,
        callers_included=6,
        callers_per_option=2,
        caller_countries="US",
        device_countries=SEVERAL,
        session_minutes=2 * _HOUR,
    )


def _elite_multinational(calendar_id: int) -> PlanDraft:
    return replace(
        _elite(calendar_id),
        slug="elite-multinational",
        name="Elite Multinational",
        position=40,
        callers_included=12,
        caller_countries=ANYWHERE,
        device_countries=ANYWHERE,
    )


def _incident_pack(calendar_id: int) -> PlanDraft:
    return PlanDraft(
        slug="incident-pack",
        name="Incident pack",
        calendar_id=calendar_id,
        targets=_targets(None, None, None, None),
        includes=_CHANNELS | {E.OWN_STATUS},
        position=50,
        callers_included=1,
        caller_countries="US",
        device_countries="US",
        tickets_per_year=1,
        longest_days=180,
        work_minutes=8 * _HOUR,
    )


def seed_default_plans(calendar_id: int, *, by: Actor, at: datetime) -> list[Plan]:
    """Load the guide's plans into a portal without plans; one that has any is left as the business made it."""
    if session().scalar(select(Plan.id).limit(1)) is not None:
        return []
    return [make_plan(draft, by=by, at=at) for draft in guide_plans(calendar_id)]


def _targets(*hours: int | None, first: Clock = Clock.BUSINESS) -> tuple[TargetDraft, ...]:
    """First response by severity, in hours of its clock (S7-S12)."""
    return tuple(
        TargetDraft(first if severity == 1 else Clock.BUSINESS, None if each is None else each * _HOUR)
        for severity, each in enumerate(hours, start=1)
    )
